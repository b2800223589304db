import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** Runs iproute2's `ip` with these words and returns what it prints. Never a shell. */
export type IpTool = (words: readonly string[]) => Promise<string>;

/** `ip` said no; the message is for people. */
export class IpFailed extends Error {
  override readonly name = 'IpFailed';
}

const TIMEOUT_MS = 15_000;
const MAX_OUTPUT_BYTES = 64 * 1024 * 1024;

const SAID: readonly (readonly [RegExp, string])[] = [
  [/not permitted|Permission denied/i, 'The appliance may not change the network of its machine: run it as root, or with CAP_NET_ADMIN.'],
  [/Unknown device type/i, 'The kernel of this machine knows no VLANs (802.1Q).'],
  [/File exists/i, 'The machine has such a route or interface of its own, which stays as it is.'],
  [/Network is down/i, 'The interface is down.'],
  [/invalid gateway|Network is unreachable|No route to host/i, 'The gateway cannot be reached over that interface.'],
];

const describeFailure = (words: readonly string[], error: unknown): string => {
  const { code, stderr = '' } = error as NodeJS.ErrnoException & { stderr?: string };
  if (code === 'ENOENT') return 'iproute2 (the program "ip") is not installed on this machine.';
  const text = stderr.trim().split('\n').at(-1) ?? '';
  const known = SAID.find(([pattern]) => pattern.test(text))?.[1];
  return `ip ${words.join(' ')}: ${known === undefined ? text || String(error) : `${known} (${text})`}`;
};

export const createIpTool = (program = 'ip'): IpTool => {
  const run = promisify(execFile);
  return async (words) => {
    try {
      const { stdout } = await run(program, [...words], {
        timeout: TIMEOUT_MS,
        maxBuffer: MAX_OUTPUT_BYTES,
        env: { ...process.env, LC_ALL: 'C' },
      });
      return stdout;
    } catch (error) {
      throw new IpFailed(describeFailure(words, error), { cause: error });
    }
  };
};

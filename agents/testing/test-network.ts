import { execFile, execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const SCRIPT = fileURLToPath(new URL('../../e2e/network/make-network.sh', import.meta.url));

/** A network of namespaces with real, weak services: see `e2e/network/make-network.sh`. */
export interface TestNetwork {
  /** h1: nginx with TLS · h2: sshd · h3: Redis · h4: plain nginx · then the same again. */
  readonly addresses: readonly string[];
  /** There, but answers nothing. */
  readonly droppingAddress: string;
  /** An address of the network at which nobody is. */
  readonly emptyAddress: string;
  /** Runs a command at the scanner's place and returns its standard output. */
  readonly runAsScanner: (command: string, args: readonly string[]) => Promise<string>;
  /** Ends the services and removes everything. */
  readonly tearDown: () => void;
}

const NEEDED = ['ip', 'nginx', 'redis-server', 'openssl', 'ssh-keygen', '/usr/sbin/sshd'];

const isThere = (command: string): boolean => {
  try {
    execFileSync('/bin/sh', ['-c', `command -v ${command}`], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
};

/** Why no test network can be made here; `undefined` when one can. */
export const whyNoTestNetwork = (): string | undefined => {
  if (process.getuid?.() !== 0) return 'network namespaces need root';
  const missing = NEEDED.filter((command) => !isThere(command));
  if (missing.length > 0) return `not installed: ${missing.join(', ')}`;
  const probe = `wbp${process.pid % 10_000}`;
  try {
    execFileSync('ip', ['netns', 'add', probe], { stdio: 'ignore' });
    execFileSync('ip', ['netns', 'del', probe], { stdio: 'ignore' });
    return undefined;
  } catch {
    return 'this machine does not allow network namespaces';
  }
};

const run = promisify(execFile);

/** `prefix`: at most 8 small letters and digits, one of its own for every network that exists at the same time. */
export const makeTestNetwork = async (prefix: string, hosts = 4): Promise<TestNetwork> => {
  const folder = mkdtempSync(join(tmpdir(), `${prefix}-`));
  await run(SCRIPT, ['up', prefix, folder, `${hosts}`]);
  return {
    addresses: Array.from({ length: hosts }, (_, index) => `10.77.0.1${index + 1}`),
    droppingAddress: '10.77.0.99',
    emptyAddress: '10.77.0.50',
    runAsScanner: async (command, args) =>
      (await run('ip', ['netns', 'exec', `${prefix}scan`, command, ...args], { maxBuffer: 64 * 1024 * 1024 })).stdout,
    tearDown: () => {
      execFileSync(SCRIPT, ['down', prefix, folder], { stdio: 'ignore' });
      rmSync(folder, { recursive: true, force: true });
    },
  };
};

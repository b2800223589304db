import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { join } from 'node:path';

const DOCKERD = ['/usr/sbin/dockerd', '/usr/bin/dockerd'].find((path) => existsSync(path));
const CAP_SYS_ADMIN = 21n;

/** Why no engine can be started here; undefined: one can. Tests that need one are skipped with these words. */
export const whyNoDocker = (): string | undefined => {
  if (DOCKERD === undefined) return 'dockerd is not installed (Debian: apt-get install docker.io)';
  if (process.getuid?.() !== 0) return 'dockerd needs root';
  const effective = BigInt(`0x${/^CapEff:\s+([0-9a-f]+)$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? '0'}`);
  return (effective >> CAP_SYS_ADMIN) & 1n ? undefined : 'dockerd needs the capability SYS_ADMIN';
};

interface Call {
  readonly method: string;
  readonly path: string;
  readonly body?: Buffer | object | undefined;
  readonly headers?: Readonly<Record<string, string>>;
}

const send = (socketPath: string, { method, path, body, headers: more = {} }: Call): Promise<{ status: number; text: string }> =>
  new Promise((resolve, reject) => {
    const isTar = Buffer.isBuffer(body);
    const headers = { ...more, ...(body === undefined ? {} : { 'content-type': isTar ? 'application/x-tar' : 'application/json' }) };
    const sent = request({ socketPath, path: `/v1.41${path}`, method, headers, agent: false }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, text: Buffer.concat(chunks).toString('latin1') }));
    });
    sent.on('error', reject);
    sent.end(isTar || body === undefined ? body : JSON.stringify(body));
  });

const until = async (isDone: () => Promise<boolean>, what: string): Promise<void> => {
  for (let tries = 0; tries < 600; tries += 1) {
    if (await isDone()) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`${what} took more than 30 s.`);
};

/**
 * A real Docker engine with a folder and a socket of its own. It makes no bridge and touches no rule of the firewall: the machine's network
 * stays as it is, and containers have none.
 */
export const startRealDocker = async () => {
  // Short: the path of a unix socket has 107 bytes at most.
  const folder = await mkdtemp('/tmp/wbd-');
  const socketPath = join(folder, 'd.sock');
  const none = join(folder, 'none.json');
  await writeFile(none, '{}');
  const words = [
    ...['-H', `unix://${socketPath}`, '--data-root', join(folder, 'data'), '--exec-root', join(folder, 'exec')],
    ...['--pidfile', join(folder, 'pid'), '--bridge=none', '--iptables=false', '--ip6tables=false', '--ip-forward=false'],
    ...['--ip-masq=false', '--userland-proxy=false', '--shutdown-timeout', '1', '--config-file', none],
  ];
  let told = '';
  const begin = async () => {
    const child = spawn(DOCKERD ?? 'dockerd', words, { stdio: ['ignore', 'ignore', 'pipe'] });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      told = (told + text).slice(-4000);
    });
    const ended = new Promise<void>((resolve) => child.on('exit', () => resolve()));
    await until(async () => {
      if (child.exitCode !== null) throw new Error(`dockerd ended: ${told}`);
      return (await send(socketPath, { method: 'GET', path: '/_ping' }).catch(() => undefined))?.status === 200;
    }, 'The start of dockerd');
    return { child, ended };
  };
  let running = await begin();
  const end = async () => {
    running.child.kill('SIGTERM');
    await running.ended;
  };
  /** One call of the engine's API; anything but a good answer throws. */
  const call = async (
    method: string,
    path: string,
    body?: Buffer | object,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<string> => {
    const { status, text } = await send(socketPath, { method, path, body, headers });
    if (status >= 400) throw new Error(`${method} ${path}: ${status} ${text}`);
    return text;
  };
  return {
    socketPath,
    call,
    stop: end,
    start: async () => {
      running = await begin();
    },
    close: async () => {
      await end();
      await rm(folder, { recursive: true, force: true });
    },
  };
};
export type RealDocker = Awaited<ReturnType<typeof startRealDocker>>;

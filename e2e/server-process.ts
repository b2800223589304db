import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** A server started as an operator starts it: the built program, its own data folder, its own port. */
export interface ServerProcess {
  readonly url: string;
  readonly folder: string;
  /** Lines of its standard output so far. */
  readonly lines: readonly string[];
  readonly kill: (signal: NodeJS.Signals) => Promise<void>;
}

export const ADMIN = { email: 'mara.okafor@corp.example', password: 'correct horse battery staple' };

export interface ServerOptions {
  readonly folder: string;
  readonly port: number;
  /** Run it inside this network namespace. */
  readonly namespace?: string | undefined;
  readonly env?: Record<string, string>;
  /** In place of the program as it is shipped: its file and words, and what it says when it is ready. */
  readonly program?: readonly string[];
  readonly ready?: string;
}

const SHIPPED = ['dist/bff/watchbill.mjs', 'serve'];

/** Starts it and resolves when it says that it is ready. */
export async function startServer(options: ServerOptions): Promise<ServerProcess> {
  const { folder, port, namespace, env = {}, ready = 'ready at ' } = options;
  const settings = { PORT: String(port), WATCHBILL_DATA: folder, TZ: 'UTC', NODE_ENV: 'production', LOG_LEVEL: 'warn', ...env };
  const program = [process.execPath, ...(options.program ?? SHIPPED)];
  const [command = '', ...args] = namespace === undefined ? program : ['nsenter', `--net=/run/netns/${namespace}`, ...program];
  const child = spawn(command, args, { env: { ...process.env, ...settings }, stdio: ['ignore', 'pipe', 'pipe'] });
  const lines: string[] = [];
  const problems: string[] = [];
  createInterface({ input: child.stderr }).on('line', (line) => problems.push(line));
  await new Promise<void>((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      lines.push(line);
      if (line.includes(ready)) resolve();
    });
    child.once('exit', (code) =>
      reject(new Error(`the server ended with code ${code}:\n${[...lines, ...problems].slice(-20).join('\n')}`)),
    );
  });
  return { url: `http://127.0.0.1:${port}`, folder, lines, kill: (signal) => end(child, signal) };
}

function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.kill(signal);
  });
}

/** A folder that the database's own user may enter. */
export function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'watchbill-e2e-'));
  chmodSync(folder, 0o755);
  return folder;
}

export const removeFolder = (folder: string): void => rmSync(folder, { recursive: true, force: true });

export const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(address !== null && typeof address === 'object' ? address.port : 0));
    });
  });

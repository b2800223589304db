import { type ChildProcess, spawn } from 'node:child_process';
import { createServer } from 'node:net';

export const BENCH_ADMIN = { email: 'bench@corp.example', password: 'correct horse battery staple' };

export interface ServerPlace {
  readonly folder: string;
  readonly port: number;
  /** More environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** Words before the program: in which namespace it runs. */
  readonly prefix?: readonly string[];
}

/** The built server in a process of its own, once it says that it is ready. */
export async function startServer({ folder, port, env = {}, prefix = [] }: ServerPlace): Promise<ChildProcess> {
  const settings = {
    ...{ WATCHBILL_DATA: folder, PORT: String(port), LOG_LEVEL: 'error', NODE_ENV: 'production' },
    ...{ WATCHBILL_ADMIN_EMAIL: BENCH_ADMIN.email, WATCHBILL_ADMIN_PASSWORD: BENCH_ADMIN.password },
  };
  const [program = '', ...words] = [...prefix, process.execPath, 'dist/bff/watchbill.mjs', 'serve'];
  const child = spawn(program, words, { env: { ...process.env, ...settings, ...env }, stdio: ['ignore', 'pipe', 'inherit'] });
  await new Promise<void>((done, fail) => {
    let said = '';
    child.stdout.on('data', (text) => {
      said += text;
      if (said.includes('ready at ')) done();
    });
    child.once('exit', (code) => fail(new Error(`the server ended with code ${code}`)));
  });
  return child;
}

export async function endServer(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  server.kill('SIGTERM');
  await new Promise((done) => server.once('exit', done));
}

/** A port that nobody had a moment ago. */
export const freePort = (): Promise<number> =>
  new Promise((done) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => done(port));
    });
  });

import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';

/** The appliance that runs on the server's own machine, so that a first scan works within a minute of the first start. */
export interface LocalAppliance {
  readonly start: () => Promise<void>;
  /** Ends the program in an orderly way and waits for it. */
  readonly stop: () => Promise<void>;
}

/** What the platform knows of appliances, as far as this one needs it. */
export interface ApplianceBook {
  /** Whether the appliance exists, is registered and not retired. */
  readonly isBound: (id: string) => Promise<boolean>;
  /** Makes a code for the appliance of this machine: a new appliance, or the one of that name bound again. */
  readonly bind: () => Promise<{ readonly id: string; readonly personalizationCode: string }>;
}

export interface LocalApplianceOptions {
  /** The bundled program, one file. */
  readonly program: string;
  readonly folder: string;
  readonly serverUrl: string;
  /** Certificate that the program must trust besides the public ones; the server's own. */
  readonly certFile?: string | undefined;
  readonly book: ApplianceBook;
  readonly log: (line: string) => void;
}

const RESTART_FIRST_MS = 1000;
const RESTART_LAST_MS = 30_000;
const STOP_TIMEOUT_MS = 10_000;

export function createLocalAppliance(options: LocalApplianceOptions): LocalAppliance {
  let running: ChildProcess | undefined;
  const stopping = new AbortController();

  const launch = (args: readonly string[]): ChildProcess => {
    const env = { ...process.env, ...(options.certFile === undefined ? {} : { NODE_EXTRA_CA_CERTS: options.certFile }) };
    const child = spawn(process.execPath, [options.program, ...args, '--data', options.folder], { stdio: ['pipe', 'pipe', 'pipe'], env });
    child.on('error', (error) => options.log(error.message));
    for (const stream of [child.stdout, child.stderr]) createInterface({ input: stream }).on('line', options.log);
    return child;
  };

  // The program ends with us: its standard input closes even when we are killed.
  const keepRunning = async (): Promise<void> => {
    let wait = RESTART_FIRST_MS;
    while (!stopping.signal.aborted) {
      const startedAt = Date.now();
      running = launch(['run', '--follow-parent']);
      const code = await exitOf(running);
      if (stopping.signal.aborted) return;
      wait = Date.now() - startedAt > RESTART_LAST_MS ? RESTART_FIRST_MS : Math.min(wait * 2, RESTART_LAST_MS);
      options.log(`the local appliance ended with code ${code}; starting it again in ${wait} ms`);
      await pause(wait, undefined, { signal: stopping.signal }).catch(() => {});
    }
  };

  return {
    start: async () => {
      await register(options, launch);
      void keepRunning();
    },
    stop: async () => {
      stopping.abort();
      if (running === undefined || running.exitCode !== null) return;
      const ended = exitOf(running);
      running.kill('SIGTERM');
      const timeout = pause(STOP_TIMEOUT_MS, undefined, { ref: false }).then(() => running?.kill('SIGKILL'));
      await Promise.race([ended, timeout]);
    },
  };
}

async function register(options: LocalApplianceOptions, launch: (args: readonly string[]) => ChildProcess): Promise<void> {
  const idFile = join(options.folder, 'bound-as');
  if (existsSync(idFile) && (await options.book.isBound(readFileSync(idFile, 'utf8').trim()))) return;
  // Bound to a database that is gone, or never bound: begin anew.
  rmSync(options.folder, { recursive: true, force: true });
  mkdirSync(options.folder, { recursive: true, mode: 0o700 });
  const { id, personalizationCode } = await options.book.bind();
  const code = await exitOf(launch(['register', '--server', options.serverUrl, '--perscode', personalizationCode]));
  if (code !== 0) throw new Error('the local appliance could not be registered; its messages are in the log above');
  writeFileSync(idFile, `${id}\n`);
}

const exitOf = (child: ChildProcess): Promise<number> =>
  new Promise((resolve) => {
    if (child.exitCode !== null) resolve(child.exitCode);
    child.once('exit', (code) => resolve(code ?? 1));
    child.once('error', () => resolve(127));
  });

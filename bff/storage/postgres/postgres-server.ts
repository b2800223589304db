import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { type Binaries, findBinaries } from './binaries.ts';
import { type Cluster, freePort, openCluster, urlIn } from './cluster.ts';
import { isAlive, type PostmasterPid, readPostmasterPid } from './postmaster-pid.ts';
import { databaseUser, type SystemUser } from './system-user.ts';

/** A real PostgreSQL of our own, on the loopback interface alone. */
export interface PostgresServer {
  /** Connection string of a database in it. */
  readonly urlOf: (database: string) => string;
  /** true: it was running already, left by a server that died. */
  readonly adopted: boolean;
  /** Ends it in an orderly way and waits until it is gone. */
  readonly stop: () => Promise<void>;
}

export interface PostgresOptions {
  /** Folder of the product's data; the cluster lies in `postgres` below it. */
  readonly base: string;
  readonly newPassword: () => string;
  readonly log: (message: string) => void;
  /** More `-c name=value` settings, for tests. */
  readonly settings?: readonly string[];
}

const START_TIMEOUT_MS = 60_000;
const STOP_TIMEOUT_MS = 30_000;
const LOOK_EVERY_MS = 50;
const LOG_LIMIT_BYTES = 20 * 1024 * 1024;

/** Starts the embedded PostgreSQL, or takes over the one that a killed server left running, and keeps it running. */
export async function startPostgres(options: PostgresOptions): Promise<PostgresServer> {
  const user = databaseUser();
  const binaries = await findBinaries(user, join(options.base, 'postgres-binaries'));
  const cluster = await openCluster(options.base, binaries, user, options.newPassword);
  const supervisor = new Supervisor(cluster, binaries, user, options);
  await supervisor.start();
  return supervisor;
}

class Supervisor implements PostgresServer {
  adopted = false;
  private port = 0;
  private pid = 0;
  private stopping = false;
  private watch: NodeJS.Timeout | undefined;
  private readonly cluster: Cluster;
  private readonly binaries: Binaries;
  private readonly user: SystemUser | undefined;
  private readonly options: PostgresOptions;

  constructor(cluster: Cluster, binaries: Binaries, user: SystemUser | undefined, options: PostgresOptions) {
    this.cluster = cluster;
    this.binaries = binaries;
    this.user = user;
    this.options = options;
  }

  readonly urlOf = (database: string): string => urlIn(this.cluster, this.port, database);

  async start(): Promise<void> {
    const running = readPostmasterPid(this.cluster.folder);
    if (running !== undefined && isAlive(running.pid) && (await this.isOurs(running))) {
      this.adopted = true;
      this.port = running.port;
      this.pid = running.pid;
      await this.untilReady(() => isAlive(running.pid));
    } else {
      this.port = this.port || (await freePort());
      await this.spawn();
    }
    this.keepRunning();
  }

  readonly stop = async (): Promise<void> => {
    this.stopping = true;
    clearInterval(this.watch);
    if (!isAlive(this.pid)) return;
    process.kill(this.pid, 'SIGINT'); // Fast shutdown: open transactions are rolled back, data is written.
    const deadline = Date.now() + STOP_TIMEOUT_MS;
    while (isAlive(this.pid) && Date.now() < deadline) await pause(LOOK_EVERY_MS);
  };

  // A pid file may outlive its process, and the pid may belong to anybody by now: only its own word counts.
  private async isOurs(running: PostmasterPid): Promise<boolean> {
    if (!isPostgres(running.pid)) return false;
    this.port = running.port;
    await this.untilReady(() => isAlive(running.pid));
    const folder = await this.ask('show data_directory');
    if (folder === this.cluster.folder) return true;
    throw new Error(
      `process ${running.pid} answers on port ${running.port} but serves ${folder}, not ${this.cluster.folder}; stop it or choose another WATCHBILL_DATA`,
    );
  }

  private async spawn(): Promise<void> {
    const log = openLog(this.cluster.logFile);
    const settings = [
      'listen_addresses=127.0.0.1',
      'unix_socket_directories=',
      'timezone=UTC',
      'log_timezone=UTC',
      ...(this.options.settings ?? []),
    ];
    const flags = ['-D', this.cluster.folder, '-p', String(this.port), ...settings.flatMap((setting) => ['-c', setting])];
    // Its own process group: Ctrl-C in the terminal reaches us, not it; we end it after the last query.
    const child = spawn(this.binaries.postgres, flags, {
      ...this.user,
      detached: true,
      stdio: ['ignore', log, log],
      env: { PATH: process.env.PATH, TZ: 'UTC' },
    });
    closeSync(log);
    this.pid = child.pid ?? 0;
    let problem = '';
    child.once('error', (error) => (problem = error.message));
    await this.untilReady(
      () => problem === '' && this.pid !== 0 && child.exitCode === null && child.signalCode === null,
      () => problem,
    );
    child.unref();
    child.removeAllListeners('error');
    this.reap(child);
  }

  private reap(child: ChildProcess): void {
    child.once('exit', (code, signal) => {
      if (!this.stopping) this.options.log(`PostgreSQL ended by itself (${signal ?? code}); starting it again`);
    });
  }

  private async untilReady(alive: () => boolean, problem: () => string = () => ''): Promise<void> {
    const deadline = Date.now() + START_TIMEOUT_MS;
    let last: unknown;
    while (alive() && Date.now() < deadline) {
      try {
        await this.ask('select 1');
        return;
      } catch (error) {
        // 57P03: it is starting up or recovering after a crash. Refused connections mean the same a little earlier.
        const { code } = error as { code?: string };
        if (code !== '57P03' && code !== 'ECONNREFUSED' && code !== 'ECONNRESET') throw error;
        last = error;
      }
      await pause(LOOK_EVERY_MS);
    }
    throw new Error(`the database did not start: ${problem() || lastLines(this.cluster.logFile)}`, { cause: last });
  }

  private async ask(query: string): Promise<string> {
    const client = new pg.Client({ connectionString: this.urlOf('postgres'), connectionTimeoutMillis: 5000 });
    client.on('error', () => {});
    try {
      await client.connect();
      const { rows } = await client.query<Record<string, unknown>>(query);
      return String(Object.values(rows[0] ?? {})[0]);
    } finally {
      await client.end().catch(() => {});
    }
  }

  private keepRunning(): void {
    let restarting = false;
    this.watch = setInterval(() => {
      if (this.stopping || restarting || isAlive(this.pid)) return;
      restarting = true;
      this.spawn()
        .catch((error: Error) => this.options.log(error.message))
        .finally(() => (restarting = false));
    }, 500).unref();
  }
}

// Linux tells a process's name; elsewhere the connection itself decides.
function isPostgres(pid: number): boolean {
  if (process.platform !== 'linux') return true;
  try {
    return readFileSync(`/proc/${pid}/comm`, 'utf8').startsWith('postgres');
  } catch {
    return false;
  }
}

function openLog(file: string): number {
  try {
    if (statSync(file).size > LOG_LIMIT_BYTES) rmSync(file);
  } catch {
    // The first start: there is none yet.
  }
  return openSync(file, 'a', 0o600);
}

function lastLines(file: string): string {
  return readFileSync(file, 'utf8').trim().split('\n').slice(-5).join(' · ');
}

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import { createApp } from './app.ts';
import { openDataFolder } from './data-folder.ts';
import { type Env, hostInUrl } from './env.ts';
import { agentRoutes } from './features/appliances/agent-routes.ts';
import { sensorAgentRoutes } from './features/containers/intake/agent-routes.ts';
import { distributionRoutes } from './features/distribution/distribution-routes.ts';
import { feedFolder } from './feed/feed-folder.ts';
import type { ReadinessCheck } from './http/health-routes.ts';
import { listen } from './http/listener.ts';
import { createIds } from './ids.ts';
import { createLocalAppliance, type LocalAppliance } from './jobs/local-appliance.ts';
import { type Bus, createBus } from './live/bus.ts';
import { createChangeListener } from './live/change-listener.ts';
import { applianceBook } from './local-appliance-book.ts';
import { createLog, type Log } from './log.ts';
import { newSecret } from './new-secret.ts';
import { createServices, type Services } from './services.ts';
import { openDatabase } from './storage/database.ts';
import { openStorage, type Storage } from './storage/open-storage.ts';
import { countPendingMigrations, readMigrationTimes } from './storage/pending-migrations.ts';
import { createUnitOfWork, type UnitOfWork } from './storage/unit-of-work.ts';
import { createTickers } from './tickers.ts';
import type { World } from './world.ts';

export interface Installation {
  readonly migrationsFolder: string;
  /** Folder that holds `package.json` and `dist`. */
  readonly root: string;
}

const POOL_SIZE = 20;
const GRACE_MS = 10_000;

const say = (line: string) => process.stdout.write(`watchbill: ${line}\n`);

/** A server that runs: what it changes, and where it hears of changes. */
export interface RunningServer {
  readonly uow: UnitOfWork;
  readonly bus: Bus;
}

/** Starts everything, in the order in which it can fail without leaving anything half-done; it runs until it is told to stop. */
export async function serve(env: Env, { migrationsFolder, root }: Installation, world: World): Promise<RunningServer> {
  const { clock, timers, callAt } = world;
  const ends: (() => Promise<unknown> | unknown)[] = [];
  const stop = createStop(ends);
  const log = createLog(env.logLevel, pino.destination(2));
  try {
    const folder = openDataFolder(env.dataFolder);
    const listener = await listen(env);
    ends.unshift(() => listener.close(GRACE_MS));
    const base = { base: folder.path, newPassword: newSecret, log: (message: string) => log.warn(message) };
    const storage = await openStorage({ ...base, databaseUrl: env.databaseUrl, migrationsFolder, poolSize: POOL_SIZE });
    ends.push(storage.close);

    const bus = createBus();
    const newId = createIds(clock);
    const db = openDatabase(storage.pool);
    const changes = createChangeListener({ databaseUrl: storage.url, bus, timers, log });
    ends.unshift(changes.stop);
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
    const common = { db, uow: createUnitOfWork(db, clock, newId), clock, newId, bus, log, version, publicUrl: env.publicUrl };
    const { mailServer } = env;
    const probes = [() => (changes.isListening() ? undefined : 'Changes made by other servers are not heard at the moment')];
    const agentsFolder = join(root, 'dist', 'agents');
    const signaturesFile = feedFolder(env.dataFolder).manifest;
    const deps = { ...common, agentsFolder, signaturesFile, mailServer, callAt, secret: folder.secret('secret', newSecret), probes };
    const services = createServices(deps);
    await services.appliances.openPlatformKey();
    const isReady = readiness(storage.pool, migrationsFolder);
    const { appliances, containers, distribution } = services;
    const agents = [agentRoutes(appliances.agents), sensorAgentRoutes(containers.agents), distributionRoutes(distribution.agents)];
    const { trustProxy } = env;
    const app = createApp(deps, services, { webFolder: join(root, 'dist', 'web'), agentRoutes: agents, ready: isReady, trustProxy });
    await changes.start();
    await services.profiles.createStandardProfiles();
    const link = await prepareAccount(env, services);
    const tickers = createTickers(deps, services, timers);
    ends.unshift(
      () => services.live.endStreams(),
      () => services.appliances.close(),
      () => services.containers.close(),
      tickers.stop,
    );
    tickers.start();
    listener.serve(app);
    const local = await startLocalAppliance(env, { services, root, folder: folder.appliance, log });
    if (local !== undefined) ends.unshift(local.stop);
    announce(env, link);
    process.once('SIGINT', stop);
    process.once('SIGTERM', stop);
    return { uow: deps.uow, bus };
  } catch (error) {
    await endAll(ends);
    throw error;
  }
}

/** Answers what the database lacks; undefined: nothing. */
function readiness(pool: Storage['pool'], migrationsFolder: string): ReadinessCheck {
  const times = readMigrationTimes(migrationsFolder);
  return async () => {
    const pending = await countPendingMigrations(pool, times);
    return pending === 0 ? undefined : `the database lacks ${pending} of ${times.length} migrations; start the server again to apply them`;
  };
}

async function prepareAccount(env: Env, services: Services): Promise<string | undefined> {
  if (env.admin !== undefined)
    await services.firstRun.createPrimaryContact({ ...env.admin, name: env.admin.email.split('@')[0] ?? 'Manager' });
  const token = await services.firstRun.prepare();
  return token === undefined ? undefined : `${env.publicUrl}/first-run?token=${token}`;
}

interface LocalPlace {
  readonly services: Services;
  readonly root: string;
  readonly folder: string;
  readonly log: Log;
}

/** The appliance of this machine. That it cannot run is said and stops nothing else. */
async function startLocalAppliance(env: Env, { services, root, folder, log }: LocalPlace): Promise<LocalAppliance | undefined> {
  if (!env.localAppliance) return undefined;
  const scheme = env.tls === undefined ? 'http' : 'https';
  const local = createLocalAppliance({
    program: join(root, 'dist', 'agents', 'watchbill-appliance.mjs'),
    folder,
    serverUrl: `${scheme}://${hostInUrl(env.host)}:${env.port}`,
    certFile: env.tls?.certFile,
    book: applianceBook(services.appliances.service),
    log: (line) => log.info({ appliance: 'local' }, line),
  });
  try {
    await local.start();
    return local;
  } catch (error) {
    say(`the local appliance does not run: ${(error as Error).message}`);
    return undefined;
  }
}

function announce(env: Env, link: string | undefined): void {
  say(`ready at ${env.publicUrl}`);
  if (link !== undefined) say(`open this link once to create the Manager primary contact: ${link}`);
}

/** The first signal drains; a second one ends at once. */
function createStop(ends: readonly (() => unknown)[]): () => void {
  return () => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
    say('stopping');
    void endAll(ends).then(() => process.exit(0));
  };
}

async function endAll(ends: readonly (() => unknown)[]): Promise<void> {
  for (const end of ends) {
    try {
      await end();
    } catch (error) {
      process.stderr.write(`watchbill: while stopping: ${(error as Error).message}\n`);
    }
  }
}

import { fork } from 'node:child_process';
import { createHash, type KeyObject, randomUUID, sign } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import express from 'express';
import pg from 'pg';
import { createPrivateIdentityKey, toPublicKey } from '../agents/runtime/identity-file.ts';
import { type Clock, instant } from '../bff/domain/time/instant.ts';
import { agentRoutes } from '../bff/features/appliances/agent-routes.ts';
import { createAppliances } from '../bff/features/appliances/appliances.ts';
import type { SliceProgress } from '../bff/features/appliances/slice-progress.ts';
import { createAlertBook } from '../bff/features/notifications/alert-book.ts';
import { createAlertSettings } from '../bff/features/settings/alert-settings.ts';
import { createIds } from '../bff/ids.ts';
import { createBus } from '../bff/live/bus.ts';
import { createLog } from '../bff/log.ts';
import { openDatabase } from '../bff/storage/database.ts';
import { migrateDatabase } from '../bff/storage/migrate.ts';
import { startPostgres } from '../bff/storage/postgres/postgres-server.ts';
import { createUnitOfWork } from '../bff/storage/unit-of-work.ts';
import { plainTargets } from '../bff/testing/plain-targets.ts';
import { usageOf } from './kit/fleet-process.ts';
import { type Load, type Measured, runLoadProcess } from './kit/load-process.ts';

// Idle polls a second, each with a fresh signed token that is verified and used up, against a bare Express route with one point
// select on the same PostgreSQL. The load comes from a second process. Prints a table and never fails.

const APPLIANCES = 200;
const REQUESTS = 500;
const ROUNDS = 15;
const CONNECTIONS = [16, 64];
const POLL_PATH = '/agent/v1/poll';
const BARE_PATH = '/bare';

const clock: Clock = () => instant(Date.now());

interface Identity {
  readonly id: string;
  readonly privateKey: KeyObject;
  readonly publicKey: string;
}

async function main(): Promise<void> {
  const base = mkdtempSync(join(tmpdir(), 'watchbill-bench-'));
  chmodSync(base, 0o755);
  const postgres = await startPostgres({ base, newPassword: () => 'bench', log: () => {} });
  await migrateDatabase(postgres.urlOf('postgres'), resolve('bff/storage/migrations'));
  const pool = new pg.Pool({ connectionString: postgres.urlOf('postgres'), max: 20 });
  pool.on('error', () => {});
  const identities = await prepare(pool);
  const server = await serve(pool);
  const backend = Number((await pool.query("select split_part(pg_read_file('postmaster.pid'), E'\\n', 1) as pid")).rows[0].pid);
  const child = fork(fileURLToPath(import.meta.url), ['load'], { execArgv: process.execArgv });
  const measure = async (path: string, connections: number): Promise<Sample> => {
    const { port } = server.address() as AddressInfo;
    const load: Load = { port, connections, requests: requestsTo(path, identities) };
    const used = () => processorSeconds() + usageOf(backend).cpu;
    const before = used();
    const measured = await new Promise<Measured>(
      (done) => child.once('message', (message) => done(message as Measured)) && child.send(load),
    );
    return { ...measured, microseconds: ((used() - before) / REQUESTS) * 1e6 };
  };
  try {
    await measure(BARE_PATH, 16);
    await measure(POLL_PATH, 16);
    for (const connections of CONNECTIONS) report(connections, await compare(measure, connections));
  } finally {
    child.kill();
    server.closeAllConnections();
    server.close();
    await pool.end();
    await postgres.stop();
    rmSync(base, { recursive: true, force: true });
  }
}

interface Sample extends Measured {
  /** Processor time of the server's process and of PostgreSQL for one request. */
  readonly microseconds: number;
}

const processorSeconds = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
};

/** Rounds of both in turn: a slow while is slow for both. */
async function compare(measure: (path: string, connections: number) => Promise<Sample>, connections: number) {
  const bare: Sample[] = [];
  const polls: Sample[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    bare.push(await measure(BARE_PATH, connections));
    polls.push(await measure(POLL_PATH, connections));
  }
  return { bare, polls };
}

function report(connections: number, { bare, polls }: { bare: readonly Sample[]; polls: readonly Sample[] }): void {
  const of = (all: readonly Sample[], what: 'perSecond' | 'microseconds') => median(all.map((one) => one[what]));
  const ratios = bare.map((one, n) => polls[n]!.perSecond / one.perSecond);
  const failed = [...bare, ...polls].reduce((sum, one) => sum + one.failed, 0);
  const line = (all: readonly Sample[]) => `${of(all, 'perSecond').toFixed(0)}/s (${of(all, 'microseconds').toFixed(0)} µs of processor)`;
  console.log(
    `${connections} connections: idle polls ${line(polls)} | bare Express + point select ${line(bare)} | ratio ${median(ratios).toFixed(2)} (${Math.min(...ratios).toFixed(2)} to ${Math.max(...ratios).toFixed(2)}) | failed ${failed}`,
  );
}

const median = (all: readonly number[]) => all.toSorted((a, b) => a - b)[Math.floor(all.length / 2)]!;

async function prepare(pool: pg.Pool): Promise<readonly Identity[]> {
  const identities = Array.from({ length: APPLIANCES }, () => {
    const privateKey = createPrivateIdentityKey();
    return { id: randomUUID(), privateKey, publicKey: toPublicKey(privateKey) };
  });
  await pool.query(
    `insert into appliance (id, name, poll_interval_seconds, prompt_delivery, public_key, registered_at, created_at)
     select id, 'scanner ' || id, 190, false, key, now(), now() from unnest($1::uuid[], $2::text[]) as a(id, key)`,
    [identities.map((one) => one.id), identities.map((one) => one.publicKey)],
  );
  await pool.query('analyze');
  return identities;
}

async function serve(pool: pg.Pool): Promise<Server> {
  const db = openDatabase(pool);
  const newId = createIds(clock);
  const uow = createUnitOfWork(db, clock, newId);
  const deps = { db, uow, clock, newId, bus: createBus(), log: createLog('warn'), secret: 'bench', callAt: () => () => {} };
  const appliances = createAppliances({
    ...deps,
    progress: NO_SCANS,
    monitoring: { settings: createAlertSettings(deps), notices: createAlertBook(deps) },
    schedules: { dependingOnlyOn: async () => [], scannerLost: async () => {} },
    pools: { join: async () => [] },
    targets: plainTargets,
    updates: { wantedBy: async () => ({}), distributionRoot: async () => undefined },
  });
  const app = express();
  app.disable('x-powered-by');
  app.post(BARE_PATH, async (req, res) => {
    const found = await pool.query({
      name: 'bare',
      text: 'select id, name, revision, poll_interval_seconds from appliance where id = $1',
      values: [req.headers['x-appliance']],
    });
    res.json(found.rows[0]);
  });
  app.use('/agent/v1', agentRoutes(appliances.agents));
  const server = createServer(app);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return server;
}

const never = async (): Promise<never> => {
  throw new Error('nothing is scanned here');
};
const NO_SCANS: SliceProgress = {
  sliceAccepted: never,
  sliceStarted: never,
  hostReported: never,
  sliceEnded: never,
  sliceReturned: never,
};

/** Made before the clock of the measurement starts; tokens are used within the minute that they live. Both paths get the same bytes. */
function requestsTo(path: string, identities: readonly Identity[]): string[] {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const iat = Math.floor(clock() / 1000);
  return Array.from({ length: REQUESTS }, (_, n) => {
    const { id, privateKey } = identities[n % identities.length]!;
    const body = JSON.stringify(pollBody());
    const bsh = createHash('sha256').update(body).digest('base64url');
    const claims = { sub: id, iat, exp: iat + 60, jti: randomUUID(), htm: 'POST', htu: POLL_PATH, bsh };
    const text = `${part({ alg: 'EdDSA' })}.${part(claims)}`;
    const token = `${text}.${sign(null, Buffer.from(text), privateKey).toString('base64url')}`;
    const head = [`POST ${path} HTTP/1.1`, 'host: 127.0.0.1', 'accept: application/json', 'content-type: application/json'];
    const more = [`content-length: ${Buffer.byteLength(body)}`, `authorization: Bearer ${token}`, `x-appliance: ${id}`];
    return `${[...head, ...more].join('\r\n')}\r\n\r\n${body}`;
  });
}

const pollBody = () => ({
  bootId: 'b7d5a1f2-3f6e-4d0a-9a1b-0c2d4e6f8a10',
  versions: { appliance: '1.0.0', scand: '1.0.0', engines: [{ name: 'nmap', version: '7.93' }] },
  capacity: { slots: 4, used: 0, cpuPercent: 3, memoryUsedBytes: 1e9, memoryTotalBytes: 4e9, load: 0.1, cores: 2, spoolBytes: 0 },
  running: [],
  clock: { sentAt: clock(), offsetMs: 3 },
  configurationRevision: 1,
  wait: false,
});

if (process.argv[2] === 'load') runLoadProcess();
else await main();

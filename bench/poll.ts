import { fork } from 'node:child_process';
import { createHash, generateKeyPairSync, type KeyObject, randomUUID, sign } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { Agent, createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import express from 'express';
import pg from 'pg';
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

// Idle polls a second, each with a fresh signed token that is verified and used up, against a bare Express route with one point
// select on the same PostgreSQL. The load comes from a second process. Prints a table and never fails.

const APPLIANCES = 200;
const REQUESTS = 4000;
const ROUNDS = 3;
const CONNECTIONS = [16, 64];
const POLL_PATH = '/agent/v1/poll';

const clock: Clock = () => instant(Date.now());

interface Identity {
  readonly id: string;
  readonly privateKey: KeyObject;
  readonly publicKey: string;
}

interface Prepared {
  readonly body: string;
  readonly authorization: string;
}

/** What the load process is told to do, and what it answers. */
interface Load {
  readonly port: number;
  readonly path: string;
  readonly connections: number;
  readonly requests: readonly Prepared[];
}
interface Measured {
  readonly perSecond: number;
  readonly failed: number;
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
  const child = fork(fileURLToPath(import.meta.url), ['load'], { execArgv: process.execArgv });
  const measure = (path: string, connections: number) =>
    new Promise<Measured>((done) => {
      child.once('message', (message) => done(message as Measured));
      const { port } = server.address() as AddressInfo;
      child.send({ port, path, connections, requests: signed(identities) } satisfies Load);
    });
  try {
    await measure('/bare', 16);
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

async function compare(measure: (path: string, connections: number) => Promise<Measured>, connections: number) {
  const bare: Measured[] = [];
  const polls: Measured[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    bare.push(await measure('/bare', connections));
    polls.push(await measure(POLL_PATH, connections));
  }
  return { bare, polls };
}

function report(connections: number, { bare, polls }: { bare: readonly Measured[]; polls: readonly Measured[] }): void {
  const median = (all: readonly Measured[]) => all.map((one) => one.perSecond).sort((a, b) => a - b)[Math.floor(all.length / 2)]!;
  const failed = [...bare, ...polls].reduce((sum, one) => sum + one.failed, 0);
  const [peer, own] = [median(bare), median(polls)];
  console.log(
    `idle polls, ${connections} connections: ${own.toFixed(0)}/s | bare Express + point select: ${peer.toFixed(0)}/s | ratio ${(own / peer).toFixed(2)} | failed ${failed}`,
  );
}

async function prepare(pool: pg.Pool): Promise<readonly Identity[]> {
  const identities = Array.from({ length: APPLIANCES }, () => {
    const { privateKey, publicKey } = generateKeyPairSync('ed25519');
    return { id: randomUUID(), privateKey, publicKey: publicKey.export({ format: 'jwk' }).x! };
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
    targets: plainTargets,
    updates: { wantedBy: async () => ({}), distributionRoot: async () => undefined },
  });
  const app = express();
  app.disable('x-powered-by');
  app.post('/bare', async (req, res) => {
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

/** Signed before the clock of the measurement starts, and used within the minute that a token lives. */
function signed(identities: readonly Identity[]): Prepared[] {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const iat = Math.floor(clock() / 1000);
  return Array.from({ length: REQUESTS }, (_, n) => {
    const { id, privateKey } = identities[n % identities.length]!;
    const body = JSON.stringify(pollBody());
    const bsh = createHash('sha256').update(body).digest('base64url');
    const claims = { sub: id, iat, exp: iat + 60, jti: randomUUID(), htm: 'POST', htu: POLL_PATH, bsh };
    const text = `${part({ alg: 'EdDSA' })}.${part(claims)}`;
    return { body, authorization: `Bearer ${text}.${sign(null, Buffer.from(text), privateKey).toString('base64url')}` };
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

async function load({ port, path, connections, requests }: Load): Promise<Measured> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  let next = 0;
  let failed = 0;
  const post = ({ body, authorization }: Prepared) =>
    new Promise<void>((done) => {
      const claims = JSON.parse(Buffer.from(authorization.split('.')[1]!, 'base64url').toString()) as { sub: string };
      const headers = { authorization, 'content-length': Buffer.byteLength(body), 'x-appliance': claims.sub };
      const req = request({ port, host: '127.0.0.1', path, method: 'POST', agent, headers }, (res) => {
        if (res.statusCode !== 200) failed += 1;
        res.resume().on('end', done);
      });
      req.on('error', () => {
        failed += 1;
        done();
      });
      req.end(body);
    });
  const worker = async () => {
    while (next < requests.length) {
      next += 1;
      await post(requests[next - 1]!);
    }
  };
  const from = performance.now();
  await Promise.all(Array.from({ length: connections }, worker));
  agent.destroy();
  return { perSecond: requests.length / ((performance.now() - from) / 1000), failed };
}

if (process.argv[2] === 'load') process.on('message', (message) => void load(message as Load).then((measured) => process.send?.(measured)));
else await main();

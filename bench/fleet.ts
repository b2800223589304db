// A fleet of simulated appliances on one built server: steady state, an outage, the way back, and a scan that goes on through it.
// FLEET=10000 sets how many, INTERVAL=60 the poll interval (s), OUTAGE=95 how long the server is away (s): 300 s of 190 in the same
// proportion. PROMPT=0: plain polls instead of held ones. The real figures: INTERVAL=190 OUTAGE=300.
import { type ChildProcess, fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { createPrivateIdentityKey, toPrivateKeyText, toPublicKey } from '../agents/runtime/identity-file.ts';
import { startPostgres } from '../bff/storage/postgres/postgres-server.ts';
import { type FleetOrder, type FleetSeen, runFleetProcess, usageOf } from './kit/fleet-process.ts';
import { BENCH_ADMIN, endServer, freePort, startServer } from './kit/server-process.ts';

const COUNT = Number(process.env.FLEET ?? 10_000);
const INTERVAL_S = Number(process.env.INTERVAL ?? 60);
const OUTAGE_S = Number(process.env.OUTAGE ?? 95);
const PROMPT = process.env.PROMPT !== '0';
/** 128 slices: what two cores store within an interval. */
const HOSTS = Math.min(2048, COUNT * 2);
/** How long the steady state is watched, and how long the scan goes on before the server is killed. */
const WATCHED_MS = 60_000;
const SCANNED_MS = 30_000;
const TRIES = 5;

interface Bench {
  readonly pool: pg.Pool;
  readonly server: () => ChildProcess;
  readonly start: () => Promise<void>;
  readonly address: string;
  /** Of the database. */
  readonly postgres: number;
  readonly seen: () => Promise<FleetSeen>;
}

const say = (line: string) => console.log(line);
const round = (value: number, digits = 0) => value.toFixed(digits);
const failuresOf = (seen: FleetSeen) => Object.values(seen.failures).reduce((all, one) => all + one, 0);

async function insert(pool: pg.Pool): Promise<FleetOrder['identities']> {
  const made = Array.from({ length: COUNT }, () => {
    const key = createPrivateIdentityKey();
    return { applianceId: randomUUID(), key: toPrivateKeyText(key), publicKey: toPublicKey(key) };
  });
  await pool.query(
    `insert into appliance (id, name, poll_interval_seconds, prompt_delivery, public_key, registered_at, created_at)
     select id, 'sim ' || id, $3, $4, key, now(), now() from unnest($1::uuid[], $2::text[]) as a(id, key)`,
    [made.map((one) => one.applianceId), made.map((one) => one.publicKey), INTERVAL_S, PROMPT],
  );
  return made.map(({ applianceId, key }) => ({ applianceId, key }));
}

async function launchScan(server: string): Promise<string> {
  const json = { 'content-type': 'application/json' };
  const entered = await fetch(`${server}/api/auth/sign-in/email`, { method: 'POST', headers: json, body: JSON.stringify(BENCH_ADMIN) });
  const cookie = entered.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
  const last = HOSTS - 1;
  const include = [`10.60.0.0-10.60.${last >> 8}.${last & 255}`];
  const body = { title: 'Fleet', target: { kind: 'hosts', include }, scanners: { kind: 'any' } };
  const answer = await fetch(`${server}/api/v1/scans`, { method: 'POST', headers: { ...json, cookie }, body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(await answer.text());
  return ((await answer.json()) as { id: string }).id;
}

/** On a busy machine a connection may take longer than `fetch` waits for it. */
async function tryLaunch(server: string, tries = TRIES): Promise<string> {
  try {
    return await launchScan(server);
  } catch (error) {
    if (tries === 1) throw error;
    say(`the scan could not be launched, tried again: ${(error as Error).message}`);
    return tryLaunch(server, tries - 1);
  }
}

const numberOf = async (pool: pg.Pool, text: string, values: readonly unknown[]): Promise<number> =>
  Number((await pool.query<{ n: string }>(text, [...values])).rows[0]?.n);

/** Appliances that the platform has heard since. The server's own column: a held poll is answered only an interval later. */
const heardSince = (pool: pg.Pool, at: number) =>
  numberOf(pool, 'select count(*) as n from appliance where last_poll_at >= to_timestamp($1)', [at / 1000]);

/** A while that nothing disturbs. */
async function steady({ server, postgres, seen }: Bench): Promise<void> {
  const look = async () => ({ at: performance.now(), seen: await seen(), server: usageOf(server().pid!), postgres: usageOf(postgres) });
  const from = await look();
  await pause(WATCHED_MS);
  const to = await look();
  const seconds = (to.at - from.at) / 1000;
  const share = (of: 'server' | 'postgres') => `${round(((to[of].cpu - from[of].cpu) / seconds) * 100)} % of a core`;
  say(`steady: ${round((to.seen.polls - from.seen.polls) / seconds)} polls/s, ${failuresOf(to.seen)} failures`);
  say(`steady: server ${share('server')}, ${round(to.server.mib)} MiB; PostgreSQL ${share('postgres')}`);
}

/** Kills the server, starts it again, and waits for all. */
async function outage({ pool, server, start, seen }: Bench): Promise<void> {
  server().kill('SIGKILL');
  await pause(OUTAGE_S * 1000);
  const begun = Date.now();
  await start();
  const [ready, before, from] = [Date.now(), await seen(), usageOf(server().pid!)];
  let heard = 0;
  // A poll that is answered before the server has said that it is ready counts, too.
  while (heard < COUNT && Date.now() - ready < 4 * INTERVAL_S * 1000) {
    await pause(500);
    heard = await heardSince(pool, begun);
  }
  const seconds = (Date.now() - ready) / 1000;
  const to = usageOf(server().pid!);
  const after = await seen();
  const failures = failuresOf(after) - failuresOf(before);
  const who = heard === COUNT ? 'all' : `${heard} of ${COUNT}`;
  say(
    `outage of ${OUTAGE_S} s: ${who} back ${round(seconds, 1)} s after it was ready (one interval: ${INTERVAL_S} s), ${failures} failures`,
  );
  for (const [reason, times] of Object.entries(after.failures)) {
    const since = times - (before.failures[reason] ?? 0);
    if (since > 0) say(`way back: ${since} × ${reason}`);
  }
  say(`way back: server ${round(((to.cpu - from.cpu) / seconds) * 100)} % of a core, ${round(to.mib)} MiB`);
}

/** What of the scan has reached the database in the end. */
async function results({ pool, server }: Bench, scanId: string): Promise<void> {
  const count = (what: string) => numberOf(pool, `select count(${what}) as n from host_result where scan_id = $1`, [scanId]);
  const until = Date.now() + 16 * INTERVAL_S * 1000;
  while ((await count('*')) < HOSTS && Date.now() < until) await pause(1000);
  const [all, hosts] = [await count('*'), await count('distinct address')];
  say(`a scan of ${HOSTS} hosts through the outage: ${all} results of ${hosts} hosts; server ${round(usageOf(server().pid!).mib)} MiB`);
}

function sayFailures({ failures, polls, longestDelayMs }: FleetSeen): void {
  say(`seen by the fleet so far: ${polls} polls answered; its own process was kept waiting for ${round(longestDelayMs)} ms at most`);
  for (const [reason, times] of Object.entries(failures)) say(`seen by the fleet so far: ${times} × ${reason}`);
}

async function measure(bench: Bench): Promise<void> {
  await pause((INTERVAL_S + 10) * 1000);
  await steady(bench);
  sayFailures(await bench.seen());
  const scanId = await tryLaunch(bench.address);
  await pause(SCANNED_MS);
  await outage(bench);
  await results(bench, scanId);
  sayFailures(await bench.seen());
}

async function main(): Promise<void> {
  const base = mkdtempSync(join(tmpdir(), 'watchbill-fleet-'));
  chmodSync(base, 0o755);
  const folder = join(base, 'server');
  mkdirSync(folder, { mode: 0o755 });
  const database = await startPostgres({ base, newPassword: () => 'bench', log: () => {} });
  const url = database.urlOf('postgres');
  const pool = new pg.Pool({ connectionString: url, max: 2 });
  pool.on('error', () => {});
  const port = await freePort();
  const address = `http://127.0.0.1:${port}`;
  const fleet = fork(fileURLToPath(import.meta.url), ['fleet'], { execArgv: process.execArgv });
  const seen = () => new Promise<FleetSeen>((done) => fleet.once('message', (message) => done(message as FleetSeen)) && fleet.send('tell'));
  const env = { DATABASE_URL: url, WATCHBILL_LOCAL_APPLIANCE: '0' };
  let server = await startServer({ folder, port, env });
  const start = async () => {
    server = await startServer({ folder, port, env });
  };
  try {
    const backend = await numberOf(pool, `select split_part(pg_read_file('postmaster.pid'), E'\\n', 1) as n`, []);
    fleet.send({
      server: address,
      intervalSeconds: INTERVAL_S,
      promptDelivery: PROMPT,
      identities: await insert(pool),
    } satisfies FleetOrder);
    say(
      `${COUNT} appliances, ${PROMPT ? 'held' : 'plain'} polls, interval ${INTERVAL_S} s; load of the machine ${round(loadavg()[0]!, 1)}`,
    );
    await measure({ pool, server: () => server, start, address, postgres: backend, seen });
    say(`load of the machine ${round(loadavg()[0]!, 1)}`);
  } finally {
    fleet.kill();
    await endServer(server);
    await pool.end();
    await database.stop();
    rmSync(base, { recursive: true, force: true });
  }
}

if (process.argv[2] === 'fleet') runFleetProcess();
else await main();

import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { performance } from 'node:perf_hooks';
import pg from 'pg';
import { DEFAULT_SCHEDULED_SCANS } from '../bff/domain/settings/scheduled-scans.ts';
import { type Clock, type Instant, instant } from '../bff/domain/time/instant.ts';
import { createNoticeBook } from '../bff/features/notifications/notice-book.ts';
import { createScanStarter } from '../bff/features/scans/start-scan.ts';
import { createLaunchTicker } from '../bff/features/schedules/launch-ticker.ts';
import { BATCH } from '../bff/features/schedules/launcher.ts';
import { createIds } from '../bff/ids.ts';
import { systemTimers } from '../bff/jobs/ticker.ts';
import { createBus } from '../bff/live/bus.ts';
import { openDatabase } from '../bff/storage/database.ts';
import { migrateDatabase } from '../bff/storage/migrate.ts';
import { startPostgres } from '../bff/storage/postgres/postgres-server.ts';
import { createUnitOfWork, type UnitOfWork } from '../bff/storage/unit-of-work.ts';
import { plainTargets } from '../bff/testing/plain-targets.ts';

// How fast the launcher launches, against a bare loop that only claims rows with SKIP LOCKED; and how late a thousand launches
// of one minute are. Prints a table and never fails: figures depend on the machine.

const DUE_AT_ONCE = 1000;
const SUSTAINED = 5000;

const LEAD_MS = 1500;

const clock: Clock = () => instant(Date.now());
const newId = createIds(clock);

async function main(): Promise<void> {
  const base = mkdtempSync(join(tmpdir(), 'watchbill-bench-'));
  chmodSync(base, 0o755);
  const server = await startPostgres({ base, newPassword: () => 'bench', log: () => {} });
  const pool = new pg.Pool({ connectionString: server.urlOf('postgres'), max: 5 });
  // A connection may be cut while the database stops.
  pool.on('error', () => {});
  try {
    await migrateDatabase(server.urlOf('postgres'), resolve('bff/storage/migrations'));
    await prepare(pool);
    await warmUp(pool);
    const bare = await rate(pool, SUSTAINED, () => bareClaims(pool, false));
    const bareWriting = await rate(pool, SUSTAINED, () => bareClaims(pool, true));
    const launches = await rate(pool, SUSTAINED, () => launchAll(pool));
    const lateness = await latenessOf(pool, DUE_AT_ONCE);
    report({ bare, bareWriting, launches, lateness });
  } finally {
    await pool.end();
    await server.stop();
    rmSync(base, { recursive: true, force: true });
  }
}

async function prepare(pool: pg.Pool): Promise<void> {
  await pool.query(`insert into "user" (id, name, email, role) values ('ann', 'Ann', 'ann@example.org', 'manager')`);
  await pool.query(
    `insert into option_profile (id, name, engine, ports, intensity, host_timeout_minutes, is_default, created_at)
     values ($1, 'Standard', 'auto', 'standard', 'normal', 30, true, now())`,
    [newId()],
  );
}

/** `count` daily schedules of one host each, all due at the same instant. */
async function plan(pool: pg.Pool, count: number, dueAt: Instant): Promise<void> {
  await pool.query('truncate schedule, launch, scan, slice, heartbeat cascade');
  await pool.query(`insert into heartbeat values (1, now())`);
  const local = new Date(dueAt).toISOString().slice(0, 16);
  await pool.query(
    `insert into schedule (id, title, target, option_profile_id, scanners, start_local, time_zone, observe_dst, gap, fold, recurrence,
       notifications, owner_id, active, next_launch_at, next_launch_local, next_launch_offset_minutes, created_at, updated_at)
     select gen_random_uuid(), 'Schedule ' || n, '{"kind":"hosts","include":["192.0.2.1"],"exclude":[],"assetGroupIds":[]}',
       (select id from option_profile), '{"kind":"any"}', $2::text, 'Europe/London', true, 'shift', 'first', '{"kind":"daily","every":1}',
       '{"distributionGroupIds":[]}', 'ann', true, $3, $2::text, 0, now(), now()
     from generate_series(1, $1) n`,
    [count, local, new Date(dueAt)],
  );
  await pool.query('analyze schedule');
}

const rules = { ...DEFAULT_SCHEDULED_SCANS, maxConcurrentScans: 100_000, holdAfterOutage: 100_000 };

function tickerOn(pool: pg.Pool, onCommit: () => void = () => {}) {
  const db = openDatabase(pool);
  const plain = createUnitOfWork(db, clock, newId);
  const uow: UnitOfWork = async (story) => {
    const result = await plain(story);
    onCommit();
    return result;
  };
  const scans = createScanStarter({ clock, newId, targets: plainTargets, change: async () => {} });
  const setup = { scheduledScans: async () => rules };
  return createLaunchTicker({
    db,
    uow,
    clock,
    newId,
    setup,
    scans,
    targets: plainTargets,
    notices: createNoticeBook({ newId }),
    timers: systemTimers,
    bus: createBus(),
    onError: console.error,
  });
}

async function launchAll(pool: pg.Pool): Promise<void> {
  await tickerOn(pool).round();
}

/** The least that any job queue does: claim, mark, commit. With `writing`, also the rows that a launch is made of. */
async function bareClaims(pool: pg.Pool, writing: boolean): Promise<void> {
  const client = await pool.connect();
  try {
    for (;;) {
      await client.query('begin');
      const { rows } = await client.query(
        `update schedule set next_launch_at = next_launch_at + interval '1 day' where id in (
           select id from schedule where active and next_launch_at <= now() order by next_launch_at, id limit $1 for update skip locked)
         returning id`,
        [BATCH],
      );
      if (writing && rows.length > 0)
        await writeRows(
          client,
          rows.map((row) => row.id),
        );
      await client.query('commit');
      if (rows.length === 0) return;
    }
  } finally {
    client.release();
  }
}

/** The rows of a launch and nothing else: no decision, no limit, no overlap, no announcement. */
const writeRows = (client: pg.PoolClient, ids: readonly string[]) =>
  client.query(
    `with due as (select *, gen_random_uuid() as scan_id from schedule where id = any($1)),
     opened as (
       insert into scan (id, schedule_id, schedule_revision, title, time_zone, target, option_profile_id, profile, scanners, priority,
         owner_id, state, due_at, queued_at, hosts_total, created_at)
       select scan_id, id, revision, title, time_zone, target, option_profile_id, '{}', scanners, priority, owner_id, 'queued', now(), now(),
         1, now() from due),
     cut as (
       insert into slice (id, scan_id, index, hosts, hosts_total, state, priority, scanners, queued_at)
       select gen_random_uuid(), scan_id, 0, '[]', 1, 'queued', priority, scanners, now() from due)
     insert into launch (id, schedule_id, schedule_title, time_zone, owner_id, nominal_at, local, verdict, decided_at, scan_id)
     select gen_random_uuid(), id, title, time_zone, owner_id, now(), '', 'launched', now(), scan_id from due`,
    [ids],
  );

const MINUTE_MS = 60_000;
/** A whole minute in the past, less than a minute ago. */
const thisMinute = () => instant(Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS);

async function warmUp(pool: pg.Pool): Promise<void> {
  await plan(pool, 500, thisMinute());
  await launchAll(pool);
}

/** The better of two runs, in rows a second. */
async function rate(pool: pg.Pool, count: number, run: () => Promise<void>): Promise<number> {
  let best = 0;
  for (let i = 0; i < 2; i += 1) {
    await plan(pool, count, thisMinute());
    const startedAt = performance.now();
    await run();
    best = Math.max(best, count / ((performance.now() - startedAt) / 1000));
  }
  return best;
}

interface Lateness {
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
}

/** From due to committed, in ms, of launches that are all due at the same instant, with the ticker asleep until then. */
async function latenessOf(pool: pg.Pool, count: number): Promise<Lateness> {
  const dueAt = instant(Date.now() + LEAD_MS);
  await plan(pool, count, dueAt);
  const late: number[] = [];
  let seen = 0;
  const watch = new pg.Client({ connectionString: (pool.options as { connectionString: string }).connectionString });
  await watch.connect();
  const ticker = tickerOn(pool, () => late.push(Date.now() - dueAt));
  ticker.start();
  while (seen < count && Date.now() < dueAt + 30_000) {
    await new Promise((wake) => setTimeout(wake, 100));
    seen = Number((await watch.query('select count(*) from launch')).rows[0].count);
  }
  await ticker.stop();
  await watch.end();
  // Every commit but the last, empty one launched a batch.
  const perLaunch = late.flatMap((ms) => Array<number>(BATCH).fill(ms)).slice(0, count);
  const at = (share: number) => perLaunch[Math.min(perLaunch.length - 1, Math.ceil(perLaunch.length * share) - 1)] ?? Number.NaN;
  return { p50: at(0.5), p99: at(0.99), max: perLaunch.at(-1) ?? Number.NaN };
}

function report(found: { bare: number; bareWriting: number; launches: number; lateness: Lateness }): void {
  const share = (of: number) => `${Math.round((found.launches / of) * 100)} %`;
  console.table([
    { what: 'bare SKIP LOCKED claims', 'per second': Math.round(found.bare), 'launches reach': share(found.bare) },
    {
      what: 'bare claims that write the same rows',
      'per second': Math.round(found.bareWriting),
      'launches reach': share(found.bareWriting),
    },
    { what: 'launches: ledger, scan, slice, next date', 'per second': Math.round(found.launches), 'launches reach': '100 %' },
  ]);
  console.table([{ what: `${DUE_AT_ONCE} launches due at one instant: lateness in ms`, ...found.lateness }]);
}

await main();

import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { performance } from 'node:perf_hooks';
import pg from 'pg';
import type { Actor } from '../bff/domain/identity/role.ts';
import { DEFAULT_SCHEDULED_SCANS } from '../bff/domain/settings/scheduled-scans.ts';
import { type Clock, DAY_MS, instant } from '../bff/domain/time/instant.ts';
import { createCalendarService } from '../bff/features/calendar/service.ts';
import { createScanStarter } from '../bff/features/scans/start-scan.ts';
import { createBulkService } from '../bff/features/schedules/bulk-service.ts';
import { createLedgerService } from '../bff/features/schedules/ledger-service.ts';
import { createSchedulesService } from '../bff/features/schedules/service.ts';
import { createIds } from '../bff/ids.ts';
import { openDatabase } from '../bff/storage/database.ts';
import { migrateDatabase } from '../bff/storage/migrate.ts';
import { startPostgres } from '../bff/storage/postgres/postgres-server.ts';
import { createUnitOfWork } from '../bff/storage/unit-of-work.ts';
import { plainTargets } from '../bff/testing/plain-targets.ts';
import { type BenchRow, formatTime, printTable } from './kit/table.ts';

// How fast 20,000 schedules and a ledger of 1,000,000 rows are listed, filtered, sorted and changed, against the bare SQL of the first
// page in the same run. Prints a table and never fails: figures depend on the machine.

const SCHEDULES = 20_000;
const LAUNCHES_EACH = 50;
const RUNS = 40;

const clock: Clock = () => instant(Date.now());
const newId = createIds(clock);
const actor: Actor = { userId: 'p1', name: 'Ann 1', email: 'ann1@example.org', role: 'manager', primaryContact: true };

const GENERATE = [
  `insert into "user" (id, name, email, role) select 'p' || n, 'Ann ' || n, 'ann' || n || '@example.org', 'manager' from generate_series(1, 50) n`,
  `insert into option_profile (id, name, engine, ports, intensity, host_timeout_minutes, is_default, created_at)
   values (gen_random_uuid(), 'Standard', 'auto', 'standard', 'normal', 30, true, now())`,
  `insert into schedule (id, title, target, option_profile_id, scanners, start_local, time_zone, observe_dst, gap, fold, recurrence,
     notifications, owner_id, active, inactive_reason, next_launch_at, next_launch_local, next_launch_offset_minutes, created_at, updated_at)
   select gen_random_uuid(), (array['DMZ','Data centre','Workstations','Branch','Oracle estate'])[n % 5 + 1] || ' ' || n,
     jsonb_build_object('kind','hosts','include',jsonb_build_array('10.' || n % 250 || '.' || n / 250 || '.0/28'),'exclude','[]'::jsonb,
       'assetGroupIds','[]'::jsonb),
     (select id from option_profile limit 1), '{"kind":"any"}', '2026-01-01T' || lpad((n % 24)::text, 2, '0') || ':30',
     (array['Europe/Berlin','America/Los_Angeles','Asia/Tokyo','Australia/Sydney'])[n % 4 + 1], n % 4 <> 2, 'shift', 'first',
     (array['{"kind":"daily","every":1}','{"kind":"daily","every":2}','{"kind":"weekly","every":1,"weekdays":["MO","TH"]}',
       '{"kind":"monthlyByDate","every":1,"day":31}','{"kind":"monthlyByWeekday","every":1,"week":"last","weekday":"SU"}'])[n % 5 + 1]::jsonb,
     '{"distributionGroupIds":[]}', 'p' || n % 50 + 1, n % 10 > 0, case when n % 10 = 0 then 'by-user' end,
     case when n % 10 > 0 then date_trunc('hour', now()) + n * interval '1 minute' end,
     case when n % 10 > 0 then to_char(date_trunc('hour', now()) + n * interval '1 minute', 'YYYY-MM-DD"T"HH24:MI') end,
     case when n % 10 > 0 then 0 end, now() - n * interval '1 second', now()
   from generate_series(1, ${SCHEDULES}) n`,
  `insert into launch (id, schedule_id, schedule_title, time_zone, owner_id, nominal_at, local, verdict, reason, decided_at)
   select gen_random_uuid(), id, title, time_zone, owner_id, date_trunc('minute', created_at) - n * interval '65 hours', '2026-01-01T02:30',
     case when n % 50 = 0 then 'missed' when n % 25 = 0 then 'skipped' else 'launched' end,
     case when n % 50 = 0 then '{"code":"platform-down"}'::jsonb end, now() - n * interval '65 hours'
   from schedule, generate_series(1, ${LAUNCHES_EACH}) n`,
  'vacuum analyze',
];

/** What any list of schedules must do at least: the rows of the first page, and how many there are. */
const BARE = [
  `select s.*, u.name from schedule s join "user" u on u.id = s.owner_id order by s.next_launch_at nulls last, s.id limit 51`,
  'select count(*) from schedule',
];
const BARE_LEDGER = [
  'select * from launch order by nominal_at desc, id desc limit 51',
  'select count(*) from (select 1 from launch limit 100001) found',
];

/** What any month must do at least: the rules of what is planned, and the days of what was. `$1` inclusive, `$2` exclusive. */
const BARE_MONTH = [
  `select id, start_local, time_zone, observe_dst, gap, fold, recurrence::text, ends_after, occurrences_counted, next_launch_at
   from schedule where active and $1::timestamptz is not null and next_launch_at < $2::timestamptz`,
  `select date_trunc('day', nominal_at), count(*) from launch where nominal_at >= $1::timestamptz and nominal_at < $2::timestamptz group by 1`,
];

async function main(): Promise<void> {
  const base = mkdtempSync(join(tmpdir(), 'watchbill-bench-'));
  chmodSync(base, 0o755);
  const server = await startPostgres({ base, newPassword: () => 'bench', log: () => {} });
  const pool = new pg.Pool({ connectionString: server.urlOf('postgres'), max: 5 });
  // A connection may be cut while the database stops.
  pool.on('error', () => {});
  try {
    await migrateDatabase(server.urlOf('postgres'), resolve('bff/storage/migrations'));
    for (const statement of GENERATE) await pool.query(statement);
    printTable(await measureAll(pool));
  } finally {
    await pool.end();
    await server.stop();
    rmSync(base, { recursive: true, force: true });
  }
}

function servicesOn(pool: pg.Pool) {
  const db = openDatabase(pool);
  const uow = createUnitOfWork(db, clock, newId);
  const setup = { scheduledScans: async () => DEFAULT_SCHEDULED_SCANS };
  const deps = {
    db,
    uow,
    clock,
    newId,
    setup,
    scans: createScanStarter({ clock, newId, targets: plainTargets, change: async () => {} }),
  } as unknown as Parameters<typeof createBulkService>[0];
  const launchByHand = async () => undefined;
  return {
    schedules: createSchedulesService(deps),
    ledger: createLedgerService(deps),
    calendar: createCalendarService(deps),
    bulk: createBulkService({ ...deps, launchByHand, log: { error: console.error } as never }),
  };
}

async function measureAll(pool: pg.Pool): Promise<BenchRow[]> {
  const { schedules, ledger, bulk, calendar } = servicesOn(pool);
  const list = (query: string, sort: string) => () => schedules.list(actor, { query, sort, limit: 50 });
  const launches = (query: string) => () => ledger.list(actor, { query, sort: 'nominalAt:desc', limit: 50 });
  const bare = (statements: readonly string[]) => () => Promise.all(statements.map((statement) => pool.query(statement)));
  // Six weeks as a month view asks for them, beginning so many days from today.
  const month = (offset: number) => {
    const [from, to] = [offset, offset + 42].map((days) => new Date(Date.now() + days * DAY_MS).toISOString().slice(0, 10)) as [
      string,
      string,
    ];
    return {
      bare: () => Promise.all(BARE_MONTH.map((text) => pool.query(text, [from, to]))),
      view: () => calendar.list(actor, { from, to, timeZone: 'Europe/Berlin', perDay: 3, limit: 500 }),
    };
  };
  const [coming, present] = [month(1), month(-21)];
  const { rows } = await pool.query<{ id: string }>('select id from schedule where active order by id limit 1000');
  const ids = rows.map(({ id }) => id);
  const move = { kind: 'edit', startTime: '03:45' } as const;
  return [
    await timed('schedules, bare SQL of the first page', '', bare(BARE)),
    await timed('schedules, first page', '< 100 ms', list('', 'nextLaunchAt:asc')),
    await timed('schedules, sorted by title', '< 100 ms', list('', 'title:desc')),
    await timed('schedules, status:active kind:weekly', '< 100 ms', list('status:active kind:weekly', 'nextLaunchAt:asc')),
    await timed('schedules, a free word', '< 100 ms', list('oracle', 'nextLaunchAt:asc')),
    await timed('ledger, bare SQL of the first page', '', bare(BARE_LEDGER)),
    await timed('ledger, first page', '< 100 ms', launches('')),
    await timed('ledger, verdict:missed', '< 100 ms', launches('verdict:missed')),
    await timed('month to come, bare SQL', '', coming.bare),
    await timed('month to come, month view', '< 300 ms', coming.view),
    await timed('month about today, bare SQL', '', present.bare),
    await timed('month about today, month view', '< 300 ms', present.view),
    await timed('bulk edit of 1,000, outcome with diff', '< 2 s', () => bulk.preview(actor, { selection: { ids }, change: move }), 5),
    await timed('bulk edit of 1,000, carried out', '', () => bulk.carryOut(actor, { selection: { ids }, change: move }), 1),
  ];
}

async function timed(what: string, goal: string, run: () => Promise<unknown>, runs = RUNS): Promise<BenchRow> {
  const times: number[] = [];
  if (runs > 1) await run();
  for (let i = 0; i < runs; i += 1) {
    const startedAt = performance.now();
    await run();
    times.push(performance.now() - startedAt);
  }
  times.sort((a, b) => a - b);
  const at = (share: number) => formatTime(times[Math.min(times.length - 1, Math.floor(times.length * share))]!);
  return { what, by: `${runs} runs`, value: `p50 ${at(0.5)}, p99 ${at(0.99)}`, ratio: goal };
}

await main();

import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { performance } from 'node:perf_hooks';
import pg from 'pg';
import type { Actor } from '../bff/domain/identity/role.ts';
import { type Clock, instant } from '../bff/domain/time/instant.ts';
import { createContainerService } from '../bff/features/containers/container-service.ts';
import { createImageService } from '../bff/features/containers/image-service.ts';
import { openDatabase } from '../bff/storage/database.ts';
import { migrateDatabase } from '../bff/storage/migrate.ts';
import { startPostgres } from '../bff/storage/postgres/postgres-server.ts';
import { compileQuery } from '../bff/storage/qql/compile-query.ts';
import { makeContainerRows } from './kit/container-rows.ts';
import { type BenchRow, formatTime, printTable } from './kit/table.ts';

// How fast the lists of images and containers are asked in QQL, against SQL written by hand in the same run. 1,000,000 images and 5,000,000
// containers; SCALE=0.1 makes a tenth of them. DATABASE_URL: a database that was filled before. Prints a table and never fails.

const SCALE = Number(process.env.SCALE ?? 1);
const RUNS = 15;
const clock: Clock = () => instant(Date.now());
const actor: Actor = { userId: 'p1', name: 'Ann', email: 'ann@example.org', role: 'manager', primaryContact: true };
const say = (text: string) => process.stderr.write(`${new Date().toISOString().slice(11, 19)} ${text}\n`);

async function main(): Promise<void> {
  const given = process.env.DATABASE_URL;
  if (given !== undefined) return measureOn(given);
  const base = mkdtempSync(join(tmpdir(), 'watchbill-bench-'));
  chmodSync(base, 0o755);
  const server = await startPostgres({ base, newPassword: () => 'bench', log: () => {} });
  try {
    const url = server.urlOf('postgres');
    await migrateDatabase(url, resolve('bff/storage/migrations'));
    await fill(url);
    await measureOn(url);
  } finally {
    await server.stop();
    rmSync(base, { recursive: true, force: true });
  }
}

async function fill(url: string): Promise<void> {
  const pool = new pg.Pool({ connectionString: url, max: 1 });
  const scale = { images: Math.round(1_000_000 * SCALE), containers: Math.round(5_000_000 * SCALE), sensors: 2000 };
  await makeContainerRows(pool, scale, say);
  await pool.end();
}

async function measureOn(url: string): Promise<void> {
  const pool = new pg.Pool({ connectionString: url, max: 5 });
  pool.on('error', () => {});
  try {
    const { rows } = await pool.query(
      'select (select count(*) from image)::int as images, (select count(*) from container)::int as containers',
    );
    say(`${rows[0].images} images, ${rows[0].containers} containers; load ${loadavg()[0]?.toFixed(1)} on ${cpus().length} cores`);
    printTable(await measureAll(pool));
  } finally {
    await pool.end();
  }
}

const DAY_PAGE = `select * from image where last_vm_scan_date >= now() - interval '24 hours' and last_vm_scan_date < now() order by updated desc, id desc limit 51`;
const DAY_COUNT = `select count(*) from (select 1 from image where last_vm_scan_date >= now() - interval '24 hours' and last_vm_scan_date < now() limit 100001) of`;
const HOURS_PAGE = `select c.*, i.sha, s.name, s.last_check_in_at from container c join image i on i.id = c.image_id join sensor s on s.id = c.sensor_id
  where c.last_vm_scan_date >= now() - interval '48 hours' and c.last_vm_scan_date < now() order by c.updated desc, c.id desc limit 51`;
const HOURS_COUNT = DAY_COUNT.replace('from image', 'from container').replace('24 hours', '48 hours');
const NAMES = `select * from image_name where image_id in (select id from image where last_vm_scan_date >= now() - interval '24 hours'
  and last_vm_scan_date < now() order by updated desc, id desc limit 51)`;

async function measureAll(pool: pg.Pool): Promise<BenchRow[]> {
  const db = openDatabase(pool);
  const deps = { db, clock, compile: compileQuery } as unknown as Parameters<typeof createImageService>[0];
  const [images, containers] = [createImageService(deps), createContainerService(deps)];
  const imagePage = (query: string) => () => images.list(actor, { query, limit: 50 });
  const containerPage = (query: string) => () => containers.list(actor, { query, limit: 50 });
  const bare = (statements: readonly string[]) => async () => {
    for (const statement of statements) await pool.query(statement);
  };
  const day = 'lastVmScanDate:[now-24h ... now]';
  const hours = 'lastVmScanDate:[now-48h ... now]';
  const rows: BenchRow[] = [];
  const pair = async (what: string, goal: string, [ours, theirs]: readonly [() => Promise<unknown>, () => Promise<unknown>]) =>
    rows.push(...(await compared(what, goal, ours, theirs)));
  await pair(`images, ${day}: rows`, '< 100 ms', [() => images.list(actor, { query: day, limit: 50 }), bare([DAY_PAGE, NAMES, DAY_COUNT])]);
  await pair(`images, ${day}: count alone`, '< 100 ms', [() => images.count(actor, day), bare([DAY_COUNT])]);
  await pair(`containers, ${hours}: rows`, '< 100 ms', [containerPage(hours), bare([HOURS_PAGE, HOURS_COUNT])]);
  await pair(`containers, ${hours}: count alone`, '< 100 ms', [() => containers.count(actor, hours), bare([HOURS_COUNT])]);
  for (const query of IMAGE_QUERIES) rows.push(await timed(`images, first page with count: ${query}`, '< 300 ms', imagePage(query)));
  for (const query of CONTAINER_QUERIES)
    rows.push(await timed(`containers, first page with count: ${query}`, '< 300 ms', containerPage(query)));
  return rows;
}

const IMAGE_QUERIES = [
  '',
  'repo:nginx',
  'repo.tag:`7.3.9`',
  'repo.registry:`ghcr.io`',
  'vulnerabilities.severity:5',
  'vulnerabilities.cveIds:CVE-2024-6387',
  'operatingSystem:"Debian 12"',
  'host.hostname:`node-00042.corp.example`',
  'size>1GB and not repo.registry:`ghcr.io`',
];
const CONTAINER_QUERIES = [
  '',
  'state:RUNNING and vulnerabilities.severity:5',
  'name:checkout-123',
  'isDrift:true',
  'host.hostname:node-00042',
  'imageName:postgres',
  'operatingSystem:CentOS and state:RUNNING',
  'created>now-24h and not state:DELETED',
];

// In turn, so that a slow while is slow for both.
async function compared(what: string, goal: string, ours: () => Promise<unknown>, theirs: () => Promise<unknown>): Promise<BenchRow[]> {
  const [mine, byHand]: [number[], number[]] = [[], []];
  await ours();
  await theirs();
  for (let i = 0; i < RUNS; i += 1) {
    byHand.push(await timeOf(theirs));
    mine.push(await timeOf(ours));
  }
  const ratio = median(mine) / median(byHand);
  return [
    { what, by: 'SQL by hand', value: spread(byHand), ratio: '' },
    { what, by: '**Watchbill**', value: spread(mine), ratio: `${ratio.toFixed(2)} × by hand`, remark: goal },
  ];
}

async function timed(what: string, goal: string, run: () => Promise<unknown>): Promise<BenchRow> {
  const times: number[] = [];
  await run();
  for (let i = 0; i < RUNS; i += 1) times.push(await timeOf(run));
  return { what, by: '**Watchbill**', value: spread(times), ratio: '', remark: goal };
}

async function timeOf(run: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await run();
  return performance.now() - startedAt;
}

const median = (times: readonly number[]): number => times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)]!;
const spread = (times: readonly number[]): string => `p50 ${formatTime(median(times))}, max ${formatTime(Math.max(...times))}`;

await main();

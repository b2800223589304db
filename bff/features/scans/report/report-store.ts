import { and, desc, eq, inArray, ne, sql } from 'drizzle-orm';
import type { Severity } from '../../../domain/scans/host-result.ts';
import type { ScanHost } from '../../../domain/scans/targets.ts';
import { instant } from '../../../domain/time/instant.ts';
import { type Executor, tables } from '../../../storage/database.ts';
import type { ScanRow } from '../scan-store.ts';
import type { AffectedHost, ApplianceShare, FindingKind, SeverityCounts } from './report-model.ts';

const { scan, slice, sliceAttempt, hostResult, launch, appliance } = tables;

/** Kinds of findings listed in a report; the rest is in CSV and JSON. */
const KINDS = 500;
/** Runs looked back at to tell since when a finding is known. */
const RUNS = 50;

type Counted = Record<'s1' | 's2' | 's3' | 's4' | 's5', number>;
export const toCounts = ({ s1, s2, s3, s4, s5 }: Counted): SeverityCounts => ({ 1: s1, 2: s2, 3: s3, 4: s4, 5: s5 });

interface KindRow extends Record<string, unknown> {
  readonly key: string;
  readonly severity: Severity;
  readonly title: string;
  readonly cves: string[];
  readonly evidence: string;
  readonly solution: string;
  readonly fixed_version: string | null;
  readonly places: string[];
  readonly places_count: number;
  readonly hosts_count: number;
  readonly kinds: number;
}

/** Findings grouped by kind, the worst and most frequent first. `leftOut`: kinds beyond the limit. */
export async function listKinds(executor: Executor, scanId: string): Promise<{ kinds: Omit<FindingKind, 'since'>[]; leftOut: number }> {
  const { rows } = await executor.execute<KindRow>(sql`
    with placed as (
      select f.*, row_number() over (partition by key, severity order by address::inet, port nulls first) as place,
        case when port is null then address when address like '%:%' then '[' || address || ']:' || port else address || ':' || port end as at
      from finding f where scan_id = ${scanId}
    )
    select key, severity, min(title) filter (where place = 1) as title, min(evidence) filter (where place = 1) as evidence,
      min(solution) filter (where place = 1) as solution,
      min(fixed_version) filter (where place = 1) as fixed_version, array_agg(at order by place) filter (where place <= 3) as places,
      (select coalesce(array_agg(distinct cve), '{}') from finding c, unnest(c.cves) cve
        where c.scan_id = ${scanId} and c.key = placed.key and c.severity = placed.severity) as cves,
      count(*)::int as places_count, count(distinct address)::int as hosts_count, (count(*) over ())::int as kinds
    from placed group by key, severity
    order by severity desc, hosts_count desc, key limit ${KINDS}`);
  const kinds = rows.map((row) => ({
    ...{ key: row.key, severity: row.severity, title: row.title, cves: row.cves, evidence: row.evidence, solution: row.solution },
    ...(row.fixed_version === null ? {} : { fixedVersion: row.fixed_version }),
    ...{ places: row.places, placesCount: row.places_count, hostsCount: row.hosts_count },
  }));
  return { kinds, leftOut: Math.max(0, (rows[0]?.kinds ?? 0) - rows.length) };
}

/** Findings whose solution is known; a known vulnerability that nobody has fixed yet has none. */
export async function countFixable(executor: Executor, scanId: string): Promise<number> {
  const { rows } = await executor.execute<{ count: number }>(
    sql`select count(*)::int as count from finding where scan_id = ${scanId} and solution <> ''
      and (installed_version is null or fixed_version is not null)`,
  );
  return rows[0]!.count;
}

/** The last finished run of the schedule that was started before this scan. */
export async function findPrevious(executor: Executor, row: ScanRow): Promise<ScanRow | undefined> {
  if (row.scheduleId === null) return undefined;
  const [previous] = await executor
    .select()
    .from(scan)
    .where(and(eq(scan.scheduleId, row.scheduleId), eq(scan.state, 'finished'), ne(scan.id, row.id), sql`${scan.number} < ${row.number}`))
    .orderBy(desc(scan.number))
    .limit(1);
  return previous;
}

/** What became of the findings of the run before. A finding is told by its host, kind and port. */
export async function compareFindings(executor: Executor, id: string, previousId: string) {
  const { rows } = await executor.execute<{ added: number; worst: number; fixed: number; remaining: number; unchecked: number }>(sql`
    with now as (select distinct address, key, port, protocol, severity from finding where scan_id = ${id}),
      before as (select distinct address, key, port, protocol, severity from finding where scan_id = ${previousId}),
      paired as (select n.key as now_key, n.severity as now_severity, b.key as before_key, b.address as before_address
        from now n full join before b on n.address = b.address and n.key = b.key and n.severity = b.severity
          and coalesce(n.port, -1) = coalesce(b.port, -1) and coalesce(n.protocol, '') = coalesce(b.protocol, '')),
      judged as (select p.*, r.alive as answered from paired p
        left join host_result r on r.scan_id = ${id} and r.address = p.before_address)
    select count(*) filter (where before_key is null)::int as added,
      count(*) filter (where before_key is null and now_severity = 5)::int as worst,
      count(*) filter (where now_key is null and answered)::int as fixed,
      count(*) filter (where now_key is null and answered is not true)::int as unchecked,
      count(*) filter (where now_key is not null and before_key is not null)::int as remaining
    from judged`);
  return rows[0]!;
}

/** Counts of the run before over the hosts that this scan has results of. */
export async function countOnSameHosts(executor: Executor, id: string, previousId: string) {
  const { rows } = await executor.execute<Counted & { services: number }>(sql`
    select coalesce(sum(b.s1), 0)::int as s1, coalesce(sum(b.s2), 0)::int as s2, coalesce(sum(b.s3), 0)::int as s3,
      coalesce(sum(b.s4), 0)::int as s4, coalesce(sum(b.s5), 0)::int as s5, coalesce(sum(jsonb_array_length(b.services)), 0)::int as services
    from host_result b join host_result n on n.scan_id = ${id} and n.address = b.address where b.scan_id = ${previousId}`);
  return rows[0]!;
}

/** Since when each kind has been there without a break, over the finished runs of the schedule up to this scan. Key `kind/severity`. */
export async function sinceOf(executor: Executor, row: ScanRow): Promise<ReadonlyMap<string, number>> {
  if (row.scheduleId === null) return new Map();
  const { rows } = await executor.execute<{ key: string; severity: number; runs: number; started: number }>(sql`
    with runs as (
      select id, extract(epoch from coalesce(started_at, created_at)) * 1000 as started, row_number() over (order by number desc) as n
      from scan where schedule_id = ${row.scheduleId} and number <= ${row.number} and (id = ${row.id} or state = 'finished')
      order by number desc limit ${RUNS}
    ), seen as (select distinct f.key, f.severity, r.n, r.started from runs r join finding f on f.scan_id = r.id),
    unbroken as (select *, n - row_number() over (partition by key, severity order by n) as gap from seen)
    select key, severity, count(*)::int as runs, min(started)::float8 as started from unbroken where gap = 0
    group by key, severity having count(*) > 1`);
  return new Map(rows.map((found) => [`${found.key}/${found.severity}`, found.started]));
}

export async function listAffected(executor: Executor, scanId: string, limit = 5): Promise<AffectedHost[]> {
  const rows = await executor
    .select()
    .from(hostResult)
    .where(
      and(
        eq(hostResult.scanId, scanId),
        sql`${hostResult.s1} + ${hostResult.s2} + ${hostResult.s3} + ${hostResult.s4} + ${hostResult.s5} > 0`,
      ),
    )
    .orderBy(
      desc(hostResult.s5),
      desc(hostResult.s4),
      desc(hostResult.s3),
      desc(hostResult.s2),
      desc(hostResult.s1),
      sql`${hostResult.address}::inet`,
    )
    .limit(limit);
  return rows.map((row) => ({ address: row.address, hostname: row.hostname ?? undefined, severity: toCounts(row) }));
}

export async function findLaunch(executor: Executor, scanId: string) {
  const [row] = await executor.select().from(launch).where(eq(launch.scanId, scanId)).orderBy(desc(launch.decidedAt)).limit(1);
  return row;
}

/** Who worked on it, by the last lease of each slice that was accepted. */
export async function listShares(executor: Executor, scanId: string): Promise<ApplianceShare[]> {
  const rows = await executor
    .select({
      name: appliance.name,
      versions: appliance.versions,
      clockOffsetMs: appliance.clockOffsetMs,
      slices: sql<number>`count(distinct ${slice.id})::int`,
    })
    .from(slice)
    .innerJoin(sliceAttempt, and(eq(sliceAttempt.sliceId, slice.id), sql`${sliceAttempt.acceptedAt} is not null`))
    .innerJoin(appliance, eq(appliance.id, sliceAttempt.applianceId))
    .where(eq(slice.scanId, scanId))
    .groupBy(appliance.id)
    .orderBy(appliance.name);
  return rows.map(({ name, versions, clockOffsetMs, slices }) => ({
    ...{ name, slices, engines: versions?.engines ?? [] },
    clockOffsetMs: clockOffsetMs ?? undefined,
  }));
}

/** The signature manifests that the hosts were judged by; a roll-out in the middle of a scan makes it several. */
export async function listSignatures(executor: Executor, scanId: string): Promise<string[]> {
  const { rows } = await executor.execute<{ signatures: string }>(
    sql`select distinct signatures from host_result where scan_id = ${scanId} and signatures is not null order by signatures`,
  );
  return rows.map(({ signatures }) => signatures);
}

/** Hosts of slices that are not done, less those with a result. */
export async function listNotScanned(executor: Executor, scanId: string): Promise<ScanHost[]> {
  const { rows } = await executor.execute<{ host: ScanHost }>(sql`
    select host from slice s, jsonb_array_elements(s.hosts) with ordinality as h(host, place)
    where s.scan_id = ${scanId} and s.state <> 'done' and not (case when host ? 'address'
      then exists (select 1 from host_result r where r.scan_id = ${scanId} and r.address = host->>'address')
      else exists (select 1 from host_result r where r.scan_id = ${scanId} and r.hostname = host->>'name') end)
    order by s.index, place`);
  return rows.map((row) => row.host);
}

export async function countSliceStates(executor: Executor, scanId: string) {
  const [row] = await executor
    .select({
      total: sql<number>`count(*)::int`,
      done: sql<number>`count(*) filter (where ${inArray(slice.state, ['done'])})::int`,
      failed: sql<number>`count(*) filter (where ${inArray(slice.state, ['failed'])})::int`,
    })
    .from(slice)
    .where(eq(slice.scanId, scanId));
  return row ?? { total: 0, done: 0, failed: 0 };
}

export const toInstant = (at: Date | null) => (at === null ? undefined : instant(at.getTime()));

import { and, eq, inArray, isNull, type SQL, sql } from 'drizzle-orm';
import { DECLINE_BACK_OFF_MS } from '../../domain/appliances/lease.ts';
import type { ScannerChoice } from '../../domain/schedules/schedule.ts';
import { type Instant, instant, plus, toIso } from '../../domain/time/instant.ts';
import { type Executor, tables } from '../../storage/database.ts';
import { type ApplianceRow, stateRule } from './store.ts';

const { appliance } = tables;

/** The appliances that may take slices of a scan, counted. */
export interface AllowedAppliances {
  readonly total: number;
  /** Heard of in time, or late by a poll or two. */
  readonly online: number;
  /** Online, with a free slot. */
  readonly free: number;
  /** Of the free ones: those that take work at once. */
  readonly prompt: number;
  /** When the first of the free ones polls next. */
  readonly nextPollAt?: Instant | undefined;
}

const allowedBy = (scanners: ScannerChoice): SQL | undefined =>
  and(isNull(appliance.retiredAt), scanners.kind === 'any' ? undefined : inArray(appliance.id, [...scanners.ids]));

/** The states in which an appliance takes work. */
const UP = ['online', 'busy', 'updating', 'late'] as const;

export async function countAllowed(executor: Executor, scanners: ScannerChoice, now: Instant): Promise<AllowedAppliances> {
  if (scanners.kind === 'appliances' && scanners.ids.length === 0) return { total: 0, online: 0, free: 0, prompt: 0 };
  const online = sql`(${sql.join(
    UP.map((state) => stateRule(state, now)),
    sql` or `,
  )})`;
  const leased = sql`(select count(*) from slice s where s.appliance_id = ${appliance.id} and s.state = 'leased')`;
  const free = sql`(${online} and (${appliance.capacity}->>'slots')::int > greatest((${appliance.capacity}->>'used')::int, ${leased}))`;
  const [row] = await executor
    .select({
      total: sql<number>`count(*)::int`,
      online: sql<number>`count(*) filter (where ${online})::int`,
      free: sql<number>`count(*) filter (where ${free})::int`,
      prompt: sql<number>`count(*) filter (where ${free} and ${appliance.promptDelivery})::int`,
      next: sql<number | null>`(extract(epoch from min(${appliance.nextPollAt}) filter (where ${free})) * 1000)::float8`,
    })
    .from(appliance)
    .where(allowedBy(scanners));
  const { next, ...counts } = row!;
  return { ...counts, nextPollAt: next === null ? undefined : instant(next) };
}

/** The one appliance that is allowed. */
export async function readOnlyAllowed(executor: Executor, scanners: ScannerChoice): Promise<ApplianceRow | undefined> {
  const [row] = await executor.select().from(appliance).where(allowedBy(scanners)).limit(1);
  return row;
}

/** The newest decline of a slice of this scan that still keeps it from being offered again. */
export async function lastDecline(executor: Executor, scanId: string, now: Instant): Promise<{ name: string; reason: string } | undefined> {
  const { slice, sliceAttempt } = tables;
  const [row] = await executor
    .select({ name: appliance.name, reason: sliceAttempt.reason })
    .from(sliceAttempt)
    .innerJoin(slice, and(eq(slice.id, sliceAttempt.sliceId), eq(slice.state, 'queued')))
    .innerJoin(appliance, eq(appliance.id, sliceAttempt.applianceId))
    .where(
      and(
        eq(slice.scanId, scanId),
        eq(sliceAttempt.outcome, 'declined'),
        sql`${sliceAttempt.endedAt} > ${toIso(plus(now, -DECLINE_BACK_OFF_MS))}::timestamptz`,
      ),
    )
    .orderBy(sql`${sliceAttempt.endedAt} desc`)
    .limit(1);
  return row && { name: row.name, reason: row.reason ?? 'no reason given' };
}

/** Slices of a scan that wait and that the same appliances may take. */
export interface WaitingGroup {
  readonly scanners: ScannerChoice;
  readonly slices: number;
  readonly hosts: number;
}

/** What waits of a scan, by who may take it: a pool of an asset group, or whom the scan allows. The first slice first. */
export async function waitingGroups(executor: Executor, scanId: string): Promise<readonly WaitingGroup[]> {
  const { slice } = tables;
  return executor
    .select({
      scanners: slice.scanners,
      slices: sql<number>`count(*)::int`,
      hosts: sql<number>`sum(greatest(${slice.hostsTotal} - ${slice.hostsDone}, 0))::int`,
    })
    .from(slice)
    .where(and(eq(slice.scanId, scanId), eq(slice.state, 'queued')))
    .groupBy(slice.scanners)
    .orderBy(sql`min(${slice.index})`);
}

export interface AllowedRow {
  readonly row: ApplianceRow;
  readonly leased: number;
  /** Its newest decline of a slice of the scan that still stands. */
  readonly declined: { readonly reason: string; readonly at: Instant } | null;
}

interface AllowedRequest {
  readonly scanId: string;
  readonly scanners: ScannerChoice;
  readonly now: Instant;
  readonly limit: number;
}

/** The appliances that may take the slices, the one that was heard of last first; named ones also when they are retired. */
export async function readAllowed(executor: Executor, request: AllowedRequest): Promise<{ rows: readonly AllowedRow[]; total: number }> {
  const { scanId, scanners, now, limit } = request;
  const allowed = scanners.kind === 'any' ? isNull(appliance.retiredAt) : inArray(appliance.id, [...scanners.ids]);
  if (scanners.kind === 'appliances' && scanners.ids.length === 0) return { rows: [], total: 0 };
  const stands = toIso(plus(now, -DECLINE_BACK_OFF_MS));
  const rows = await executor
    .select({
      row: appliance,
      leased: sql<number>`(select count(*)::int from slice s where s.appliance_id = ${appliance.id} and s.state = 'leased')`,
      declined: sql<{ reason: string; at: number } | null>`(
        select jsonb_build_object('reason', coalesce(a.reason, 'No reason given.'), 'at', floor(extract(epoch from a.ended_at) * 1000))
        from slice_attempt a join slice s on s.id = a.slice_id
        where s.scan_id = ${scanId} and s.state = 'queued' and a.appliance_id = ${appliance.id} and a.outcome = 'declined'
          and a.ended_at > ${stands}::timestamptz
        order by a.ended_at desc limit 1)`,
    })
    .from(appliance)
    .where(allowed)
    .orderBy(sql`${appliance.lastPollAt} desc nulls last`, appliance.name)
    .limit(limit);
  const total = rows.length < limit ? rows.length : await executor.$count(appliance, allowed);
  return { rows: rows.map((one) => ({ ...one, declined: one.declined && { ...one.declined, at: instant(one.declined.at) } })), total };
}

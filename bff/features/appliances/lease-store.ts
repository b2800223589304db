import { sql } from 'drizzle-orm';
import { CONTROL_REPEAT_MS, LEASE_MS } from '../../domain/appliances/lease.ts';
import type { ReportedAttempt, ReportedSlice } from '../../domain/appliances/report-verdict.ts';
import { type Instant, plus, toIso } from '../../domain/time/instant.ts';
import type { Executor, Transaction } from '../../storage/database.ts';

/** A slice and its newest lease. */
export interface HeldSlice {
  readonly sliceId: string;
  readonly scanId: string;
  readonly attempt: number;
  readonly applianceId: string;
}

/** Locks scans in the order of their ids. Whoever changes slices does this first: nobody waits for each other in a circle. */
export async function lockScans(tx: Transaction, scanIds: readonly string[]): Promise<void> {
  const ids = [...new Set(scanIds)];
  if (ids.length === 0) return;
  await tx.execute(sql`select id from scan where id = any(${sql.param(ids)}::uuid[]) order by id for no key update`);
}

/** The scans of these slices. */
export async function scansOf(tx: Executor, sliceIds: readonly string[]): Promise<readonly string[]> {
  const found = await tx.execute<{ scan_id: string }>(
    sql`select distinct scan_id from slice where id = any(${sql.param(sliceIds)}::uuid[])`,
  );
  return found.rows.map((row) => row.scan_id);
}

const HELD = sql`s.id as "sliceId", s.scan_id as "scanId", s.attempts as attempt, s.appliance_id as "applianceId"`;
type Held = HeldSlice & Record<string, unknown>;

/** What is leased to an appliance. */
export async function leasesOf(tx: Executor, applianceId: string): Promise<readonly HeldSlice[]> {
  const found = await tx.execute<Held>(
    sql`select ${HELD} from slice s where s.appliance_id = ${applianceId}::uuid and s.state = 'leased' order by s.id`,
  );
  return found.rows;
}

/** Leases that ended at or before `now`, oldest first. */
export async function expiredLeases(tx: Executor, now: Instant, limit: number): Promise<readonly HeldSlice[]> {
  const found = await tx.execute<Held>(sql`
    select ${HELD} from slice s where s.state = 'leased' and s.lease_expires_at <= ${toIso(now)}::timestamptz
    order by s.lease_expires_at limit ${limit}`);
  return found.rows;
}

/** When the next lease ends, if any. */
export async function nextExpiryMs(tx: Executor): Promise<number | undefined> {
  const found = await tx.execute<{ at: number | null }>(
    sql`select (extract(epoch from min(lease_expires_at)) * 1000)::float8 as at from slice where state = 'leased'`,
  );
  return found.rows[0]?.at ?? undefined;
}

/** Renews those of the slices that are leased to the appliance. */
export async function renew(tx: Transaction, applianceId: string, sliceIds: readonly string[], now: Instant): Promise<void> {
  await tx.execute(sql`
    update slice set lease_expires_at = ${toIso(plus(now, LEASE_MS))}::timestamptz
    where id = any(${sql.param(sliceIds)}::uuid[]) and state = 'leased' and appliance_id = ${applianceId}::uuid`);
}

/** Gives lost leases back to an appliance that turns out to be at work, where nobody else has begun. Returns the slices. */
export async function takeBack(
  tx: Transaction,
  applianceId: string,
  sliceIds: readonly string[],
  now: Instant,
): Promise<readonly string[]> {
  const back = await tx.execute<{ id: string }>(sql`
    with reopened as (
      update slice_attempt a set outcome = null, ended_at = null, reason = null
      from slice s join scan c on c.id = s.scan_id
      where s.id = any(${sql.param(sliceIds)}::uuid[]) and s.state = 'queued' and c.state in ('queued', 'running')
        and a.slice_id = s.id and a.attempt = s.attempts and a.appliance_id = ${applianceId}::uuid and a.outcome = 'lease-lost'
      returning a.slice_id
    )
    update slice s set state = 'leased', appliance_id = ${applianceId}::uuid,
      lease_expires_at = ${toIso(plus(now, LEASE_MS))}::timestamptz, control = null, control_sent_at = null
    from reopened r where s.id = r.slice_id returning s.id`);
  return back.rows.map((row) => row.id);
}

export interface AttemptEnd {
  readonly sliceId: string;
  readonly attempt: number;
  readonly outcome: 'finished' | 'stopped' | 'failed' | 'declined' | 'lease-lost';
  readonly reason?: string | undefined;
  readonly at: Instant;
}

/** Ends an attempt and its lease. A slice whose work is over keeps the name of who did it. Returns how many leases it has lost so far. */
export async function endAttempt(tx: Transaction, end: AttemptEnd): Promise<number> {
  const keepsName = end.outcome === 'finished' || end.outcome === 'failed';
  await tx.execute(sql`
    update slice_attempt set outcome = ${end.outcome}, reason = ${end.reason ?? null}, ended_at = ${toIso(end.at)}::timestamptz
    where slice_id = ${end.sliceId}::uuid and attempt = ${end.attempt}`);
  await tx.execute(sql`
    update slice set lease_expires_at = null, control = null, control_sent_at = null,
      appliance_id = case when ${keepsName} then appliance_id end
    where id = ${end.sliceId}::uuid`);
  const lost = await tx.execute<{ n: number }>(
    sql`select count(*)::int as n from slice_attempt where slice_id = ${end.sliceId}::uuid and outcome = 'lease-lost'`,
  );
  return lost.rows[0]!.n;
}

/** Marks a moment of the attempt, once. */
export async function markAttempt(
  tx: Transaction,
  mark: { readonly sliceId: string; readonly attempt: number; readonly moment: 'accepted' | 'started'; readonly at: Instant },
): Promise<void> {
  const column = mark.moment === 'accepted' ? sql`accepted_at` : sql`started_at`;
  await tx.execute(sql`
    update slice_attempt set ${column} = coalesce(${column}, ${toIso(mark.at)}::timestamptz)
    where slice_id = ${mark.sliceId}::uuid and attempt = ${mark.attempt}`);
}

/** A slice as its reports are judged by, with the attempts that were given to their sender. */
export interface SliceOnReport extends ReportedSlice {
  readonly sliceId: string;
  readonly scanId: string;
  readonly attemptsOfSender: readonly ReportedAttempt[];
}

export async function slicesOnReport(tx: Executor, applianceId: string, sliceIds: readonly string[]): Promise<Map<string, SliceOnReport>> {
  const found = await tx.execute<SliceOnReport & Record<string, unknown>>(sql`
    select s.id as "sliceId", s.scan_id as "scanId", s.state, c.state as "scanState", s.appliance_id as "applianceId", s.attempts,
      (select coalesce(jsonb_agg(jsonb_strip_nulls(
          jsonb_build_object('attempt', a.attempt, 'applianceId', a.appliance_id, 'outcome', a.outcome))), '[]')
        from slice_attempt a where a.slice_id = s.id and a.appliance_id = ${applianceId}::uuid) as "attemptsOfSender"
    from slice s join scan c on c.id = s.scan_id where s.id = any(${sql.param(sliceIds)}::uuid[])`);
  return new Map(found.rows.map((row) => [row.sliceId, row]));
}

/** Marks every leased slice of a scan. Returns the appliances that are to be told, with a slice each time. */
export async function markControl(tx: Transaction, scanId: string, action: 'pause' | 'cancel'): Promise<readonly string[]> {
  const marked = await tx.execute<{ appliance_id: string }>(sql`
    update slice set control = ${action}, control_sent_at = null
    where scan_id = ${scanId}::uuid and state = 'leased' returning appliance_id`);
  return marked.rows.map((row) => row.appliance_id);
}

/** What the appliance is to stop, noted as told now. Without `sliceIds`: all that it was not told lately. One that is being changed right now is told later. */
export async function takeControl(
  tx: Executor,
  asked: { readonly applianceId: string; readonly sliceIds?: readonly string[] | undefined; readonly now: Instant },
): Promise<readonly { readonly sliceId: string; readonly action: 'pause' | 'cancel' }[]> {
  const which =
    asked.sliceIds === undefined
      ? sql`(control_sent_at is null or control_sent_at <= ${toIso(plus(asked.now, -CONTROL_REPEAT_MS))}::timestamptz)`
      : sql`id = any(${sql.param(asked.sliceIds)}::uuid[])`;
  const taken = await tx.execute<{ sliceId: string; action: 'pause' | 'cancel' }>(sql`
    update slice set control_sent_at = ${toIso(asked.now)}::timestamptz
    where id in (select id from slice
      where appliance_id = ${asked.applianceId}::uuid and state = 'leased' and control is not null and ${which} for update skip locked)
    returning id as "sliceId", control as action`);
  return taken.rows;
}

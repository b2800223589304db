import { sql } from 'drizzle-orm';
import type { ScanProfile, SliceHost } from '#protocol/slice';
import { DECLINE_BACK_OFF_MS, LEASE_MS } from '../../domain/appliances/lease.ts';
import type { Candidate, WaitingSlice } from '../../domain/appliances/placement.ts';
import type { ScheduleTarget } from '../../domain/schedules/schedule.ts';
import { type Instant, plus, toIso } from '../../domain/time/instant.ts';
import type { Executor, Transaction } from '../../storage/database.ts';
import { lockScans } from './lease-store.ts';

/** A queued slice, locked by this transaction, with what is needed to offer it. */
export interface ClaimableSlice extends WaitingSlice {
  readonly scanId: string;
  /** Leases given before. */
  readonly attempts: number;
  readonly hosts: readonly SliceHost[];
  readonly profile: ScanProfile;
  /** What the scan excludes matters only where a host is a name; else null. */
  readonly target: ScheduleTarget | null;
}

export interface Lease {
  readonly slice: ClaimableSlice;
  readonly applianceId: string;
}

/** Whether a slice waits, for whomever. */
export async function isAnyWaiting(executor: Executor): Promise<boolean> {
  const { rows } = await executor.execute<{ waits: boolean }>(sql`select exists (
    select 1 from slice s join scan c on c.id = s.scan_id where s.state = 'queued' and c.state in ('queued', 'running')) as waits`);
  return rows[0]!.waits;
}

/** The most that one transaction hands out. */
const MAX_CLAIM = 200;

/**
 * Locks the slices that are next (priority, then age) and that at least one candidate may take. Scans are locked before
 * slices, here as everywhere; a slice that another replica is handing out is passed over.
 */
export async function lockClaimable(tx: Transaction, candidates: readonly Candidate[], now: Instant): Promise<readonly ClaimableSlice[]> {
  const ids = candidates.map((candidate) => candidate.applianceId);
  const limit = Math.min(
    MAX_CLAIM,
    candidates.reduce((sum, candidate) => sum + candidate.free, 0),
  );
  const declinedAfter = toIso(plus(now, -DECLINE_BACK_OFF_MS));
  const found = await tx.execute<{ id: string; scan_id: string }>(sql`
    select s.id, s.scan_id from slice s join scan c on c.id = s.scan_id
    where s.state = 'queued' and c.state in ('queued', 'running')
      and (s.scanners->>'kind' = 'any' or s.scanners->'ids' ?| ${sql.param(ids)}::text[])
      and exists (select 1 from unnest(${sql.param(ids)}::text[]) as candidate(id)
        where (s.scanners->>'kind' = 'any' or s.scanners->'ids' ? candidate.id)
          and not exists (select 1 from slice_attempt a where a.slice_id = s.id and a.appliance_id = candidate.id::uuid
            and a.outcome = 'declined' and a.ended_at > ${declinedAfter}::timestamptz))
    order by ((s.priority + 9) % 10), s.queued_at, s.id limit ${limit}`);
  if (found.rows.length === 0) return [];
  await lockScans(
    tx,
    found.rows.map((row) => row.scan_id),
  );
  const sliceIds = found.rows.map((row) => row.id);
  const locked = await tx.execute<ClaimableSlice & Record<string, unknown>>(sql`
    select s.id, s.scan_id as "scanId", s.attempts, s.scanners, c.profile,
      case when jsonb_path_exists(s.hosts, '$[*].name') then c.target end as target,
      (select coalesce(jsonb_agg(h.host order by h.n), '[]') from jsonb_array_elements(s.hosts) with ordinality h(host, n)
        where s.attempts = 0 or not exists (select 1 from host_result r where r.scan_id = s.scan_id and r.slice_id = s.id
          and (r.address = h.host->>'address' or r.hostname = h.host->>'name'))) as hosts,
      array(select a.appliance_id::text from slice_attempt a where a.slice_id = s.id
        and a.outcome = 'declined' and a.ended_at > ${declinedAfter}::timestamptz) as "notTo"
    from slice s join scan c on c.id = s.scan_id
    where s.id = any(${sql.param(sliceIds)}::uuid[]) and s.state = 'queued' and c.state in ('queued', 'running')
    order by ((s.priority + 9) % 10), s.queued_at, s.id for update of s skip locked`);
  return locked.rows;
}

/** Gives the slices away: state, lease and a new attempt. */
export async function lease(tx: Transaction, leases: readonly Lease[], now: Instant): Promise<void> {
  const rows = JSON.stringify(
    leases.map(({ slice, applianceId }) => ({ id: slice.id, appliance: applianceId, attempt: slice.attempts + 1 })),
  );
  const at = toIso(now);
  await tx.execute(sql`
    with given as (select * from jsonb_to_recordset(${rows}::jsonb) as g(id uuid, appliance uuid, attempt int)),
    leased as (
      update slice s set state = 'leased', appliance_id = g.appliance, attempts = g.attempt,
        lease_expires_at = ${toIso(plus(now, LEASE_MS))}::timestamptz, control = null, control_sent_at = null
      from given g where s.id = g.id returning s.scan_id
    ), offered as (
      update scan set offered_at = ${at}::timestamptz where id in (select scan_id from leased) and offered_at is null
    )
    insert into slice_attempt (slice_id, attempt, appliance_id, offered_at)
    select id, attempt, appliance, ${at}::timestamptz from given`);
}

/** Takes back leases that did not reach their appliance, as if they had never been given. Returns the scans whose slices wait again. */
export async function unlease(
  tx: Transaction,
  applianceId: string,
  offers: readonly { readonly sliceId: string; readonly scanId: string; readonly attempt: number }[],
): Promise<readonly string[]> {
  await lockScans(
    tx,
    offers.map((offer) => offer.scanId),
  );
  const rows = JSON.stringify(offers.map(({ sliceId, attempt }) => ({ id: sliceId, attempt })));
  const freed = await tx.execute<{ scan_id: string }>(sql`
    with unsent as (select * from jsonb_to_recordset(${rows}::jsonb) as u(id uuid, attempt int)),
    gone as (
      delete from slice_attempt a using unsent u, slice s
      where a.slice_id = u.id and a.attempt = u.attempt and a.appliance_id = ${applianceId}::uuid
        and a.accepted_at is null and a.outcome is null and s.id = u.id and s.attempts = u.attempt and s.state = 'leased'
      returning a.slice_id
    )
    update slice s set state = 'queued', appliance_id = null, lease_expires_at = null, control = null, control_sent_at = null,
      attempts = s.attempts - 1
    from gone g where s.id = g.slice_id returning s.scan_id`);
  return [...new Set(freed.rows.map((row) => row.scan_id))];
}

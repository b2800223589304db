import { and, asc, eq, inArray, sql } from 'drizzle-orm';
import type { SliceCounts } from '../../domain/scans/outcome.ts';
import type { SliceState } from '../../domain/scans/scan.ts';
import type { ScanHost } from '../../domain/scans/targets.ts';
import type { ScannerChoice } from '../../domain/schedules/schedule.ts';
import { type Instant, instant } from '../../domain/time/instant.ts';
import { type Executor, type Transaction, tables } from '../../storage/database.ts';

const { slice, sliceAttempt, appliance } = tables;
export type SliceRow = typeof slice.$inferSelect;

/** A slice to be queued. */
export interface NewSlice {
  readonly id: string;
  readonly scanId: string;
  readonly index: number;
  readonly hosts: readonly ScanHost[];
  readonly priority: number;
  readonly scanners: ScannerChoice;
}

/** One parameter carries many rows: a few hundred kilobytes of JSON. */
const SLICES_PER_INSERT = 1000;

export async function insertSlices(tx: Transaction, slices: readonly NewSlice[], at: Instant): Promise<void> {
  for (let from = 0; from < slices.length; from += SLICES_PER_INSERT) {
    const rows = JSON.stringify(slices.slice(from, from + SLICES_PER_INSERT));
    await tx.execute(sql`
      insert into ${slice} (id, scan_id, index, hosts, hosts_total, state, priority, scanners, queued_at)
      select id, "scanId", index, hosts, jsonb_array_length(hosts), 'queued', priority, scanners, ${new Date(at)}
      from jsonb_to_recordset(${rows}::jsonb) as x(id uuid, "scanId" uuid, index int, hosts jsonb, priority int2, scanners jsonb)`);
  }
}

const STATE_AFTER: Record<'hold' | 'queue' | 'cancel', SliceState> = { hold: 'held', queue: 'queued', cancel: 'canceled' };

/** Moves every slice that no appliance works on. */
export async function moveWaiting(tx: Transaction, scanId: string, to: 'hold' | 'queue' | 'cancel'): Promise<void> {
  await tx
    .update(slice)
    .set({ state: STATE_AFTER[to] })
    .where(and(eq(slice.scanId, scanId), inArray(slice.state, ['queued', 'held'])));
}

export async function readSlice(tx: Transaction, id: string): Promise<SliceRow | undefined> {
  const [row] = await tx.select().from(slice).where(eq(slice.id, id));
  return row;
}

export async function setSliceState(
  tx: Transaction,
  id: string,
  change: { state: SliceState; hosts?: readonly ScanHost[] },
): Promise<void> {
  const { state, hosts } = change;
  await tx
    .update(slice)
    .set({ state, ...(hosts === undefined ? {} : { hosts: [...hosts] }) })
    .where(eq(slice.id, id));
}

/** The hosts of a finished slice are all done, also those that shared an address with another. Returns how many that adds. */
export async function completeSlice(tx: Transaction, id: string): Promise<number> {
  const { rows } = await tx.execute<{ added: number }>(sql`
    update ${slice} set state = 'done', hosts_done = hosts_total
    from (select hosts_total - hosts_done as added from ${slice} where id = ${id}) before
    where id = ${id} returning before.added`);
  return rows[0]?.added ?? 0;
}

export async function hasLeased(executor: Executor, scanId: string): Promise<boolean> {
  const [row] = await executor
    .select({ id: slice.id })
    .from(slice)
    .where(and(eq(slice.scanId, scanId), eq(slice.state, 'leased')))
    .limit(1);
  return row !== undefined;
}

/** What is left of a scan to do, and what went wrong. */
export async function countSlices(executor: Executor, scanId: string): Promise<SliceCounts> {
  const of = (...states: SliceState[]) => sql<number>`count(*) filter (where ${inArray(slice.state, states)})::int`;
  const [row] = await executor
    .select({
      waiting: of('queued', 'held'),
      leased: of('leased'),
      done: of('done'),
      failed: of('failed'),
      hostsMissing: sql<number>`coalesce(sum(greatest(${slice.hostsTotal} - ${slice.hostsDone}, 0)) filter (where ${eq(slice.state, 'failed')}), 0)::int`,
    })
    .from(slice)
    .where(eq(slice.scanId, scanId));
  const counts = row ?? { waiting: 0, leased: 0, done: 0, failed: 0, hostsMissing: 0 };
  return counts.failed === 0 ? counts : { ...counts, lastReason: await lastReason(executor, scanId) };
}

async function lastReason(executor: Executor, scanId: string): Promise<string | undefined> {
  const [row] = await executor
    .select({ reason: sliceAttempt.reason, outcome: sliceAttempt.outcome })
    .from(sliceAttempt)
    .innerJoin(slice, eq(slice.id, sliceAttempt.sliceId))
    .where(and(eq(slice.scanId, scanId), eq(slice.state, 'failed'), inArray(sliceAttempt.outcome, ['failed', 'lease-lost'])))
    .orderBy(sql`${sliceAttempt.endedAt} desc nulls last`)
    .limit(1);
  return row?.reason ?? (row?.outcome === 'lease-lost' ? 'the appliance was lost while it worked on it' : undefined);
}

/** The slices of a scan in their order, with who has them and who lost them. */
export async function listSlices(executor: Executor, scanId: string) {
  const slices = await executor
    .select({ row: slice, applianceName: appliance.name })
    .from(slice)
    .leftJoin(appliance, eq(appliance.id, slice.applianceId))
    .where(eq(slice.scanId, scanId))
    .orderBy(asc(slice.index));
  const lost = await executor
    .select({ sliceId: sliceAttempt.sliceId, applianceName: appliance.name, outcome: sliceAttempt.outcome, reason: sliceAttempt.reason })
    .from(sliceAttempt)
    .innerJoin(slice, eq(slice.id, sliceAttempt.sliceId))
    .innerJoin(appliance, eq(appliance.id, sliceAttempt.applianceId))
    .where(and(eq(slice.scanId, scanId), inArray(sliceAttempt.outcome, ['lease-lost', 'declined', 'failed'])))
    .orderBy(asc(sliceAttempt.attempt));
  return slices.map(({ row, applianceName }) => ({ row, applianceName, lost: lost.filter((one) => one.sliceId === row.id) }));
}

/** Hosts of the slice that have no result yet. */
export async function remainingHosts(tx: Transaction, scanId: string, hosts: readonly ScanHost[]): Promise<ScanHost[]> {
  const { rows } = await tx.execute<{ host: ScanHost }>(sql`
    select host from jsonb_array_elements(${JSON.stringify(hosts)}::jsonb) with ordinality as h(host, place)
    where not (case when host ? 'address'
      then exists (select 1 from host_result r where r.scan_id = ${scanId} and r.address = host->>'address')
      else exists (select 1 from host_result r where r.scan_id = ${scanId} and r.hostname = host->>'name') end)
    order by place`);
  return rows.map((row) => row.host);
}

/** When the slice was first offered to an appliance. */
export async function firstOffer(tx: Transaction, sliceId: string): Promise<Instant | undefined> {
  const [row] = await tx
    .select({ at: sliceAttempt.offeredAt })
    .from(sliceAttempt)
    .where(eq(sliceAttempt.sliceId, sliceId))
    .orderBy(asc(sliceAttempt.attempt))
    .limit(1);
  return row && instant(row.at.getTime());
}

/** Attempts before the present one that failed or whose lease was lost. */
export async function countEarlierFailures(tx: Transaction, sliceId: string): Promise<number> {
  const [row] = await tx
    .select({ count: sql<number>`count(*)::int` })
    .from(sliceAttempt)
    .innerJoin(slice, eq(slice.id, sliceAttempt.sliceId))
    .where(
      and(
        eq(sliceAttempt.sliceId, sliceId),
        sql`${sliceAttempt.attempt} < ${slice.attempts}`,
        inArray(sliceAttempt.outcome, ['failed', 'lease-lost']),
      ),
    );
  return row?.count ?? 0;
}

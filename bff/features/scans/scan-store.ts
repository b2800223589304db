import { and, eq, inArray, isNotNull, lte, or, type SQL, sql } from 'drizzle-orm';
import type { ScanChange, SegmentTimes } from '../../domain/scans/transition.ts';
import { type Instant, instant } from '../../domain/time/instant.ts';
import { type Executor, type Transaction, tables } from '../../storage/database.ts';
import { insertMany } from '../../storage/insert-many.ts';

const { scan, optionProfile } = tables;
export type ScanRow = typeof scan.$inferSelect;
export type NewScanRow = typeof scan.$inferInsert;

export const insertScans = (tx: Transaction, rows: readonly NewScanRow[]): Promise<void> => insertMany(tx, scan, rows);

/** The settings of each profile as they are copied into a scan, by id; without an id in the list, the default's too. */
export async function readProfiles(executor: Executor, ids: readonly string[]) {
  const rows = await executor
    .select()
    .from(optionProfile)
    .where(or(eq(optionProfile.isDefault, true), ids.length === 0 ? undefined : inArray(optionProfile.id, [...ids])));
  const settings = (row: (typeof rows)[number]): ScanRow['profile'] => ({
    engine: row.engine,
    ports: row.ports,
    intensity: row.intensity,
    hostTimeoutSeconds: row.hostTimeoutMinutes * 60,
  });
  return {
    defaultId: rows.find((row) => row.isDefault)?.id,
    byId: new Map(rows.map((row) => [row.id, settings(row)])),
  };
}

export async function readScan(executor: Executor, id: string): Promise<ScanRow | undefined> {
  const [row] = await executor.select().from(scan).where(eq(scan.id, id));
  return row;
}

/** Reads it and keeps everybody else from changing it until the end of the transaction. Always before its slices. */
export async function lockScan(tx: Transaction, id: string): Promise<ScanRow | undefined> {
  const [row] = await tx.select().from(scan).where(eq(scan.id, id)).for('update');
  return row;
}

const date = (at: Instant | undefined): Date | null => (at === undefined ? null : new Date(at));

const timeColumns = ({ pausesAt, cancelsAt, resumesAt }: SegmentTimes) => ({
  pausesAt: date(pausesAt),
  cancelsAt: date(cancelsAt),
  resumesAt: date(resumesAt),
});

/** Writes a step of its life. The last step stamps the hops that remain: all results are uploaded, and can be searched. */
export async function saveChange(tx: Transaction, id: string, change: ScanChange): Promise<void> {
  const ended = change.endedAt === undefined ? undefined : new Date(change.endedAt);
  await tx
    .update(scan)
    .set({
      state: change.state,
      ...(change.pausedBy === undefined ? {} : { pausedBy: change.pausedBy === 'nobody' ? null : change.pausedBy }),
      ...(change.canceledBy === undefined ? {} : { canceledBy: change.canceledBy }),
      ...(change.segmentStartedAt === undefined ? {} : { segmentStartedAt: new Date(change.segmentStartedAt) }),
      ...(change.times === undefined ? {} : timeColumns(change.times)),
      ...(change.outcome === undefined ? {} : { outcome: change.outcome }),
      ...(change.errorReason === undefined ? {} : { errorReason: change.errorReason }),
      ...(ended === undefined ? {} : { endedAt: ended }),
      ...(change.state === 'finished' ? { uploadedAt: sql`coalesce(${scan.uploadedAt}, ${ended})`, indexedAt: ended } : {}),
      revision: sql`${scan.revision} + 1`,
    })
    .where(eq(scan.id, id));
}

type Hop = 'offeredAt' | 'acceptedAt' | 'startedAt';

/** The first time counts. */
export async function saveHop(tx: Transaction, id: string, hops: Partial<Record<Hop, Instant>>): Promise<void> {
  const set: Partial<Record<Hop, SQL>> = {};
  for (const [hop, at] of Object.entries(hops) as [Hop, Instant][]) set[hop] = sql`coalesce(${scan[hop]}, ${new Date(at)})`;
  await tx.update(scan).set(set).where(eq(scan.id, id));
}

/** A slice brought its last result: until the next one does, everything found is here. */
export async function saveUploaded(tx: Transaction, id: string, at: Instant): Promise<void> {
  await tx
    .update(scan)
    .set({ uploadedAt: new Date(at) })
    .where(eq(scan.id, id));
}

/** Scans that count toward the concurrent-scan limit: queued and running, and those that appliances still work on (seed S7). */
export async function countActiveScans(executor: Executor): Promise<number> {
  const [row] = await executor
    .select({ count: sql<number>`count(*)::int` })
    .from(scan)
    .where(inArray(scan.state, ['queued', 'running', 'pausing', 'canceling']));
  return row?.count ?? 0;
}

/** The newest scan of the schedule that has not ended: it runs, waits or is paused (seed S8). */
export async function findUnfinished(executor: Executor, scheduleId: string) {
  const [row] = await executor
    .select({ scanId: scan.id, state: scan.state })
    .from(scan)
    .where(and(eq(scan.scheduleId, scheduleId), sql`${scan.state} not in ('canceled','finished','error')`))
    .orderBy(sql`${scan.createdAt} desc, ${scan.number} desc`)
    .limit(1);
  return row;
}

const running = eq(scan.state, 'running');
const resumable = sql`${scan.state} = 'paused' and ${scan.pausedBy} = 'duration'`;

/** Scans whose duration asks for a step at or before `now`, the longest due first. */
export async function listDue(executor: Executor, now: Instant, limit: number): Promise<readonly string[]> {
  const at = new Date(now);
  const rows = await executor
    .select({ id: scan.id })
    .from(scan)
    .where(or(and(running, or(lte(scan.pausesAt, at), lte(scan.cancelsAt, at))), and(resumable, lte(scan.resumesAt, at))))
    .orderBy(sql`least(${scan.pausesAt}, ${scan.cancelsAt}, ${scan.resumesAt})`)
    .limit(limit);
  return rows.map((row) => row.id);
}

/** When the next step by duration is due. */
export async function nextDue(executor: Executor): Promise<Instant | undefined> {
  const at = sql<string | null>`min(case when ${running} then least(${scan.pausesAt}, ${scan.cancelsAt}) else ${scan.resumesAt} end)`;
  const [row] = await executor
    .select({ at: sql<number | null>`(extract(epoch from ${at}) * 1000)::float8` })
    .from(scan)
    .where(or(and(running, or(isNotNull(scan.pausesAt), isNotNull(scan.cancelsAt))), and(resumable, isNotNull(scan.resumesAt))));
  return row?.at == null ? undefined : instant(Math.round(row.at));
}

import { and, asc, eq, gt, inArray, isNotNull, lte, or, sql } from 'drizzle-orm';
import type { ScanState } from '../../domain/scans/scan.ts';
import type { Launch } from '../../domain/schedules/launch.ts';
import { type Instant, instant } from '../../domain/time/instant.ts';
import { type Executor, type Transaction, tables } from '../../storage/database.ts';
import { insertMany } from '../../storage/insert-many.ts';
import { nextColumns, type ScheduleProgress, type ScheduleRow } from './store.ts';

const { schedule, launch, scan, heartbeat } = tables;
export type LaunchRow = typeof launch.$inferSelect;

const due = (now: Instant) => and(eq(schedule.active, true), isNotNull(schedule.nextLaunchAt), lte(schedule.nextLaunchAt, new Date(now)));

/** The schedules that are due, longest due first; those that somebody is changing this moment come next time. */
export function claimDue(tx: Transaction, now: Instant, limit: number, id?: string): Promise<ScheduleRow[]> {
  return tx
    .select()
    .from(schedule)
    .where(and(due(now), id === undefined ? undefined : eq(schedule.id, id)))
    .orderBy(asc(schedule.nextLaunchAt), asc(schedule.id))
    .limit(limit)
    .for('update', { skipLocked: true });
}

/** How many schedules are due, up to `limit`. */
export async function countDue(executor: Executor, now: Instant, limit: number): Promise<number> {
  const some = executor.select({ one: sql`1` }).from(schedule).where(due(now)).limit(limit).as('some');
  const [row] = await executor.select({ count: sql<number>`count(*)::int` }).from(some);
  return row?.count ?? 0;
}

/** Every schedule that is due, longest due first. */
export async function dueIds(executor: Executor, now: Instant): Promise<string[]> {
  const rows = await executor
    .select({ id: schedule.id })
    .from(schedule)
    .where(due(now))
    .orderBy(asc(schedule.nextLaunchAt), asc(schedule.id));
  return rows.map(({ id }) => id);
}

export async function earliestNext(executor: Executor): Promise<Instant | undefined> {
  const [row] = await executor
    .select({ at: schedule.nextLaunchAt })
    .from(schedule)
    .where(and(eq(schedule.active, true), isNotNull(schedule.nextLaunchAt)))
    .orderBy(asc(schedule.nextLaunchAt), asc(schedule.id))
    .limit(1);
  return row?.at == null ? undefined : instant(row.at.getTime());
}

export interface WaitingLaunch {
  readonly launch: LaunchRow;
  readonly schedule: ScheduleRow;
}

/** Undecided launches with their schedules, locked; longest waiting first, after the one that was seen last. */
export function claimWaiting(
  tx: Transaction,
  { limit, after, ...choice }: WaitingChoice & { readonly limit: number; readonly after?: { nominalAt: Date; id: string } | undefined },
): Promise<WaitingLaunch[]> {
  const later =
    after === undefined
      ? undefined
      : or(gt(launch.nominalAt, after.nominalAt), and(eq(launch.nominalAt, after.nominalAt), gt(launch.id, after.id)));
  return tx
    .select({ launch, schedule })
    .from(launch)
    .innerJoin(schedule, eq(schedule.id, launch.scheduleId))
    .where(and(isWaiting(choice), later))
    .orderBy(asc(launch.nominalAt), asc(launch.id))
    .limit(limit)
    .for('update', { of: schedule, skipLocked: true });
}

export interface UnfinishedScan {
  readonly id: string;
  readonly state: ScanState;
}

const UNFINISHED: readonly ScanState[] = ['queued', 'running', 'pausing', 'paused', 'canceling'];

/** One unfinished scan of each of these schedules, where there is one; the newest. */
export async function unfinishedScans(executor: Executor, scheduleIds: readonly string[]): Promise<ReadonlyMap<string, UnfinishedScan>> {
  if (scheduleIds.length === 0) return new Map();
  const rows = await executor
    .select({ id: scan.id, state: scan.state, scheduleId: scan.scheduleId })
    .from(scan)
    .where(and(inArray(scan.scheduleId, [...scheduleIds]), inArray(scan.state, [...UNFINISHED])))
    .orderBy(asc(scan.createdAt));
  return new Map(rows.map((row) => [row.scheduleId ?? '', { id: row.id, state: row.state }]));
}

export const decidedKey = (scheduleId: string, nominalAt: number): string => `${scheduleId} ${nominalAt}`;

/** Occurrences from `since` on that have their row already: the clock was set back, or an edit led back to them. */
export async function decidedSince(tx: Transaction, scheduleIds: readonly string[], since: Instant): Promise<ReadonlySet<string>> {
  const rows = await tx
    .select({ scheduleId: launch.scheduleId, nominalAt: launch.nominalAt })
    .from(launch)
    .where(and(inArray(launch.scheduleId, [...scheduleIds]), sql`${launch.nominalAt} >= ${new Date(since)}`));
  return new Set(rows.map((row) => decidedKey(row.scheduleId, row.nominalAt.getTime())));
}

/** A new row of the ledger, with what it keeps of its schedule. */
export interface NewLaunch extends Launch {
  readonly of: Pick<ScheduleRow, 'title' | 'timeZone' | 'ownerId' | 'businessUnitId'>;
}

export async function insertLaunches(tx: Transaction, launches: readonly NewLaunch[]): Promise<void> {
  await insertMany(
    tx,
    launch,
    launches.map((row) => ({
      id: row.id,
      scheduleId: row.scheduleId,
      scheduleTitle: row.of.title,
      timeZone: row.of.timeZone,
      ownerId: row.of.ownerId,
      businessUnitId: row.of.businessUnitId,
      nominalAt: new Date(row.nominalAt),
      local: row.local,
      note: row.note ?? null,
      verdict: row.verdict,
      reason: row.reason ?? null,
      decidedAt: new Date(row.decidedAt),
      lateBySeconds: row.lateBySeconds ?? null,
      scanId: row.scanId ?? null,
    })),
  );
}

/** The later decision on a launch that waited. */
export type Redecision = Pick<Launch, 'id' | 'verdict' | 'reason' | 'decidedAt' | 'lateBySeconds' | 'scanId'>;

export async function redecide(tx: Transaction, change: Redecision): Promise<void> {
  await tx
    .update(launch)
    .set({
      verdict: change.verdict,
      reason: change.reason ?? null,
      decidedAt: new Date(change.decidedAt),
      lateBySeconds: change.lateBySeconds ?? null,
      scanId: change.scanId ?? null,
    })
    .where(and(eq(launch.id, change.id), eq(launch.verdict, 'waiting')));
}

/** Moves many schedules on in one statement: the launcher's time goes into transactions, not into round trips. */
export async function saveProgressOfMany(tx: Transaction, moved: readonly (ScheduleProgress & { readonly id: string })[]): Promise<void> {
  if (moved.length === 0) return;
  const rows = moved.map((row) => {
    const next = nextColumns(row.next);
    return {
      id: row.id,
      next_at: next.nextLaunchAt,
      next_local: next.nextLaunchLocal,
      next_offset: next.nextLaunchOffsetMinutes,
      next_note: next.nextLaunchNote,
      counted: row.occurrencesCounted,
      errors: row.errorsInARow,
      active: row.active,
      inactive_reason: row.inactiveReason ?? null,
      scan_id: row.lastScanId ?? null,
      launch_id: row.lastLaunchId ?? null,
    };
  });
  await tx.execute(sql`
    update schedule s set
      next_launch_at = m.next_at, next_launch_local = m.next_local, next_launch_offset_minutes = m.next_offset,
      next_launch_note = m.next_note, occurrences_counted = m.counted, errors_in_a_row = m.errors,
      active = m.active, inactive_reason = m.inactive_reason,
      last_scan_id = coalesce(m.scan_id, s.last_scan_id), last_launch_id = coalesce(m.launch_id, s.last_launch_id)
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as m(
      id uuid, next_at timestamptz, next_local text, next_offset int, next_note text, counted int, errors int,
      active boolean, inactive_reason text, scan_id uuid, launch_id uuid)
    where s.id = m.id`);
}

const THE_HEARTBEAT = 1;

/** The last time at which a launcher had decided everything that was due. Absent: never yet. */
export async function readHeartbeat(executor: Executor): Promise<Instant | undefined> {
  const [row] = await executor.select().from(heartbeat).where(eq(heartbeat.id, THE_HEARTBEAT));
  return row && instant(row.at.getTime());
}

export async function beat(executor: Executor, at: Instant): Promise<void> {
  const now = new Date(at);
  await executor
    .insert(heartbeat)
    .values({ id: THE_HEARTBEAT, at: now })
    .onConflictDoUpdate({ target: heartbeat.id, set: { at: now } });
}

/** Which of the launches that wait are looked at. */
export interface WaitingChoice {
  /** Those of continuous schedules without a host, too: what they aim at is resolved anew each time. */
  readonly hostless: boolean;
}

const isWaiting = ({ hostless }: WaitingChoice) =>
  and(eq(launch.verdict, 'waiting'), hostless ? undefined : sql`${launch.reason}->>'code' <> 'nothing-to-scan'`);

/** How many launches are undecided. */
export const countWaiting = (executor: Executor, choice: WaitingChoice): Promise<number> => executor.$count(launch, isWaiting(choice));

/** Whether a launch of the schedule is undecided. */
export const hasWaiting = async (executor: Executor, scheduleId: string): Promise<boolean> =>
  (await executor.$count(launch, and(isWaiting({ hostless: true }), eq(launch.scheduleId, scheduleId)))) > 0;

/** How many launches are held for a manager. */
export const countHeld = (executor: Executor): Promise<number> =>
  executor.$count(launch, and(eq(launch.verdict, 'waiting'), sql`${launch.reason}->>'code' = 'held'`));

/** How many schedules nobody has looked at since they were found impossible to evaluate. */
export const countQuarantined = (executor: Executor): Promise<number> =>
  executor.$count(schedule, eq(schedule.inactiveReason, 'quarantined'));

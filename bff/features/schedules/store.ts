import { and, eq, inArray, isNull, sql } from 'drizzle-orm';
import type { UnitNetworks } from '../../domain/identity/unit-networks.ts';
import { type Noticed, noticeDueAfter } from '../../domain/notifications/due-notice.ts';
import type { LaunchPlan, Occurrence } from '../../domain/schedules/recurrence.ts';
import type { InactiveReason, Schedule } from '../../domain/schedules/schedule.ts';
import { type Instant, instant } from '../../domain/time/instant.ts';
import { type Executor, type Transaction, tables } from '../../storage/database.ts';

const { schedule, optionProfile, appliance, user, launch, businessUnit } = tables;
const UNIT = { id: businessUnit.id, name: businessUnit.name, networks: businessUnit.networks };
export type ScheduleRow = typeof schedule.$inferSelect;

/** What a person may set of a schedule. */
export type ScheduleFields = Omit<Schedule, 'id' | 'revision' | 'createdAt' | 'updatedAt'>;

export function toSchedule(row: ScheduleRow): Schedule {
  return {
    id: row.id,
    revision: row.revision,
    title: row.title,
    target: row.target,
    optionProfileId: row.optionProfileId,
    scanners: row.scanners,
    priority: row.priority,
    start: row.startLocal,
    timeZone: row.timeZone,
    observeDst: row.observeDst,
    gap: row.gap,
    fold: row.fold,
    recurrence: row.recurrence,
    endsAfter: row.endsAfter ?? undefined,
    duration: row.duration ?? undefined,
    notifications: row.notifications,
    ownerId: row.ownerId,
    businessUnitId: row.businessUnitId ?? undefined,
    active: row.active,
    inactiveReason: row.inactiveReason ?? undefined,
    occurrencesCounted: row.occurrencesCounted,
    errorsInARow: row.errorsInARow,
    next: nextOf(row),
    createdAt: instant(row.createdAt.getTime()),
    updatedAt: instant(row.updatedAt.getTime()),
  };
}

/** The part of a schedule that decides when it is due. */
export const planOf = (schedule: Schedule): LaunchPlan => ({
  start: schedule.start,
  timeZone: schedule.timeZone,
  observeDst: schedule.observeDst,
  gap: schedule.gap,
  fold: schedule.fold,
  recurrence: schedule.recurrence,
  endsAfter: schedule.endsAfter,
});

function nextOf(row: ScheduleRow): Occurrence | undefined {
  if (row.nextLaunchAt === null) return undefined;
  return {
    at: instant(row.nextLaunchAt.getTime()),
    local: row.nextLaunchLocal ?? '',
    offsetMinutes: row.nextLaunchOffsetMinutes ?? 0,
    note: row.nextLaunchNote ?? undefined,
  };
}

/** The columns of a next launch; all null when there is none. */
export const nextColumns = (next: Occurrence | undefined) => ({
  nextLaunchAt: next === undefined ? null : new Date(next.at),
  nextLaunchLocal: next?.local ?? null,
  nextLaunchOffsetMinutes: next?.offsetMinutes ?? null,
  nextLaunchNote: next?.note ?? null,
});

function toColumns(fields: ScheduleFields) {
  const { start, next, endsAfter, duration, businessUnitId, inactiveReason, ...same } = fields;
  return {
    ...same,
    startLocal: start,
    endsAfter: endsAfter ?? null,
    duration: duration ?? null,
    businessUnitId: businessUnitId ?? null,
    inactiveReason: inactiveReason ?? null,
    ...nextColumns(next),
  };
}

export async function insertSchedule(tx: Transaction, id: string, fields: ScheduleFields, at: Instant): Promise<void> {
  const now = new Date(at);
  const noticeDueAt = dateOf(noticeDueAfter({ id, ...fields }, at));
  await tx.insert(schedule).values({ id, ...toColumns(fields), noticeDueAt, createdAt: now, updatedAt: now });
}

const dateOf = (at: Instant | undefined): Date | null => (at === undefined ? null : new Date(at));

/** What came due a moment before the change and is not yet owed stays due; what came due while it was inactive is not owed. */
function noticeDue(noticed: Noticed, now: Instant) {
  if (!noticed.active || noticed.notifications.before === undefined) return null;
  const due = sql`${dateOf(noticeDueAfter(noticed, now))?.toISOString() ?? null}::timestamptz`;
  const isDue = sql`${schedule.active} and ${schedule.noticeDueAt} <= ${new Date(now).toISOString()}::timestamptz`;
  return sql`case when ${isDue} then ${schedule.noticeDueAt} else ${due} end`;
}

/** A change by a person: the revision rises. The row has been locked before. */
export async function updateSchedule(tx: Transaction, id: string, fields: ScheduleFields, at: Instant): Promise<void> {
  await tx
    .update(schedule)
    .set({
      ...toColumns(fields),
      noticeDueAt: noticeDue({ id, ...fields }, at),
      revision: sql`${schedule.revision} + 1`,
      updatedAt: new Date(at),
    })
    .where(eq(schedule.id, id));
}

export async function deleteSchedule(tx: Transaction, id: string): Promise<void> {
  await tx.delete(schedule).where(eq(schedule.id, id));
}

/** Reads it and keeps everybody else from changing it until the end of the transaction. */
export async function lockSchedule(tx: Transaction, id: string): Promise<ScheduleRow | undefined> {
  const [row] = await tx.select().from(schedule).where(eq(schedule.id, id)).for('update');
  return row;
}

export async function readSchedule(executor: Executor, id: string): Promise<ScheduleRow | undefined> {
  const [row] = await executor.select().from(schedule).where(eq(schedule.id, id));
  return row;
}

/** What the launcher moves on. Not a change by a person: the revision stays. */
export interface ScheduleProgress {
  readonly next: Occurrence | undefined;
  readonly occurrencesCounted: number;
  readonly errorsInARow: number;
  readonly active: boolean;
  readonly inactiveReason: InactiveReason | undefined;
  readonly lastScanId?: string | undefined;
  readonly lastLaunchId?: string | undefined;
}

/** Remembers what a schedule started last. */
export async function saveLast(tx: Transaction, id: string, last: { readonly scanId: string; readonly launchId: string }): Promise<void> {
  await tx.update(schedule).set({ lastScanId: last.scanId, lastLaunchId: last.launchId }).where(eq(schedule.id, id));
}

/** Ends the waiting of a schedule's undecided launches: it was deactivated or removed. */
export async function withdrawWaiting(tx: Transaction, scheduleId: string, by: string, at: Instant): Promise<readonly string[]> {
  const rows = await tx
    .update(launch)
    .set({ verdict: 'missed', reason: { code: 'withdrawn', by }, decidedAt: new Date(at) })
    .where(and(eq(launch.scheduleId, scheduleId), eq(launch.verdict, 'waiting')))
    .returning({ id: launch.id });
  return rows.map((row) => row.id);
}

/** The person whom a schedule shall belong to. */
export interface PersonRow {
  readonly id: string;
  readonly name: string;
  readonly role: (typeof user.$inferSelect)['role'];
  readonly businessUnitId: string | undefined;
  /** The unit of that person, which limits what they aim at. */
  readonly unit: UnitNetworks | undefined;
}

/** What an input refers to, as far as it exists. */
export interface References {
  readonly profileExists: boolean;
  readonly defaultProfileId: string | undefined;
  readonly appliances: ReadonlyMap<string, { readonly name: string; readonly retired: boolean }>;
  readonly owner: PersonRow | undefined;
}

/** One look for everything an input names. Ids must be UUIDs; others do not exist anyway. */
export async function readReferences(
  executor: Executor,
  named: { readonly profileId: string | undefined; readonly applianceIds: readonly string[]; readonly ownerId: string },
): Promise<References> {
  const profiles = await executor
    .select({ id: optionProfile.id, isDefault: optionProfile.isDefault })
    .from(optionProfile)
    .where(sql`${optionProfile.removedAt} is null and (${optionProfile.isDefault} or ${optionProfile.id} = ${named.profileId ?? null})`);
  const appliances =
    named.applianceIds.length === 0
      ? []
      : await executor
          .select({ id: appliance.id, name: appliance.name, retiredAt: appliance.retiredAt })
          .from(appliance)
          .where(inArray(appliance.id, [...named.applianceIds]));
  const owner = await readOwner(executor, named.ownerId);
  return {
    profileExists: profiles.some((row) => row.id === named.profileId),
    defaultProfileId: profiles.find((row) => row.isDefault)?.id,
    appliances: new Map(appliances.map((row) => [row.id, { name: row.name, retired: row.retiredAt !== null }])),
    owner,
  };
}

/** Person and unit stay as they are until the end of the transaction: nobody leaves with a schedule being put into their hands. */
async function readOwner(executor: Executor, id: string): Promise<PersonRow | undefined> {
  const [owner] = await executor
    .select({ id: user.id, name: user.name, role: user.role, businessUnitId: user.businessUnitId })
    .from(user)
    .where(and(eq(user.id, id), isNull(user.removedAt)))
    .for('share');
  if (owner === undefined) return undefined;
  const { businessUnitId } = owner;
  if (businessUnitId === null) return { ...owner, businessUnitId: undefined, unit: undefined };
  const [unit] = await executor.select(UNIT).from(businessUnit).where(eq(businessUnit.id, businessUnitId)).for('share');
  return { ...owner, businessUnitId, unit };
}

/** The units with these ids, as far as they exist. */
export async function readUnits(executor: Executor, ids: readonly string[]): Promise<readonly UnitNetworks[]> {
  return ids.length === 0
    ? []
    : executor
        .select(UNIT)
        .from(businessUnit)
        .where(inArray(businessUnit.id, [...ids]));
}

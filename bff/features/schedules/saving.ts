import type { Schedule as ScheduleAnswer, ScheduleInput } from '../../contract/schedules.ts';
import { asksBack } from '../../domain/assets/no-scannable-assets.ts';
import type { Actor } from '../../domain/identity/role.ts';
import { refuse } from '../../domain/refusal.ts';
import type { ScheduleInputFields, SettledSchedule } from '../../domain/schedules/schedule-status.ts';
import { findZone } from '../../domain/time/find-zone.ts';
import type { Clock, Instant } from '../../domain/time/instant.ts';
import { observesDst } from '../../domain/time/standard-offset.ts';
import type { Database, Executor } from '../../storage/database.ts';
import { readTargetTexts } from '../../storage/target-texts.ts';
import type { UnitOfWork, Work } from '../../storage/unit-of-work.ts';
import { type CheckContext, checkScheduleInput, resolveReferences } from './check-input.ts';
import type { NoticeBook, ScanStarter, SetupReader, TargetReader } from './collaborators.ts';
import { viewSchedule } from './list-store.ts';
import { presentSchedule } from './present.ts';
import { deleteSchedule, type ScheduleRow, toSchedule, updateSchedule, withdrawWaiting } from './store.ts';

export interface SchedulesDeps {
  readonly db: Database;
  readonly uow: UnitOfWork;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly setup: SetupReader;
  readonly scans: ScanStarter;
  readonly notices: NoticeBook;
  readonly targets: TargetReader;
}

/** The schedule as the API answers it. */
export async function readAnswer(executor: Executor, id: string, now: Instant): Promise<ScheduleAnswer> {
  const found = await viewSchedule(executor, id);
  if (found === undefined) throw refuse.notFound('schedule');
  const say = await readTargetTexts(executor, [found.row]);
  return presentSchedule(found, now, say(found.row));
}

export const checkContext = (actor: Actor, now: Instant, row?: ScheduleRow): CheckContext => ({
  actor,
  now,
  current: row === undefined ? undefined : toSchedule(row),
});

/** The input with everything that only the domain and the database know, or a refusal with all its problems. */
export async function settleInput(
  work: Work,
  input: ScheduleInput,
  context: CheckContext,
  { setup, targets }: Pick<SchedulesDeps, 'setup' | 'targets'>,
): Promise<ScheduleInputFields> {
  const issues = await checkScheduleInput(input, context, { executor: work.tx, setup, targets });
  if (issues.length > 0) throw refuse.invalid(issues);
  const { acknowledge, ownerId: _, ...fields } = input;
  const references = await resolveReferences(input, context, work.tx);
  if (asksBack(input.target, acknowledge)) {
    const [resolved] = await targets.resolve(work.tx, [{ target: input.target, ...references }]);
    if (resolved?.hosts.length === 0) throw refuse.noScannableAssets();
  }
  return { ...fields, ...settledZone(input), ...references };
}

/** What a checked plan says of its zone, completed: aliases resolve to the zone, daylight saving is followed where there is any. */
export function settledZone({ timeZone, observeDst: wanted, start }: Pick<ScheduleInput, 'timeZone' | 'observeDst' | 'start'>) {
  const zone = canonicalZone(timeZone);
  return { timeZone: zone, observeDst: wanted ?? observesDst(zone, start) };
}

/** Aliases resolve to their canonical zone. The zone has been checked. */
function canonicalZone(id: string): string {
  const zone = findZone(id);
  if (!zone.ok) throw new Error(`a checked zone is not supported: ${id}`);
  return zone.value;
}

/** A change by a person of a schedule that is locked: saved, audited, announced. */
export interface ScheduleChange {
  readonly before: ScheduleRow;
  readonly after: SettledSchedule;
  readonly actor: Actor;
  readonly action: 'schedule.changed' | 'schedule.activated' | 'schedule.deactivated';
}

export async function saveChange(work: Work, change: ScheduleChange, now: Instant): Promise<ScheduleAnswer> {
  await writeChange(work, change, now);
  return readAnswer(work.tx, change.before.id, now);
}

export async function writeChange(work: Work, { before, after, actor, action }: ScheduleChange, now: Instant): Promise<void> {
  const { id } = before;
  await updateSchedule(work.tx, id, after, now);
  if (before.active && !after.active) await withdraw(work, { id, by: actor.name, now });
  await work.audit({ actor, action, objectType: 'schedule', objectId: id, before: toSchedule(before), after });
  work.announce('schedules', id);
}

/** Removes a schedule that is locked. Its ledger and scans stay. */
export async function removeLocked(work: Work, row: ScheduleRow, { actor, now }: Pick<CheckContext, 'actor' | 'now'>): Promise<void> {
  const { id } = row;
  await withdraw(work, { id, by: actor.name, now });
  await deleteSchedule(work.tx, id);
  await work.audit({ actor, action: 'schedule.removed', objectType: 'schedule', objectId: id, before: toSchedule(row) });
  work.announce('schedules', id);
}

/** What waits is decided now: it will not launch. */
export async function withdraw(
  work: Work,
  { id, by, now }: { readonly id: string; readonly by: string; readonly now: Instant },
): Promise<void> {
  for (const launchId of await withdrawWaiting(work.tx, id, by, now)) work.announce('launches', launchId);
}

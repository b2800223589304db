import type { BulkChange } from '../../contract/schedule-bulk.ts';
import type { ScheduledScansSetup } from '../../contract/setup.ts';
import { can, type Permission } from '../../domain/identity/can.ts';
import type { Actor } from '../../domain/identity/role.ts';
import { outsideUnit } from '../../domain/identity/unit-networks.ts';
import type { Issue } from '../../domain/issue.ts';
import { checkPlan } from '../../domain/schedules/check-plan.ts';
import { samePlan } from '../../domain/schedules/same-plan.ts';
import type { Schedule } from '../../domain/schedules/schedule.ts';
import { activated, changed, deactivated, type ScheduleInputFields, type SettledSchedule } from '../../domain/schedules/schedule-status.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { observesDst } from '../../domain/time/standard-offset.ts';
import { ownerIssues } from './check-input.ts';
import type { UnfinishedScan } from './launch-store.ts';
import type { ScheduleChange } from './saving.ts';
import { type References, type ScheduleRow, toSchedule } from './store.ts';

/** What a bulk action does to one schedule. `write` saves a new state of it. */
export type BulkOutcome =
  | { readonly kind: 'write'; readonly after: SettledSchedule; readonly action: ScheduleChange['action'] }
  | { readonly kind: 'remove' }
  | { readonly kind: 'launch' }
  | { readonly kind: 'unchanged'; readonly message: string }
  | { readonly kind: 'refused'; readonly message: string };

/** All that an outcome depends on besides the schedule. */
export interface BulkFacts {
  readonly actor: Actor;
  readonly now: Instant;
  readonly setup: ScheduledScansSetup;
  /** What the change refers to: profile, appliances, owner. */
  readonly references: References;
  readonly unfinished: ReadonlyMap<string, UnfinishedScan>;
  /** Free places under the concurrent-scan limit; every launch takes one. */
  slotsLeft: number;
}

export const refused = (message: string): BulkOutcome => ({ kind: 'refused', message });
const unchanged = (message: string): BulkOutcome => ({ kind: 'unchanged', message });
const refusedFor = (issues: readonly Issue[]): BulkOutcome => refused(issues.map(({ message }) => message).join(' '));

const PERMISSIONS: Partial<Record<BulkChange['kind'], Permission>> = { launch: 'scans.launch' };

/** The same rules as for each schedule by itself. The preview and the action ask here, so that they cannot differ. */
export function bulkOutcome(row: ScheduleRow, change: BulkChange, facts: BulkFacts): BulkOutcome {
  const owned = { ownerId: row.ownerId, businessUnitId: row.businessUnitId ?? undefined };
  if (!can(facts.actor, PERMISSIONS[change.kind] ?? 'schedules.write', owned)) return refused('Your role does not allow this');
  try {
    return outcomeOf(toSchedule(row), change, facts);
  } catch (error) {
    // A quarantined schedule may be one whose plan cannot be read.
    if (row.inactiveReason !== 'quarantined') throw error;
    return refused('This schedule cannot be evaluated: edit it by itself');
  }
}

function outcomeOf(schedule: Schedule, change: BulkChange, facts: BulkFacts): BulkOutcome {
  switch (change.kind) {
    case 'launch':
      return launching(schedule, facts);
    case 'activate':
      return activating(schedule, facts);
    case 'deactivate':
      if (!schedule.active) return unchanged('Inactive already');
      return { kind: 'write', after: deactivated(schedule, 'by-user'), action: 'schedule.deactivated' };
    case 'remove':
      return removing(schedule, facts);
    case 'owner':
      return handingOver(schedule, change.ownerId, facts);
    case 'edit':
      return editing(schedule, change, facts);
  }
}

function launching({ id }: Schedule, facts: BulkFacts): BulkOutcome {
  const scan = facts.unfinished.get(id);
  if (facts.setup.preventOverlap && scan !== undefined) return refused(`Its scan is ${scan.state}, and Setup prevents overlapping scans`);
  if (facts.slotsLeft <= 0) return refused(`The concurrent-scan limit of ${facts.setup.maxConcurrentScans} is reached before it`);
  facts.slotsLeft -= 1;
  return { kind: 'launch' };
}

function activating(schedule: Schedule, { now, unfinished, setup }: BulkFacts): BulkOutcome {
  if (schedule.active) return unchanged('Active already');
  const { relaunchOnFinish } = setup;
  const after = activated(schedule, { now, unfinished: unfinished.has(schedule.id), relaunchOnFinish });
  return after.ok ? { kind: 'write', after: after.value, action: 'schedule.activated' } : refusedFor(after.error);
}

function removing({ id }: Schedule, { unfinished }: BulkFacts): BulkOutcome {
  const scan = unfinished.get(id);
  return scan === undefined ? { kind: 'remove' } : refused(`A scan of it is ${scan.state}: cancel it or wait for its end`);
}

function handingOver(schedule: Schedule, ownerId: string, facts: BulkFacts): BulkOutcome {
  const { owner } = facts.references;
  if (schedule.ownerId === ownerId) return unchanged(`Belongs to ${owner?.name ?? 'this person'} already`);
  const issues = ownerIssues(facts.references, { actor: facts.actor, now: facts.now, current: schedule });
  if (issues.length > 0) return refusedFor(issues);
  // The schedule becomes the new owner's unit's to see, so it may aim at nothing that the unit does not own.
  const outside = owner?.unit === undefined ? [] : outsideUnit(schedule.target, owner.unit);
  if (outside.length > 0) return refusedFor(outside);
  return writing(schedule, { ...inputOf(schedule), ownerId, businessUnitId: owner?.businessUnitId }, facts);
}

function editing(schedule: Schedule, change: BulkChange & { kind: 'edit' }, facts: BulkFacts): BulkOutcome {
  const fields = edited(schedule, change);
  if (sameSettings(schedule, fields)) return unchanged('Has these settings already');
  const issues = samePlan(schedule, fields) ? [] : checkPlan(fields, facts.now);
  // An inactive schedule launches nothing, so its start may be past.
  const told = fields.active ? issues : issues.filter(({ code }) => code !== 'start-past');
  return told.length > 0 ? refusedFor(told) : writing(schedule, fields, facts);
}

/** The schedule with the change. `timeZone` is canonical here. */
function edited(schedule: Schedule, change: BulkChange & { kind: 'edit' }): ScheduleInputFields {
  const start = change.startTime === undefined ? schedule.start : `${schedule.start.slice(0, 10)}T${change.startTime}`;
  const timeZone = change.timeZone ?? schedule.timeZone;
  const moved = timeZone !== schedule.timeZone;
  const kept = schedule.observeDst && (!moved || observesDst(timeZone, start));
  return {
    ...inputOf(schedule),
    start,
    timeZone,
    observeDst: change.observeDst ?? kept,
    optionProfileId: change.optionProfileId ?? schedule.optionProfileId,
    scanners: change.scanners ?? schedule.scanners,
    priority: change.priority ?? schedule.priority,
  };
}

const scannerIds = ({ scanners }: Pick<Schedule, 'scanners'>) => (scanners.kind === 'any' ? 'any' : scanners.ids.toSorted().join());

const sameSettings = (one: Schedule, other: ScheduleInputFields): boolean =>
  samePlan(one, other) &&
  one.optionProfileId === other.optionProfileId &&
  one.priority === other.priority &&
  scannerIds(one) === scannerIds(other);

function writing(schedule: Schedule, fields: ScheduleInputFields, { now, unfinished }: BulkFacts): BulkOutcome {
  const after = changed(schedule, fields, { now, unfinished: unfinished.has(schedule.id) });
  return after.ok ? { kind: 'write', after: after.value, action: 'schedule.changed' } : refusedFor(after.error);
}

/** What a person may set of it. */
function inputOf(schedule: Schedule): ScheduleInputFields {
  const { id: _id, revision: _revision, createdAt: _createdAt, updatedAt: _updatedAt, ...settled } = schedule;
  const { inactiveReason: _reason, occurrencesCounted: _counted, errorsInARow: _errors, next: _next, ...fields } = settled;
  return fields;
}

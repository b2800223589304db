import type { Issue } from '../issue.ts';
import { err, ok, type Result } from '../result.ts';
import type { Instant } from '../time/instant.ts';
import { checkPlan } from './check-plan.ts';
import { nextContinuous } from './decide-continuous.ts';
import { nextOccurrence } from './next-occurrence.ts';
import type { Occurrence } from './recurrence.ts';
import { occurrencesLeft, samePlan } from './same-plan.ts';
import type { InactiveReason, Schedule } from './schedule.ts';

/** What a person may set. */
export type ScheduleInputFields = Omit<
  Schedule,
  'id' | 'revision' | 'createdAt' | 'updatedAt' | 'inactiveReason' | 'occurrencesCounted' | 'errorsInARow' | 'next'
>;
/** The same with what follows from it: whether and when it launches next. */
export type SettledSchedule = Omit<Schedule, 'id' | 'revision' | 'createdAt' | 'updatedAt'>;

/** What is known when a schedule is changed. `unfinished`: one of its scans has not ended. */
export interface ChangeFacts {
  readonly now: Instant;
  readonly unfinished: boolean;
}

const OFF = { active: false, next: undefined } as const;

export function created(fields: ScheduleInputFields, now: Instant): SettledSchedule {
  const counters = { occurrencesCounted: 0, errorsInARow: 0 };
  if (!fields.active) return { ...fields, ...counters, ...OFF, inactiveReason: 'by-user' };
  return { ...fields, ...counters, inactiveReason: undefined, next: firstLaunch(fields, now) };
}

/**
 * An edit. A plan that is due at other times begins a new series: its occurrences are counted from none. An edit of anything else
 * leaves the next launch and the count as they are.
 */
export function changed(before: Schedule, fields: ScheduleInputFields, facts: ChangeFacts): Result<SettledSchedule, readonly Issue[]> {
  const same = samePlan(before, fields);
  const occurrencesCounted = same ? before.occurrencesCounted : 0;
  const counters = { occurrencesCounted, errorsInARow: before.active && same ? before.errorsInARow : 0 };
  if (!fields.active) {
    const inactiveReason = before.active ? 'by-user' : (before.inactiveReason ?? 'by-user');
    return ok({ ...fields, ...counters, ...OFF, inactiveReason });
  }
  if (occurrencesLeft(fields, occurrencesCounted) === 0) return err([exhausted(occurrencesCounted)]);
  const next = same && before.active ? before.next : firstLaunch(fields, facts.now, facts.unfinished);
  return ok({ ...fields, ...counters, inactiveReason: undefined, next });
}

/** Reactivation (seed S10). Refused, with what would do, when there is nothing left to launch. */
export function activated(
  before: Schedule,
  facts: ChangeFacts & { readonly relaunchOnFinish: boolean },
): Result<SettledSchedule, readonly Issue[]> {
  const issues = [...checkPlan(before, facts.now)];
  if (occurrencesLeft(before, before.occurrencesCounted) === 0) issues.push(exhausted(before.occurrencesCounted));
  if (before.recurrence.kind === 'continuous' && !facts.relaunchOnFinish) issues.push(relaunchNotAllowed);
  if (issues.length > 0) return err(issues);
  return ok({
    ...fieldsOf(before),
    active: true,
    inactiveReason: undefined,
    errorsInARow: 0,
    next: firstLaunch(before, facts.now, facts.unfinished),
  });
}

export const deactivated = (before: Schedule, inactiveReason: InactiveReason): SettledSchedule => ({
  ...fieldsOf(before),
  ...OFF,
  inactiveReason,
});

/** Relaunch on finish has not been allowed by the Manager primary contact (seed S7). */
export const relaunchNotAllowed: Issue = {
  path: ['recurrence', 'kind'],
  code: 'relaunch-not-allowed',
  message: 'Relaunch on finish is not enabled for this account: the Manager primary contact can allow it in Setup, Scheduled scans',
};

/** When a schedule that is saved or activated now is due first. While a scan of a continuous one runs, its end decides. */
function firstLaunch(fields: ScheduleInputFields, now: Instant, unfinished = false): Occurrence | undefined {
  if (fields.recurrence.kind !== 'continuous') return nextOccurrence(fields, now);
  return unfinished ? undefined : nextContinuous(fields, now);
}

function fieldsOf(schedule: Schedule): SettledSchedule {
  const { id: _id, revision: _revision, createdAt: _createdAt, updatedAt: _updatedAt, ...fields } = schedule;
  return fields;
}

const exhausted = (counted: number): Issue => ({
  path: ['endsAfter'],
  code: 'occurrences-exhausted',
  message: `${counted} ${counted === 1 ? 'occurrence has' : 'occurrences have'} passed already: end after more than ${counted}, or never`,
});

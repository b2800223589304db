import { occurrences } from '../schedules/occurrences.ts';
import type { LaunchPlan, Occurrence } from '../schedules/recurrence.ts';
import { occurrencesLeft } from '../schedules/same-plan.ts';
import { DAY_MS, HOUR_MS, type Instant, instant, MINUTE_MS, plus, toIso } from '../time/instant.ts';
import type { Lead, NoticeSchedule, OwedNotice } from './notice.ts';

const UNIT_MS = { minutes: MINUTE_MS, hours: HOUR_MS, days: DAY_MS } as const;

/** How long before the launch: a day is 24 hours, whatever the clocks do in between. */
export const leadMs = ({ amount, unit }: Lead): number => amount * UNIT_MS[unit];

/** What of a schedule decides about its notices before launches. */
export interface Noticed extends LaunchPlan, NoticeSchedule {
  readonly active: boolean;
  readonly occurrencesCounted: number;
  /** Its stored next launch. */
  readonly next?: Occurrence | undefined;
}

/** Launches that are still to come, with the moment at which the notice of each is due. */
function* ahead(schedule: Noticed, lead: Lead, from: Instant): Generator<{ readonly occurrence: Occurrence; readonly dueAt: Instant }> {
  const { next } = schedule;
  if (next === undefined) return;
  const before = leadMs(lead);
  const limit = occurrencesLeft(schedule, schedule.occurrencesCounted);
  // A relaunch on finish is known a minute ahead: only its first start is on the calendar.
  const found = occurrences(schedule, { from: instant(Math.max(next.at, from)), count: AT_ONCE, limit, countFrom: next.at });
  for (const occurrence of found) yield { occurrence, dueAt: plus(occurrence.at, -before) };
}

/** No lead is longer than 31 days, no plan is due more often than daily, and one more is looked at. */
const AT_ONCE = 40;

/** When the next notice before a launch is due, strictly after an instant: what was due before a schedule was saved is not owed. */
export function noticeDueAfter(schedule: Noticed, after: Instant): Instant | undefined {
  const { before } = schedule.notifications;
  if (before === undefined || !schedule.active) return undefined;
  for (const { dueAt } of ahead(schedule, before, after)) if (dueAt > after) return dueAt;
  return undefined;
}

/** What is owed now, of all that was due from `since` on, both inclusive. A launch that has passed is not announced any more. */
export function owedBeforeLaunches(schedule: Noticed, since: Instant, now: Instant): OwedNotice[] {
  const { before } = schedule.notifications;
  if (before === undefined || !schedule.active) return [];
  const { amount, unit } = before;
  const owed: OwedNotice[] = [];
  for (const { occurrence, dueAt } of ahead(schedule, before, now)) {
    if (dueAt > now) break;
    if (dueAt < since || occurrence.at <= now) continue;
    owed.push({
      of: schedule,
      facts: { event: 'before', at: occurrence.at, lead: { amount, unit } },
      key: toIso(occurrence.at),
      owedAt: now,
    });
  }
  return owed;
}

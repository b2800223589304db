import type { Instant } from '../time/instant.ts';
import { DueCalendar } from './due-calendar.ts';
import type { LaunchPlan, Occurrence } from './recurrence.ts';

/**
 * The first occurrence strictly after an instant; never before the start. Says nothing of `endsAfter`: only who has counted the launches
 * knows whether it still happens. A continuous plan has one occurrence on the calendar, its start.
 */
export function nextOccurrence(plan: LaunchPlan, after: Instant): Occurrence | undefined {
  const calendar = new DueCalendar(plan);
  let found = calendar.next(calendar.firstDay(after));
  while (found !== undefined && found.at <= after) found = calendar.next(calendar.day + 1);
  return found;
}

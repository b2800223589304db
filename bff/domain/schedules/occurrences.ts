import type { Instant } from '../time/instant.ts';
import { DueCalendar } from './due-calendar.ts';
import type { LaunchPlan, Occurrence } from './recurrence.ts';

/** Which occurrences to list. */
export interface OccurrenceRange {
  /** Inclusive. */
  readonly from: Instant;
  /** Exclusive. */
  readonly to?: Instant | undefined;
  /** How many to list at most; 1000 when there is no `to` either. */
  readonly count?: number | undefined;
  /** How many launches the schedule has left; without it `endsAfter`. */
  readonly limit?: number | undefined;
  /** From which occurrence on `limit` counts, inclusive; without it `from`. */
  readonly countFrom?: Instant | undefined;
}

const DEFAULT_COUNT = 1000;

/**
 * The occurrences of a plan in order, each instant once. Two due days that the clocks press into one instant (Apia had no 30 December 2011)
 * are one occurrence; occurrences left out by `gap: skip` or `shortMonth: skip` do not count toward the limit.
 */
export function occurrences(plan: LaunchPlan, range: OccurrenceRange): Occurrence[] {
  const { from, to = Number.POSITIVE_INFINITY, limit = plan.endsAfter ?? Number.POSITIVE_INFINITY } = range;
  const count = range.count ?? (range.to === undefined ? DEFAULT_COUNT : Number.POSITIVE_INFINITY);
  const countFrom = Math.min(from, limit === Number.POSITIVE_INFINITY ? from : (range.countFrom ?? from));
  const calendar = new DueCalendar(plan);
  const listed: Occurrence[] = [];
  let last = countFrom - 1;
  let counted = 0;
  let found = calendar.next(calendar.firstDay(countFrom));
  for (; found !== undefined; found = calendar.next(calendar.day + 1)) {
    if (found.at <= last) continue;
    if (found.at >= to || counted >= limit || listed.length >= count) break;
    counted += 1;
    last = found.at;
    if (found.at >= from) listed.push(found);
  }
  return listed;
}

import { toEpochDay } from '../time/civil-date.ts';
import { DAY_MS, instant, MINUTE_MS } from '../time/instant.ts';
import { epochDayOf, formatLocalMinute, requireLocalMinute, wall } from '../time/local-minute.ts';
import { standardOffsetMs } from '../time/standard-offset.ts';
import { type ZoneTable, zoneTable } from '../time/transitions.ts';
import { resolveWall } from '../time/wall-clock.ts';
import { isShortMonth, matchingDay } from './matching-day.ts';
import type { LaunchPlan, Occurrence } from './recurrence.ts';

/** The last day that `YYYY-MM-DD` can write. */
const LAST_DAY = toEpochDay(9999, 12, 31);

/**
 * After as many due days in a row that the clocks jump over, the rule is taken never to match: "the second Sunday of every March
 * at 02:30, skip". An interval that is not a year leaves the week of the change after 7 years at most.
 */
const MOST_SKIPPED = 60;

/** A launch plan made ready for arithmetic: its due days, and the instant of each. */
export class DueCalendar {
  readonly plan: LaunchPlan;
  readonly startDay: number;
  /** Milliseconds from midnight on the wall clock. */
  readonly #time: number;
  readonly #table: ZoneTable | undefined;
  readonly #fixedMs: number;

  /** Throws for a plan that `checkPlan` would refuse: a broken start or an unknown zone. */
  constructor(plan: LaunchPlan) {
    const start = requireLocalMinute(plan.start);
    this.plan = plan;
    this.startDay = epochDayOf(start);
    this.#time = start - this.startDay * DAY_MS;
    this.#table = plan.observeDst ? zoneTable(plan.timeZone) : undefined;
    this.#fixedMs = plan.observeDst ? 0 : standardOffsetMs(plan.timeZone, start);
  }

  /** The earliest due day that can hold an occurrence at or after `at`. One early: a gap of a whole day shifts into the next. */
  firstDay(at: number): number {
    if (at < (this.startDay - 2) * DAY_MS) return this.startDay;
    const offsetMs = this.#table === undefined ? this.#fixedMs : this.#table.spanAt(at).offsetMs;
    return Math.floor((at + offsetMs) / DAY_MS) - 1;
  }

  /** The first occurrence of a due day on or after `from`, with its day; days that the clocks jump over are left out. */
  next(from: number): { readonly day: number; readonly occurrence: Occurrence } | undefined {
    let earliest = from;
    for (let skipped = 0; skipped < MOST_SKIPPED; skipped++) {
      const day = matchingDay(this.plan.recurrence, this.startDay, earliest);
      if (day === undefined || day > LAST_DAY) return undefined;
      const occurrence = this.#occurrence(day);
      if (occurrence !== undefined) return { day, occurrence };
      earliest = day + 1;
    }
    return undefined;
  }

  #occurrence(day: number): Occurrence | undefined {
    const asked = wall(day * DAY_MS + this.#time);
    const short = isShortMonth(this.plan.recurrence, day) ? ('short-month' as const) : undefined;
    if (this.#table === undefined) {
      return occurrenceOf(asked - this.#fixedMs, this.#fixedMs, short);
    }
    const resolved = resolveWall(this.#table, asked, this.plan);
    return resolved && occurrenceOf(resolved.at, resolved.offsetMs, resolved.note ?? short);
  }
}

/** The occurrence at an instant under an offset, with its wall clock. */
function occurrenceOf(at: number, offsetMs: number, note: Occurrence['note']): Occurrence {
  const plain = { at: instant(at), local: formatLocalMinute(wall(at + offsetMs)), offsetMinutes: offsetMs / MINUTE_MS };
  return note === undefined ? plain : { ...plain, note };
}

/** An occurrence that no calendar rule gave: the relaunch of a continuous schedule. */
export function occurrenceAt(plan: LaunchPlan, at: number): Occurrence {
  const offsetMs = plan.observeDst
    ? zoneTable(plan.timeZone).spanAt(at).offsetMs
    : standardOffsetMs(plan.timeZone, requireLocalMinute(plan.start));
  return occurrenceOf(at, offsetMs, undefined);
}

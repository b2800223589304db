import { toEpochDay } from '../time/civil-date.ts';
import { DAY_MS, type Instant, instant, MINUTE_MS } from '../time/instant.ts';
import { epochDayOf, formatDay, formatLocalMinute, requireLocalMinute, wall } from '../time/local-minute.ts';
import { standardOffsetMs } from '../time/standard-offset.ts';
import { type ZoneTable, zoneTable } from '../time/transitions.ts';
import { resolveWall, steadyOffset } from '../time/wall-clock.ts';
import { isShortMonth, matchingDay } from './matching-day.ts';
import type { LaunchPlan, Occurrence, Recurrence } from './recurrence.ts';

/** The last day that `YYYY-MM-DD` can write. */
const LAST_DAY = toEpochDay(9999, 12, 31);

/**
 * After as many due days in a row that the clocks jump over, the rule is taken never to match: "the second Sunday of every March
 * at 02:30, skip". An interval that is not a year leaves the week of the change after 7 years at most.
 */
const MOST_SKIPPED = 60;

/**
 * A launch plan made ready for arithmetic: a cursor over its due days that gives the occurrence of each. Lists of thousands are drawn
 * from it, so the ordinary day, far from any change of the clocks, takes one comparison and one allocation.
 */
export class DueCalendar {
  /** The due day of the occurrence that `next` gave last. */
  day: number;
  readonly #plan: LaunchPlan;
  readonly #startDay: number;
  /** Milliseconds from midnight on the wall clock, and the same as text: `T02:30`. */
  readonly #time: number;
  readonly #timeText: string;
  readonly #table: ZoneTable | undefined;
  readonly #fixedMs: number;

  /** Throws for a plan that `checkPlan` would refuse: a broken start or an unknown zone. */
  constructor(plan: LaunchPlan) {
    const start = requireLocalMinute(plan.start);
    this.#plan = plan;
    this.#startDay = epochDayOf(start);
    this.day = this.#startDay;
    this.#time = start - this.#startDay * DAY_MS;
    this.#timeText = plan.start.slice(10);
    this.#table = plan.observeDst ? zoneTable(plan.timeZone) : undefined;
    this.#fixedMs = plan.observeDst ? 0 : standardOffsetMs(plan.timeZone, start);
  }

  /** The earliest due day that can hold an occurrence at or after `at`. */
  firstDay(at: number): number {
    if (at < (this.#startDay - 2) * DAY_MS) return this.#startDay;
    if (this.#table === undefined) return Math.ceil((at + this.#fixedMs - this.#time) / DAY_MS);
    const span = this.#table.spanAt(at);
    const day = Math.ceil((at + span.offsetMs - this.#time) / DAY_MS);
    // Near a change of the clocks one or two early: a gap of a whole day shifts into the next.
    return at - 2 * DAY_MS >= span.from && at + 2 * DAY_MS < span.to ? day : day - 2;
  }

  /** The first occurrence of a due day on or after `from`; days that the clocks jump over are left out. */
  next(from: number): Occurrence | undefined {
    let earliest = from;
    for (let skipped = 0; skipped < MOST_SKIPPED; skipped++) {
      const day = matchingDay(this.#plan.recurrence, this.#startDay, earliest);
      if (day === undefined || day > LAST_DAY) return undefined;
      this.day = day;
      const occurrence = this.#occurrence(day);
      if (occurrence !== undefined) return occurrence;
      earliest = day + 1;
    }
    return undefined;
  }

  /**
   * Calls back with every launch instant from `from` (inclusive) to `to` (exclusive), in order, each once: the same as `next` gives, without
   * its texts. Between two changes of the clocks it is addition alone, so that hundreds of thousands can be counted.
   */
  eachInstant(from: number, to: number, visit: (at: Instant) => void): void {
    const step = steadyDays(this.#plan.recurrence);
    let last = from - 1;
    let day = this.firstDay(from);
    for (let found = this.#nextInstant(day); found !== undefined && found < to; found = this.#nextInstant(day)) {
      if (found > last) visit(instant(found));
      last = Math.max(last, found);
      day = this.day + 1;
      if (step === undefined) continue;
      const end = Math.min(to, this.#steadyUntil(this.day));
      for (let at = found + step * DAY_MS; at < end; at += step * DAY_MS) {
        if (at > last) visit(instant(at));
        last = Math.max(last, at);
        this.day += step;
        day = this.day + 1;
      }
    }
  }

  /** As `next`, without making the texts of an occurrence. */
  #nextInstant(from: number): number | undefined {
    let earliest = from;
    for (let skipped = 0; skipped < MOST_SKIPPED; skipped++) {
      const day = matchingDay(this.#plan.recurrence, this.#startDay, earliest);
      if (day === undefined || day > LAST_DAY) return undefined;
      this.day = day;
      const at = this.#instantOn(day);
      if (at !== undefined) return at;
      earliest = day + 1;
    }
    return undefined;
  }

  #instantOn(day: number): number | undefined {
    const asked = wall(day * DAY_MS + this.#time);
    const offsetMs = this.#table === undefined ? this.#fixedMs : steadyOffset(this.#table, asked);
    return offsetMs === undefined ? resolveWall(this.#table!, asked, this.#plan)?.at : asked - offsetMs;
  }

  /** Up to which instant, exclusive, the offset of a due day stays; already past when a change is near. */
  #steadyUntil(day: number): number {
    if (this.#table === undefined) return Number.POSITIVE_INFINITY;
    const asked = wall(day * DAY_MS + this.#time);
    const offsetMs = steadyOffset(this.#table, asked);
    return offsetMs === undefined ? Number.NEGATIVE_INFINITY : this.#table.spanAt(asked - DAY_MS).to - DAY_MS - offsetMs;
  }

  #occurrence(day: number): Occurrence | undefined {
    const asked = wall(day * DAY_MS + this.#time);
    const short = isShortMonth(this.#plan.recurrence, day) ? ('short-month' as const) : undefined;
    const offsetMs = this.#table === undefined ? this.#fixedMs : steadyOffset(this.#table, asked);
    if (offsetMs !== undefined) return occurrenceOf(asked - offsetMs, formatDay(day) + this.#timeText, offsetMs, short);
    const resolved = resolveWall(this.#table!, asked, this.#plan);
    if (resolved === undefined) return undefined;
    const local = formatLocalMinute(wall(resolved.at + resolved.offsetMs));
    return occurrenceOf(resolved.at, local, resolved.offsetMs, resolved.note ?? short);
  }
}

/** Every how many days a rule is due, where that is all there is to it. */
function steadyDays(recurrence: Recurrence): number | undefined {
  if (recurrence.kind === 'daily') return recurrence.every;
  return recurrence.kind === 'weekly' && recurrence.weekdays.length === 1 ? recurrence.every * 7 : undefined;
}

// One shape with and one without note; an object spread would cost more than all the rest.
function occurrenceOf(at: number, local: string, offsetMs: number, note: Occurrence['note']): Occurrence {
  const offsetMinutes = offsetMs / MINUTE_MS;
  return note === undefined ? { at: instant(at), local, offsetMinutes } : { at: instant(at), local, offsetMinutes, note };
}

/** An occurrence that no calendar rule gave: the relaunch of a continuous schedule. */
export function occurrenceAt(plan: LaunchPlan, at: number): Occurrence {
  const offsetMs = plan.observeDst
    ? zoneTable(plan.timeZone).spanAt(at).offsetMs
    : standardOffsetMs(plan.timeZone, requireLocalMinute(plan.start));
  return occurrenceOf(at, formatLocalMinute(wall(at + offsetMs)), offsetMs, undefined);
}

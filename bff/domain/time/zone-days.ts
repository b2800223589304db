import { DAY_MS, HOUR_MS, type Instant, instant, MINUTE_MS } from './instant.ts';
import { epochDayOf, formatDay, type Wall, wall } from './local-minute.ts';
import { transitions, zoneTable } from './transitions.ts';
import { resolveWall, toWall } from './wall-clock.ts';

/** A stretch of a day in which the clocks run on: what they show at its first instant and would show at its end. */
export interface DayPart {
  readonly at: Instant;
  /** Minutes from midnight, the end exclusive. The next part begins later where the clocks jump, earlier where they go back. */
  readonly fromMinute: number;
  readonly toMinute: number;
}

/** A day of a zone as it really is: 23 hours long in spring, 25 in autumn. `from` inclusive, `to` exclusive. */
export interface ZoneDay {
  readonly date: string;
  readonly from: Instant;
  readonly to: Instant;
  /** In order; one where the clocks do not change. */
  readonly parts: readonly DayPart[];
}

/** The first instant of a local day (days since 1970-01-01); where midnight is missing, the instant at which the clocks jump over it. */
export function startOfZoneDay(zone: string, epochDay: number): Instant {
  const table = zoneTable(zone);
  const resolved = resolveWall(table, wall(epochDay * DAY_MS), { gap: 'shift', fold: 'first' })!;
  return resolved.note === 'gap' ? table.spanAt(resolved.at).from : resolved.at;
}

/** The local day that it is in a zone, in days since 1970-01-01. */
export const zoneDayAt = (zone: string, at: Instant): number => epochDayOf(toWall(zone, at));

/** The days of a zone from `first` up to and without `end`, both in days since 1970-01-01. A day that the zone left out is not among them. */
export function zoneDays(zone: string, first: number, end: number): ZoneDay[] {
  const days: ZoneDay[] = [];
  let from = startOfZoneDay(zone, first);
  for (let day = first; day < end; day++) {
    const to = startOfZoneDay(zone, day + 1);
    if (to > from) days.push({ date: formatDay(day), from, to, parts: partsOf(zone, day, { from, to }) });
    from = to;
  }
  return days;
}

function partsOf(zone: string, day: number, { from, to }: { from: Instant; to: Instant }): DayPart[] {
  const midnight = day * DAY_MS;
  const minuteOf = (at: Wall) => Math.round((at - midnight) / MINUTE_MS);
  const offsetMs = zoneTable(zone).spanAt(from).offsetMs;
  const changes = transitions(zone, instant(from + 1), to);
  const starts = [{ at: from, offsetMs }, ...changes.map(({ at, afterMs }) => ({ at, offsetMs: afterMs }))];
  return starts.map(({ at, offsetMs: inForce }, index) => ({
    at,
    fromMinute: minuteOf(wall(at + inForce)),
    toMinute: minuteOf(wall((starts[index + 1]?.at ?? to) + inForce)),
  }));
}

/** The first instants of the hours of a day as the clocks show them; a part that begins within an hour begins one. */
export function hoursOf({ parts, to }: ZoneDay): Instant[] {
  return parts.flatMap(({ at, fromMinute }, index) => {
    const end = parts[index + 1]?.at ?? to;
    const hours: Instant[] = [];
    const toNextHour = HOUR_MS - ((((fromMinute * MINUTE_MS) % HOUR_MS) + HOUR_MS) % HOUR_MS);
    for (let hour: number = at; hour < end; hour = hour === at ? at + toNextHour : hour + HOUR_MS) hours.push(instant(hour));
    return hours;
  });
}

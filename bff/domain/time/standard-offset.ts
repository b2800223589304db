import { fromEpochDay, toEpochDay } from './civil-date.ts';
import { DAY_MS, HOUR_MS, type Instant, MINUTE_MS } from './instant.ts';
import { epochDayOf, requireLocalMinute, type Wall, wall } from './local-minute.ts';
import { transitions, zoneTable } from './transitions.ts';
import { resolveWall } from './wall-clock.ts';

/**
 * Their law calls +01:00 the standard time and turns the clocks *back* for Ramadan, so the smaller offset is not the standard one.
 * Design 03 §3.1.
 */
const STANDARD_BY_LAW: Readonly<Record<string, number>> = { 'Africa/Casablanca': HOUR_MS, 'Africa/El_Aaiun': HOUR_MS };

/** Midnight at the beginning of a local day; where that is in a gap, the first instant after it. */
function startOfDay(zone: string, day: number): Instant {
  return resolveWall(zoneTable(zone), wall(day * DAY_MS), { gap: 'shift', fold: 'first' })!.at;
}

function yearsLater(day: number, years: number): number {
  const date = fromEpochDay(day);
  return toEpochDay(date.year + years, date.month, date.day);
}

/** The fixed offset of a schedule that does not follow daylight saving, in milliseconds. */
export function standardOffsetMs(zone: string, start: Wall): number {
  const byLaw = STANDARD_BY_LAW[zone];
  if (byLaw !== undefined) return byLaw;
  const day = epochDayOf(start);
  const from = startOfDay(zone, day);
  const changes = transitions(zone, from, startOfDay(zone, yearsLater(day, 1)));
  return Math.min(zoneTable(zone).spanAt(from).offsetMs, ...changes.map((change) => change.afterMs));
}

/**
 * The "GMT shift" of a zone in minutes: the smaller of its offsets in the year that begins at the start date
 * (`YYYY-MM-DDTHH:mm`); Morocco and Western Sahara are +01:00. Daylight saving that is written as negative (Dublin) needs no exception.
 */
export const standardOffset = (zone: string, startLocal: string): number =>
  standardOffsetMs(zone, requireLocalMinute(startLocal)) / MINUTE_MS;

/** Whether the zone's rules change its offset within the two years after the start date (seed S1). */
export function observesDst(zone: string, startLocal: string): boolean {
  const day = epochDayOf(requireLocalMinute(startLocal));
  return transitions(zone, startOfDay(zone, day), startOfDay(zone, yearsLater(day, 2)), 1).length > 0;
}

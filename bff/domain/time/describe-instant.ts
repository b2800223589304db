import { fromEpochDay, weekdayIndex } from './civil-date.ts';
import type { Instant } from './instant.ts';
import { epochDayOf, formatLocalMinute, type Wall } from './local-minute.ts';
import { toWall } from './wall-clock.ts';
import { zoneAbbreviation } from './zone-abbreviation.ts';

export const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];
export const WEEKDAY_NAMES = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

/** `Sun 8 Mar`, with the year when it is not the present one: `Sun 8 Mar 2026`. */
export function describeDay(at: Wall, presentYear: number): string {
  const { year, month, day } = fromEpochDay(epochDayOf(at));
  const weekday = WEEKDAY_NAMES[weekdayIndex(epochDayOf(at))]!.slice(0, 3);
  return `${weekday} ${day} ${MONTHS[month - 1]!.slice(0, 3)}${year === presentYear ? '' : ` ${year}`}`;
}

/** `02:30` */
export const describeTime = (at: Wall): string => formatLocalMinute(at).slice(11);

/** The year on the zone's calendar. */
export const yearAt = (zone: string, at: Instant): number => fromEpochDay(epochDayOf(toWall(zone, at))).year;

/** `Sun 8 Mar 03:30 PDT`; the year only when it is not that of `now`. The zone is always named. */
export function describeInstant(at: Instant, zone: string, now: Instant): string {
  const local = toWall(zone, at);
  return `${describeDay(local, yearAt(zone, now))} ${describeTime(local)} ${zoneAbbreviation(zone, at)}`;
}

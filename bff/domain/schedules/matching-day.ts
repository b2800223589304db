import { assertNever } from '../result.ts';
import { daysInMonth, fromEpochDay, toEpochDay, weekdayIndex } from '../time/civil-date.ts';
import { type Recurrence, WEEKDAYS, type WeekOfMonth } from './recurrence.ts';

/**
 * The first day on or after `from` on which the rule is due, both as days since 1970-01-01; never before `start`, the start day.
 * Computed, not searched: the distance from the start costs nothing. `undefined`: no such day.
 */
export function matchingDay(recurrence: Recurrence, start: number, from: number): number | undefined {
  const earliest = Math.max(start, from);
  switch (recurrence.kind) {
    case 'once':
    case 'continuous':
      return from <= start ? start : undefined;
    case 'daily':
      return start + Math.ceil((earliest - start) / recurrence.every) * recurrence.every;
    case 'weekly':
      return weeklyDay(recurrence, start, earliest);
    case 'monthlyByDate':
      return monthlyDay(recurrence.every, start, earliest, (year, month) => dayByDate(recurrence, year, month));
    case 'monthlyByWeekday':
      return monthlyDay(recurrence.every, start, earliest, (year, month) =>
        dayByWeekday(recurrence.week, WEEKDAYS.indexOf(recurrence.weekday), year, month),
      );
    default:
      return assertNever(recurrence);
  }
}

/** Weeks begin on Monday and are counted from the week of the start. */
function weeklyDay(rule: Recurrence & { kind: 'weekly' }, start: number, earliest: number): number | undefined {
  const firstMonday = start - weekdayIndex(start);
  const week = Math.floor((earliest - firstMonday) / 7);
  const due = Math.ceil(week / rule.every) * rule.every;
  const monday = firstMonday + due * 7;
  const inWeek = firstWeekday(rule, earliest - monday);
  if (inWeek !== undefined) return monday + inWeek;
  const first = firstWeekday(rule, 0);
  return first === undefined ? undefined : monday + rule.every * 7 + first;
}

/** The smallest chosen weekday that is not before `least` (0 Monday); `least` may be negative. */
function firstWeekday(rule: Recurrence & { kind: 'weekly' }, least: number): number | undefined {
  let best: number | undefined;
  for (const weekday of rule.weekdays) {
    const index = WEEKDAYS.indexOf(weekday);
    if (index >= least && (best === undefined || index < best)) best = index;
  }
  return best;
}

/** After as many due months without such a day there is none: leap days return after 8 years at most, 1 due month in 12. */
const MOST_MONTHS_WITHOUT = 12;

/** Months are counted from the month of the start. */
function monthlyDay(
  every: number,
  start: number,
  earliest: number,
  dayOf: (year: number, month: number) => number | undefined,
): number | undefined {
  const startMonth = monthNumber(start);
  let due = startMonth + Math.ceil((monthNumber(earliest) - startMonth) / every) * every;
  for (let without = 0; without <= MOST_MONTHS_WITHOUT; due += every) {
    const day = dayOf(Math.floor(due / 12), (due % 12) + 1);
    if (day === undefined) without += 1;
    else if (day >= earliest) return day;
  }
  return undefined;
}

function monthNumber(epochDay: number): number {
  const date = fromEpochDay(epochDay);
  return date.year * 12 + date.month - 1;
}

function dayByDate(rule: Recurrence & { kind: 'monthlyByDate' }, year: number, month: number): number | undefined {
  const last = daysInMonth(year, month);
  if (rule.day <= last) return toEpochDay(year, month, rule.day);
  return rule.shortMonth === 'skip' ? undefined : toEpochDay(year, month, last);
}

const WEEK_INDEX: Readonly<Record<Exclude<WeekOfMonth, 'last'>, number>> = { first: 0, second: 1, third: 2, fourth: 3 };

function dayByWeekday(week: WeekOfMonth, weekday: number, year: number, month: number): number {
  if (week === 'last') {
    const last = toEpochDay(year, month, daysInMonth(year, month));
    return last - ((weekdayIndex(last) - weekday + 7) % 7);
  }
  const first = toEpochDay(year, month, 1);
  return first + ((weekday - weekdayIndex(first) + 7) % 7) + WEEK_INDEX[week] * 7;
}

/** Whether the day of month was not there and the last day took its place. */
export const isShortMonth = (recurrence: Recurrence, epochDay: number): boolean =>
  recurrence.kind === 'monthlyByDate' && recurrence.day > 28 && fromEpochDay(epochDay).day < recurrence.day;

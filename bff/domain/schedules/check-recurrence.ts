import type { Issue } from '../issue.ts';
import { assertNever } from '../result.ts';
import { type Recurrence, WEEKDAYS, WEEKS_OF_MONTH } from './recurrence.ts';

/** What is wrong with a rule taken for itself, at its fields under `recurrence`. Limits as in design 03 §3.2. */
export function checkRecurrence(recurrence: Recurrence): Issue[] {
  switch (recurrence.kind) {
    case 'once':
    case 'continuous':
      return [];
    case 'daily':
      return checkEvery(recurrence.every, 365, 'days');
    case 'weekly':
      return [...checkEvery(recurrence.every, 52, 'weeks'), ...checkWeekdays(recurrence.weekdays)];
    case 'monthlyByDate':
      return [...checkEvery(recurrence.every, 12, 'months'), ...checkDay(recurrence.day)];
    case 'monthlyByWeekday':
      return [...checkEvery(recurrence.every, 12, 'months'), ...checkWeek(recurrence.week), ...checkWeekday(recurrence.weekday)];
    default:
      return assertNever(recurrence);
  }
}

const isWithin = (value: number, most: number): boolean => Number.isInteger(value) && value >= 1 && value <= most;

function checkEvery(every: number, most: number, unit: string): Issue[] {
  if (isWithin(every, most)) return [];
  return [{ path: ['recurrence', 'every'], code: 'every-out-of-range', message: `Choose every 1 to ${most} ${unit}.` }];
}

function checkWeekdays(weekdays: readonly string[]): Issue[] {
  const path = ['recurrence', 'weekdays'];
  if (weekdays.length === 0) return [{ path, code: 'weekdays-empty', message: 'Choose at least one weekday.' }];
  return weekdays.flatMap((weekday, i): Issue[] => {
    if (!isWeekday(weekday)) return [unknownWeekday([...path, i])];
    if (weekdays.indexOf(weekday) === i) return [];
    return [{ path: [...path, i], code: 'weekday-twice', message: `${weekday} is chosen twice: choose each weekday once.` }];
  });
}

const isWeekday = (text: string): boolean => WEEKDAYS.some((weekday) => weekday === text);
const checkWeekday = (weekday: string): Issue[] => (isWeekday(weekday) ? [] : [unknownWeekday(['recurrence', 'weekday'])]);
const unknownWeekday = (path: (string | number)[]): Issue => ({
  path,
  code: 'weekday-unknown',
  message: `Choose one of ${WEEKDAYS.join(', ')}.`,
});

function checkDay(day: number): Issue[] {
  return isWithin(day, 31) ? [] : [{ path: ['recurrence', 'day'], code: 'day-out-of-range', message: 'Choose a day from 1 to 31.' }];
}

function checkWeek(week: string): Issue[] {
  if (WEEKS_OF_MONTH.some((known) => known === week)) return [];
  return [{ path: ['recurrence', 'week'], code: 'week-unknown', message: `Choose one of ${WEEKS_OF_MONTH.join(', ')}.` }];
}

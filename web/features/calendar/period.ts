import { addDays, countedMs, firstOfMonth, mondayOf, type PlainDay } from './plain-day.ts';

export const CALENDAR_VIEWS = ['month', 'week', 'day', 'agenda'] as const;
export type CalendarView = (typeof CALENDAR_VIEWS)[number];

/** How many days the agenda lists. */
const AGENDA_DAYS = 7;

/** Days from `first`, up to and without `end`. */
export interface Period {
  readonly first: PlainDay;
  readonly end: PlainDay;
}

/** What a view shows around a day; a month in whole weeks. */
export function periodOf(view: CalendarView, day: PlainDay): Period {
  if (view === 'month') return { first: mondayOf(firstOfMonth(day)), end: addDays(mondayOf(addDays(firstOfMonth(day, 1), -1)), 7) };
  if (view === 'week') return { first: mondayOf(day), end: addDays(mondayOf(day), 7) };
  return { first: day, end: addDays(day, view === 'day' ? 1 : AGENDA_DAYS) };
}

/** The day to show for the period before (−1) or after (1). */
export function stepDay(view: CalendarView, day: PlainDay, by: -1 | 1): PlainDay {
  if (view === 'month') return firstOfMonth(day, by);
  return addDays(day, by * (view === 'week' ? 7 : view === 'day' ? 1 : AGENDA_DAYS));
}

const format = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat('en-GB', { ...options, timeZone: 'UTC' });
const MONTH = format({ month: 'long' });
const MONTH_YEAR = format({ month: 'long', year: 'numeric' });
const WEEKDAY = format({ weekday: 'short', day: 'numeric', month: 'long', year: 'numeric' });

const dayNumber = (day: PlainDay) => Number(day.slice(8));

/** `March 2026`, `2 – 8 March 2026`, `30 March – 5 April 2026`, `Thu 5 March 2026`. */
export function periodTitle(view: CalendarView, day: PlainDay): string {
  if (view === 'month') return MONTH_YEAR.format(countedMs(day));
  if (view === 'day') return WEEKDAY.format(countedMs(day)).replaceAll(',', '');
  const { first, end } = periodOf(view, day);
  const last = addDays(end, -1);
  const tail = `${dayNumber(last)} ${MONTH_YEAR.format(countedMs(last))}`;
  if (first.slice(0, 7) === last.slice(0, 7)) return `${dayNumber(first)} – ${tail}`;
  const year = first.slice(0, 4) === last.slice(0, 4) ? '' : ` ${first.slice(0, 4)}`;
  return `${dayNumber(first)} ${MONTH.format(countedMs(first))}${year} – ${tail}`;
}

/** A day of the calendar without zone and clock: `2026-03-08`. */
export type PlainDay = string;

const DAY_MS = 24 * 3600 * 1000;
const PATTERN = /^\d{4}-\d{2}-\d{2}$/;

const two = (value: number) => String(value).padStart(2, '0');

/** Midnight of the day, counted as if there were no zones. */
export const countedMs = (day: PlainDay): number => Date.parse(`${day}T00:00:00Z`);

const fromCounted = (ms: number): PlainDay => new Date(ms).toISOString().slice(0, 10);

/** The day, or nothing when the text is not one (`2026-02-30`). */
export function readDay(text: unknown): PlainDay | undefined {
  if (typeof text !== 'string' || !PATTERN.test(text)) return undefined;
  const ms = countedMs(text);
  return Number.isNaN(ms) || fromCounted(ms) !== text ? undefined : text;
}

export const addDays = (day: PlainDay, days: number): PlainDay => fromCounted(countedMs(day) + days * DAY_MS);

/** The first day of the month that lies so many months away. */
export function firstOfMonth(day: PlainDay, months = 0): PlainDay {
  const date = new Date(countedMs(day));
  return fromCounted(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, 1));
}

/** The Monday on or before the day. */
export const mondayOf = (day: PlainDay): PlainDay => addDays(day, -((new Date(countedMs(day)).getUTCDay() + 6) % 7));

/** A drawn Date as its day: read as plain numbers, in the zone of the browser. */
export const dayOfDrawn = (date: Date): PlainDay => `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;

/** A day as the drawing takes it: at noon, which every browser's zone has on every day. */
export function toDrawnDay(day: PlainDay): Date {
  const date = new Date(countedMs(day));
  return new Date(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate(), 12);
}

const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'] as const;

/** `Sun` */
export const weekdayOf = (day: PlainDay): string => WEEKDAYS[new Date(countedMs(day)).getUTCDay()]!;

import { daysInMonth, fromEpochDay, toEpochDay } from './civil-date.ts';
import { DAY_MS, MINUTE_MS } from './instant.ts';

declare const wallBrand: unique symbol;

/** A wall-clock reading without zone: milliseconds since 1970-01-01T00:00 on that very clock. */
export type Wall = number & { readonly [wallBrand]: true };

export const wall = (ms: number): Wall => ms as Wall;

const TWO_DIGITS = Array.from({ length: 60 }, (_, n) => String(n).padStart(2, '0'));

/** Why a text is no local minute: wrong form, or a date or time that no calendar has. */
export type LocalMinuteProblem = 'malformed' | 'impossible';

/** `2026-03-01T02:30` → wall clock. `2026-02-31T10:00` is impossible, never the 3rd of March. */
export function parseLocalMinute(text: string): Wall | LocalMinuteProblem {
  const formed = text.length === 16 && text[4] === '-' && text[7] === '-' && text[10] === 'T' && text[13] === ':';
  if (!formed) return 'malformed';
  const year = twoDigits(text, 0) * 100 + twoDigits(text, 2);
  const month = twoDigits(text, 5);
  const day = twoDigits(text, 8);
  const hour = twoDigits(text, 11);
  const minute = twoDigits(text, 14);
  if (Number.isNaN(year + month + day + hour + minute)) return 'malformed';
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month) || hour > 23 || minute > 59) return 'impossible';
  return wall(toEpochDay(year, month, day) * DAY_MS + (hour * 60 + minute) * MINUTE_MS);
}

const ZERO = 48;

/** Two decimal digits as a number; NaN if one is none. Plans are read at every tick: a regular expression would be most of the work. */
function twoDigits(text: string, at: number): number {
  const tens = text.charCodeAt(at) - ZERO;
  const ones = text.charCodeAt(at + 1) - ZERO;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : Number.NaN;
}

/** As `parseLocalMinute`, for text that has been checked before. */
export function requireLocalMinute(text: string): Wall {
  const parsed = parseLocalMinute(text);
  if (typeof parsed === 'string') throw new Error(`${parsed} local time: ${text}`);
  return parsed;
}

export const epochDayOf = (at: Wall): number => Math.floor(at / DAY_MS);

let monthFrom = 0;
let monthTo = 0;
let monthText = '';

/** `2026-03-01` of a day counted from 1970-01-01. The last month is remembered: lists ask for the same or the next day. */
export function formatDay(epochDay: number): string {
  if (epochDay < monthFrom || epochDay >= monthTo) {
    const { year, month, day } = fromEpochDay(epochDay);
    monthFrom = epochDay - day + 1;
    monthTo = monthFrom + daysInMonth(year, month);
    monthText = `${year > 999 ? year : String(year).padStart(4, '0')}-${TWO_DIGITS[month]}-`;
  }
  return monthText + TWO_DIGITS[epochDay - monthFrom + 1]!;
}

/** `2026-03-01T02:30`; seconds are cut off. */
export function formatLocalMinute(at: Wall): string {
  const day = Math.floor(at / DAY_MS);
  const minutes = Math.floor((at - day * DAY_MS) / MINUTE_MS);
  const hour = Math.floor(minutes / 60);
  return `${formatDay(day)}T${TWO_DIGITS[hour]}:${TWO_DIGITS[minutes - hour * 60]}`;
}

/** `-08:00`, `+05:30`. */
export function formatOffset(offsetMinutes: number): string {
  const size = Math.abs(offsetMinutes);
  return `${offsetMinutes < 0 ? '-' : '+'}${TWO_DIGITS[Math.floor(size / 60)]}:${TWO_DIGITS[size % 60]}`;
}

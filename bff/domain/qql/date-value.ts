import { daysInMonth, fromEpochDay, toEpochDay } from '../time/civil-date.ts';
import { DAY_MS, HOUR_MS, type Instant, instant, MINUTE_MS } from '../time/instant.ts';

/** The time that a written date stands for, in milliseconds: a day or a month as a whole (UTC), an instant as its one millisecond. */
export interface Period {
  readonly from: Instant;
  /** Exclusive. */
  readonly until: Instant;
  /** Written with `now`. */
  readonly relative: boolean;
}

/** Why a text is no date, and what may be meant. */
export interface NotADate {
  readonly message: string;
  readonly suggestion?: string | undefined;
}

/** What a date may be written as, for messages. */
export const DATE_FORMS = 'now, now-24h, 2026-03-05, 2026-03-05T18:42:00Z or milliseconds since 1970';

/** A hundred years of each unit. */
const MOST: Readonly<Record<string, number>> = { h: 876_600, d: 36_525, w: 5218, M: 1200, y: 100 };
const LENGTH: Readonly<Record<string, number>> = { h: HOUR_MS, d: DAY_MS, w: 7 * DAY_MS };
const UNITS = 'h (hours), d (days), w (weeks), M (months) or y (years)';

/** Reads a date. Months and years go by the calendar in UTC: a month before 31 March is the last of February. */
export function readDate(text: string, now: Instant): Period | NotADate {
  if (/^now\b/i.test(text)) return readRelative(text, now);
  if (/^\d+$/.test(text)) return readEpoch(text);
  return readCalendar(text);
}

export const isPeriod = (read: Period | NotADate): read is Period => 'from' in read;

const moment = (at: number, relative: boolean): Period => ({ from: instant(at), until: instant(at + 1), relative });

function readRelative(text: string, now: Instant): Period | NotADate {
  if (/^now$/i.test(text)) return moment(now, true);
  const [, amount, unit = ''] = /^now-(\d{1,9})([a-z]*)$/i.exec(text) ?? [];
  if (amount === undefined) return { message: `"${text}" is no time before now: write now-24h` };
  const most = MOST[unit];
  if (most === undefined) {
    const meant = unit === '' ? undefined : [unit.toLowerCase()[0]!, unit[0]!].find((letter) => MOST[letter] !== undefined);
    const message = unit === 'm' ? 'Minutes are not counted; M means months' : 'The amount needs a unit';
    return { message: `${message}: ${UNITS}`, suggestion: meant && `now-${amount}${meant}` };
  }
  if (Number(amount) > most) return { message: `now-${amount}${unit} is more than a hundred years ago`, suggestion: `now-${most}${unit}` };
  const length = LENGTH[unit];
  if (length !== undefined) return moment(now - Number(amount) * length, true);
  return moment(monthsBefore(now, Number(amount) * (unit === 'y' ? 12 : 1)), true);
}

function monthsBefore(now: Instant, months: number): number {
  const { year, month, day } = fromEpochDay(Math.floor(now / DAY_MS));
  const index = year * 12 + month - 1 - months;
  const [toYear, toMonth] = [Math.floor(index / 12), (((index % 12) + 12) % 12) + 1];
  const timeOfDay = ((now % DAY_MS) + DAY_MS) % DAY_MS;
  return toEpochDay(toYear, toMonth, Math.min(day, daysInMonth(toYear, toMonth))) * DAY_MS + timeOfDay;
}

/** 11 digits of milliseconds are 1973, 14 are 5138; fewer are seconds or a year. */
function readEpoch(text: string): Period | NotADate {
  if (text === '0' || (text.length >= 11 && text.length <= 14)) return moment(Number(text), false);
  if (text.length === 10) return { message: `${text} looks like seconds: dates are in milliseconds`, suggestion: `${text}000` };
  if (/^(19|20)\d\d$/.test(text)) return { message: `A year is written as a range, or with its month`, suggestion: `${text}-01-01` };
  return { message: `${text} is no date: write ${DATE_FORMS}` };
}

const CALENDAR = /^(\d{4})-(\d\d)(?:-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?(Z|[+-]\d\d:?\d\d)?)?)?$/i;

function readCalendar(text: string): Period | NotADate {
  const [whole, year = '', month = '', day, hour, minute, second = '0', fraction = '', zone = 'Z'] = CALENDAR.exec(text) ?? [];
  if (whole === undefined) return { message: `"${text}" is no date: write ${DATE_FORMS}`, suggestion: nearDate(text) };
  const [y, m, d] = [Number(year), Number(month), Number(day ?? '1')];
  if (y < 1970 || m < 1 || m > 12) return { message: y < 1970 ? 'Nothing is older than 1970' : `There is no month ${month}` };
  if (d < 1 || d > daysInMonth(y, m)) {
    return { message: `${year}-${month} has ${daysInMonth(y, m)} days`, suggestion: `${year}-${month}-${daysInMonth(y, m)}` };
  }
  const start = toEpochDay(y, m, d) * DAY_MS;
  if (hour === undefined || minute === undefined) {
    const days = day === undefined ? daysInMonth(y, m) : 1;
    return { from: instant(start), until: instant(start + days * DAY_MS), relative: false };
  }
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59)
    return { message: `${hour}:${minute}:${second} is no time of a day` };
  const offset = offsetOf(zone);
  if (offset === undefined) return { message: `${zone} is no offset from UTC` };
  const time = Number(hour) * HOUR_MS + Number(minute) * MINUTE_MS + Number(second) * 1000 + Number(fraction.padEnd(3, '0').slice(0, 3));
  return moment(start + time - offset, false);
}

function offsetOf(zone: string): number | undefined {
  if (zone.toUpperCase() === 'Z') return 0;
  const [hours, minutes] = [Number(zone.slice(1, 3)), Number(zone.slice(-2))];
  if (hours > 14 || minutes > 59) return undefined;
  return (zone.startsWith('-') ? -1 : 1) * (hours * HOUR_MS + minutes * MINUTE_MS);
}

// 2026/3/5 and 5.3.2026 are meant well.
function nearDate(text: string): string | undefined {
  const [, year, month, day] = /^(\d{4})[/.-](\d{1,2})[/.-](\d{1,2})$/.exec(text) ?? [];
  if (year !== undefined) return `${year}-${month!.padStart(2, '0')}-${day!.padStart(2, '0')}`;
  return /^(today|yesterday)$/i.test(text) ? (text.toLowerCase() === 'today' ? 'now-24h' : 'now-48h') : undefined;
}

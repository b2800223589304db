import type { Issue } from '../../domain/issue.ts';
import { refuse } from '../../domain/refusal.ts';
import { choiceOf, type ListFilter, parseListFilter } from '../../domain/search/list-filter.ts';
import { findZone } from '../../domain/time/find-zone.ts';
import { DAY_MS, type Instant, instant } from '../../domain/time/instant.ts';
import { startOfZoneDay, type ZoneDay, zoneDayAt, zoneDays } from '../../domain/time/zone-days.ts';
import { SCHEDULE_TERMS } from '../../storage/schedule-filter.ts';

const MOST_DAYS = 400;
/** A month in whole weeks; by the hour a week would do. */
const MOST_DAYS_IN_PARTS = 42;

/** The filter terms of the schedules list, and what became of the launches. */
export const CALENDAR_TERMS = {
  ...SCHEDULE_TERMS,
  verdict: choiceOf(['planned', 'launched', 'late', 'skipped', 'missed', 'waiting', 'held']),
};
export type CalendarFilter = ListFilter<typeof CALENDAR_TERMS>;

/** What is asked for, as it arrives: `from` and `to` are instants or days of `timeZone`. */
export interface CalendarInput {
  readonly from: string;
  readonly to: string;
  readonly timeZone?: string | undefined;
  readonly query?: string | undefined;
  readonly perDay?: number | undefined;
  readonly perHour?: number | undefined;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/** The last entry of the page before. Entries are ordered by time, then by schedule. */
export interface EntryPlace {
  readonly at: Instant;
  readonly scheduleId: string;
}

/** A request that can be answered. */
export interface CalendarRequest {
  /** Inclusive. */
  readonly from: Instant;
  /** Exclusive. */
  readonly to: Instant;
  readonly filter: CalendarFilter;
  /** How the range is cut: whole, by the day, or by the hour; the first `most` entries of each part are given. */
  readonly cut: 'whole' | 'day' | 'hour';
  readonly most: number;
  readonly after?: EntryPlace | undefined;
  readonly timeZone?: string | undefined;
  /** The days that the range touches; empty without a zone, and on later pages. */
  readonly days: readonly ZoneDay[];
}

/** Checks everything that was asked for; all problems at once. */
export function readRequest(input: CalendarInput): CalendarRequest {
  const issues: Issue[] = [];
  const note = (path: string, code: string, message: string) => void issues.push({ path: [path], code, message });
  const filter = parseListFilter(input.query, CALENDAR_TERMS);
  if (!filter.ok) issues.push(...filter.error);
  const zone = input.timeZone === undefined ? undefined : readZone(input.timeZone);
  if (zone === null) note('timeZone', 'time-zone-not-supported', `"${input.timeZone}" is no time zone: write it as Europe/Berlin, or UTC`);
  const { from, to } = readRange(input, zone ?? undefined, note);
  const cut = input.perHour === undefined ? (input.perDay === undefined ? 'whole' : 'day') : 'hour';
  if (input.perDay !== undefined && input.perHour !== undefined) note('perHour', 'one-of', 'Ask for so many a day or so many an hour');
  if (cut !== 'whole' && input.timeZone === undefined) note('timeZone', 'time-zone-missing', 'Name the zone whose days are meant');
  if (cut !== 'whole' && to - from > (MOST_DAYS_IN_PARTS + 1) * DAY_MS) {
    note('to', 'range-too-long', `At most ${MOST_DAYS_IN_PARTS} days can be listed by the day or the hour`);
  }
  const after = input.cursor === undefined ? undefined : readCursor(input.cursor);
  if (after === null || (after !== undefined && cut !== 'whole')) {
    note('cursor', 'cursor-invalid', 'This cursor is not of this list: start from the first page');
  }
  if (issues.length > 0 || !filter.ok) throw refuse.invalid(issues);
  const days = zone && after === undefined ? zoneDays(zone, zoneDayAt(zone, from), zoneDayAt(zone, instant(to - 1)) + 1) : [];
  const most = input.perHour ?? input.perDay ?? input.limit;
  return { from, to, filter: filter.value, cut, most, after: after ?? undefined, timeZone: zone ?? undefined, days };
}

type Note = (path: string, code: string, message: string) => void;

function readRange(input: CalendarInput, zone: string | undefined, note: Note): { from: Instant; to: Instant } {
  const read = (name: 'from' | 'to'): Instant => {
    const text = input[name];
    if (text.includes('T')) return instant(Date.parse(text));
    if (input.timeZone === undefined)
      note(name, 'time-zone-missing', 'A day alone needs timeZone; otherwise write an instant as 2026-03-08T10:30:00Z');
    return zone === undefined ? instant(Date.parse(text)) : startOfZoneDay(zone, Math.floor(Date.parse(text) / DAY_MS));
  };
  const [from, to] = [read('from'), read('to')];
  if (to <= from) note('to', 'range-empty', 'The end must lie after the beginning');
  if (to - from > MOST_DAYS * DAY_MS) note('to', 'range-too-long', `At most ${MOST_DAYS} days can be listed at once`);
  return { from, to };
}

/** A calendar may be drawn in more zones than a schedule can have: UTC among them. */
function readZone(name: string): string | null {
  const found = findZone(name);
  if (found.ok) return found.value;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone;
  } catch {
    return null;
  }
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export const writeCursor = ({ at, scheduleId }: EntryPlace): string => Buffer.from(JSON.stringify([at, scheduleId])).toString('base64url');

function readCursor(text: string): EntryPlace | null {
  try {
    const [at, scheduleId] = JSON.parse(Buffer.from(text, 'base64url').toString()) as unknown[];
    return Number.isSafeInteger(at) && typeof scheduleId === 'string' && UUID.test(scheduleId)
      ? { at: instant(at as number), scheduleId }
      : null;
  } catch {
    return null;
  }
}

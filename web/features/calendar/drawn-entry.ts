import { toZonedTime } from 'date-fns-tz';
import type { StatusName } from '../../ui/status/status-vocabulary.ts';
import { appearanceOf, type EntryLook } from './entry-look.ts';
import type { CalendarEntry } from './queries.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** Drawn for an entry without a known end, and for a shorter one: less could not be read or hit. */
const SHORT_MS = HOUR_MS;
/** Nothing ran, so no length is true; this one has room for the reason. */
const GHOST_MS = 2.25 * HOUR_MS;

/** Where an entry is drawn. The Dates hold the wall clock of the shown zone and mean nothing else. */
export interface DrawnEntry {
  readonly kind: 'entry';
  readonly key: string;
  readonly entry: CalendarEntry;
  readonly title: string;
  readonly look: EntryLook;
  readonly status: StatusName;
  /** Has room for one line only. */
  readonly short: boolean;
  readonly start: Date;
  readonly end: Date;
}

export interface DrawOptions {
  readonly zone: string;
  readonly nowMs: number;
  /** `start`: one cell for the day of the launch, however long it lasts. `length`: from beginning to end. */
  readonly extent: 'start' | 'length';
}

/** Names an entry in the URL. */
export const entryKey = ({ scheduleId, at }: Pick<CalendarEntry, 'scheduleId' | 'at'>): string => `${scheduleId}@${at}`;

/** The end that is known: the server's, or now for what is under way. */
function knownEnd({ endsAt }: CalendarEntry, look: EntryLook, nowMs: number): number | undefined {
  if (endsAt !== undefined) return Date.parse(endsAt);
  return look === 'running' ? nowMs : undefined;
}

function lastMinuteOf(date: Date): Date {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate(), 23, 59);
}

const earlier = (one: Date, other: Date) => (one.getTime() < other.getTime() ? one : other);

/** The drawn end lies after the drawn start also where the clock goes back in between. */
function drawnEnd(start: Date, endMs: number | undefined, { zone, leastMs }: { zone: string; leastMs: number }): Date {
  const shortest = earlier(new Date(start.getTime() + leastMs), lastMinuteOf(start));
  const end = endMs === undefined ? shortest : toZonedTime(endMs, zone);
  return earlier(end, shortest) === end ? shortest : end;
}

/** The wall clock of the shown zone as a Date of the browser; the label is made from the instant, never from this. */
export function drawEntry(entry: CalendarEntry, { zone, nowMs, extent }: DrawOptions): DrawnEntry {
  const { look, status } = appearanceOf(entry);
  const leastMs = look === 'skipped' || look === 'missed' ? GHOST_MS : SHORT_MS;
  const start = toZonedTime(entry.at, zone);
  const end = drawnEnd(start, extent === 'start' ? undefined : knownEnd(entry, look, nowMs), { zone, leastMs });
  const short = end.getTime() - start.getTime() < 1.4 * HOUR_MS;
  return {
    kind: 'entry',
    key: entryKey(entry),
    entry,
    title: entry.title,
    look,
    status,
    short,
    start,
    end: extent === 'start' ? start : end,
  };
}

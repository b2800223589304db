import { type Axis, placeOf } from './axis.ts';
import { entryKey, startOf } from './entry-label.ts';
import { appearanceOf, type EntryLook } from './entry-look.ts';
import { type Lane, layOut } from './lanes.ts';
import type { CalendarDay, CalendarEntry } from './queries.ts';

const HOUR = 60;
/** Drawn for an entry without a known end, and for a shorter one: less could not be read or hit. Minutes of the axis. */
const SHORT = 45;
/** Nothing ran, so no length is true; this one has room for the reason. */
const GHOST = 2.25 * HOUR;

/** The part of an entry that lies on one day. Positions are minutes of the axis. */
export interface DrawnEntry extends Lane {
  readonly key: string;
  readonly entry: CalendarEntry;
  readonly look: EntryLook;
  readonly from: number;
  readonly to: number;
  /** Has room for one line only. */
  readonly short: boolean;
  /** Began on an earlier day. */
  readonly continued: boolean;
}

/** The end that is known or predicted; now for what is under way without. */
function endOf({ endsAt }: CalendarEntry, look: EntryLook, nowMs: number): number | undefined {
  if (endsAt !== undefined) return Date.parse(endsAt);
  return look === 'running' ? nowMs : undefined;
}

interface Drawing {
  readonly axis: Axis;
  readonly nowMs: number;
}

/** What lies on a day, side by side where it overlaps. */
export function drawDay(day: CalendarDay, entries: readonly CalendarEntry[], { axis, nowMs }: Drawing): DrawnEntry[] {
  const [dayFrom, dayTo] = [Date.parse(day.from), Date.parse(day.to)];
  const pieces = entries.flatMap((entry) => {
    const { look } = appearanceOf(entry);
    const startMs = startOf(entry);
    const endMs = Math.max(startMs, endOf(entry, look, nowMs) ?? startMs);
    const lies = startMs >= dayFrom ? startMs < dayTo : endMs > dayFrom;
    if (!lies) return [];
    const continued = startMs < dayFrom;
    const from = continued ? 0 : placeOf(axis, day, startMs);
    const end = placeOf(axis, day, Math.min(endMs, dayTo), 'end');
    const least = look === 'skipped' || look === 'missed' ? GHOST : SHORT;
    const to = Math.min(axis.length, Math.max(end, from + least));
    const [fits, short] = [to - from >= least, to - from < 1.4 * HOUR];
    return [{ key: entryKey(entry), entry, look, from: fits ? from : Math.max(0, to - least), to, short, continued }];
  });
  pieces.sort((a, b) => a.from - b.from || b.to - a.to);
  const lanes = layOut(pieces);
  return pieces.map((piece, index) => ({ ...piece, ...lanes[index]! }));
}

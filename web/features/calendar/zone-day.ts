import { wallClock } from '../../ui/time/wall-clock.ts';
import { addDays, countedMs, type PlainDay } from './plain-day.ts';

const HOUR_MS = 3600 * 1000;
const DAY_MS = 24 * HOUR_MS;

/** The wall clock of a zone, counted in milliseconds as if there were no zones. */
function wallMs(atMs: number, zone: string): number {
  const { year, month, day, hour, minute, second } = wallClock(atMs, zone);
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

const offsetMs = (atMs: number, zone: string) => wallMs(atMs, zone) - Math.floor(atMs / 1000) * 1000;

/** The instant at which a day begins in a zone; where midnight is skipped, the first instant after it. */
export function startOfDay(day: PlainDay, zone: string): number {
  const midnight = countedMs(day);
  const before = offsetMs(midnight - DAY_MS, zone);
  const after = offsetMs(midnight + DAY_MS, zone);
  const first = midnight - Math.max(before, after);
  const fitting = [first, midnight - Math.min(before, after)].find((atMs) => wallMs(atMs, zone) === midnight);
  return fitting ?? midnight - before;
}

/** What a day of a clock change is like. `from` and `to` are on the wall, counted as if there were no zones. */
export interface ClockChange {
  readonly hours: number;
  /** `gap`: the hours from `from` to `to` do not exist. `fold`: they come twice. */
  readonly kind: 'gap' | 'fold';
  readonly from: number;
  readonly to: number;
}

/** The first instant after `lowMs`, up to `highMs`, at which the offset is another. */
function changeBetween(lowMs: number, highMs: number, zone: string): number {
  const before = offsetMs(lowMs, zone);
  let [low, high] = [lowMs, highMs];
  while (high - low > 1000) {
    const middle = Math.floor((low + high) / 2000) * 1000;
    if (offsetMs(middle, zone) === before) low = middle;
    else high = middle;
  }
  return high;
}

/** The change of the clocks on a day in a zone, if there is one. */
export function clockChangeOn(day: PlainDay, zone: string): ClockChange | undefined {
  const [start, end] = [startOfDay(day, zone), startOfDay(addDays(day, 1), zone)];
  const hours = (end - start) / HOUR_MS;
  if (hours === 24) return undefined;
  const change = changeBetween(start - 1000, end, zone);
  const moved = offsetMs(change, zone) - offsetMs(start - 1000, zone);
  const wall = wallMs(change, zone);
  return moved > 0 ? { hours, kind: 'gap', from: wall - moved, to: wall } : { hours, kind: 'fold', from: wall, to: wall - moved };
}

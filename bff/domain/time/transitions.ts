import { fromEpochDay } from './civil-date.ts';
import { DAY_MS, type Instant, instant, MINUTE_MS, SECOND_MS } from './instant.ts';

/** A stretch of time in which a zone keeps one offset. `from` inclusive, `to` exclusive. */
export interface OffsetSpan {
  readonly from: Instant;
  readonly to: Instant;
  /** East positive; milliseconds, so that it adds to an instant. */
  readonly offsetMs: number;
}

/** A change of a zone's offset: the clocks jump at `at` from the one to the other. */
export interface Transition {
  readonly at: Instant;
  readonly beforeMs: number;
  readonly afterMs: number;
}

/**
 * The table of a zone is built in pages of 2^38 ms (8.7 years) when a page is first asked for, so that a zone costs
 * about a millisecond and the far future is as true as the runtime's rules, without an end year after which it would lie.
 */
const PAGE_MS = 2 ** 38;
/** Shorter than the shortest time between two changes of any zone since 1980: 6 d 23 h (Noronha in 2000, Gaza in 2040). */
const STEP_MS = 6 * DAY_MS;

/** Reads the offset in force from the runtime's own time-zone data. Throws RangeError for a zone it does not know. */
function offsetReader(zone: string): (at: number) => number {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  });
  return (at) => {
    const text = format.format(at); // "08, 02:30"
    const day = Number(text.slice(0, 2));
    const minutes = Number(text.slice(4, 6)) * 60 + Number(text.slice(7, 9));
    const utcDay = Math.floor(at / DAY_MS);
    const utcMinutes = Math.floor((at - utcDay * DAY_MS) / MINUTE_MS);
    const offset = (dayShift(day, utcDay) * 1440 + minutes - utcMinutes) * MINUTE_MS;
    if (Number.isNaN(offset)) throw new Error(`unexpected date text: ${text}`);
    return offset;
  };
}

/** How many days the local day of month lies after the UTC day: −1, 0 or 1. */
function dayShift(day: number, utcDay: number): number {
  if (fromEpochDay(utcDay).day === day) return 0;
  return fromEpochDay(utcDay + 1).day === day ? 1 : -1;
}

function bisect(offsetOf: (at: number) => number, from: number, to: number): number {
  const before = offsetOf(from);
  let low = from;
  let high = to;
  while (high - low > SECOND_MS) {
    const middle = Math.floor((low + high) / 2 / SECOND_MS) * SECOND_MS;
    if (offsetOf(middle) === before) low = middle;
    else high = middle;
  }
  return high;
}

function buildPage(offsetOf: (at: number) => number, page: number): OffsetSpan[] {
  // Bisection works on whole seconds; a page edge need not be one.
  const begin = Math.floor((page * PAGE_MS) / SECOND_MS) * SECOND_MS;
  const end = Math.floor(((page + 1) * PAGE_MS) / SECOND_MS) * SECOND_MS;
  const spans: OffsetSpan[] = [];
  let from = begin;
  let offsetMs = offsetOf(begin);
  for (let at = begin; at < end; ) {
    const next = Math.min(at + STEP_MS, end);
    const offset = offsetOf(next);
    if (offset !== offsetMs) {
      const change = bisect(offsetOf, at, next);
      if (change < end) {
        spans.push({ from: instant(from), to: instant(change), offsetMs });
        from = change;
        offsetMs = offsetOf(change);
      }
    }
    at = next;
  }
  spans.push({ from: instant(from), to: instant(end), offsetMs });
  return spans;
}

/** All that is known of one zone: its spans of constant offset, found by binary search. */
export class ZoneTable {
  readonly zone: string;
  readonly #offsetOf: (at: number) => number;
  readonly #pages = new Map<number, OffsetSpan[]>();
  #last: OffsetSpan = { from: instant(0), to: instant(0), offsetMs: 0 };

  constructor(zone: string) {
    this.zone = zone;
    this.#offsetOf = offsetReader(zone);
  }

  /** The span that holds `at`. Spans end at page edges too: a boundary is not always a change. */
  spanAt(at: number): OffsetSpan {
    const last = this.#last;
    if (at >= last.from && at < last.to) return last;
    const found = this.#search(at);
    this.#last = found;
    return found;
  }

  #search(at: number): OffsetSpan {
    const page = Math.floor((at + (SECOND_MS - 1)) / PAGE_MS);
    const spans = this.#page(page);
    // A page begins on the whole second before its edge, so the instants between belong to it.
    if (at < spans[0]!.from) return this.#page(page - 1).at(-1)!;
    let low = 0;
    let high = spans.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (spans[middle]!.from <= at) low = middle;
      else high = middle - 1;
    }
    return spans[low]!;
  }

  #page(page: number): OffsetSpan[] {
    const known = this.#pages.get(page);
    if (known !== undefined) return known;
    const spans = buildPage(this.#offsetOf, page);
    this.#pages.set(page, spans);
    return spans;
  }
}

const tables = new Map<string, ZoneTable>();

/** The table of a zone, made at first use and kept. Throws RangeError for an id the runtime does not know. */
export function zoneTable(zone: string): ZoneTable {
  const known = tables.get(zone);
  if (known !== undefined) return known;
  const table = new ZoneTable(zone);
  tables.set(zone, table);
  return table;
}

/** Offset from UTC in force at an instant, in minutes, east positive. */
export const offsetAt = (zone: string, at: Instant): number => zoneTable(zone).spanAt(at).offsetMs / MINUTE_MS;

/** The changes of a zone's offset in a time: `from` inclusive, `to` exclusive; in order, at most `most`. */
export function transitions(zone: string, from: Instant, to: Instant, most = Number.POSITIVE_INFINITY): Transition[] {
  const table = zoneTable(zone);
  const found: Transition[] = [];
  let before = table.spanAt(from - 1);
  while (before.to < to && found.length < most) {
    const after = table.spanAt(before.to);
    if (after.offsetMs !== before.offsetMs) found.push({ at: after.from, beforeMs: before.offsetMs, afterMs: after.offsetMs });
    before = after;
  }
  return found;
}

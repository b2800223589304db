import { DAY_MS, type Instant, MINUTE_MS, plus } from './instant.ts';
import { formatLocalMinute, wall } from './local-minute.ts';
import { transitions } from './transitions.ts';
import { abbreviationOf } from './zone-abbreviation.ts';

/** The clocks of a zone jump: `02:00 → 03:00 (PST to PDT)`. */
export interface ClockChange {
  readonly at: Instant;
  /** What the clock would show at that instant had it not jumped, `YYYY-MM-DDTHH:mm`. */
  readonly localBefore: string;
  readonly localAfter: string;
  readonly abbreviationBefore: string;
  readonly abbreviationAfter: string;
}

/** A zone that has not changed in as many years is not expected to. */
const YEARS_AHEAD = 20;

/** The next changes of a zone's clocks, at or after `from`. */
export function clockChanges(zone: string, from: Instant, count: number): ClockChange[] {
  const to = plus(from, YEARS_AHEAD * 366 * DAY_MS);
  return transitions(zone, from, to, count).map(({ at, beforeMs, afterMs }) => ({
    at,
    localBefore: formatLocalMinute(wall(at + beforeMs)),
    localAfter: formatLocalMinute(wall(at + afterMs)),
    abbreviationBefore: abbreviationOf(zone, beforeMs / MINUTE_MS),
    abbreviationAfter: abbreviationOf(zone, afterMs / MINUTE_MS),
  }));
}

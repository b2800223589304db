import { type Clock, type Instant, instant } from '../domain/time/instant.ts';

/** A clock that stands still until it is told otherwise. */
export interface TestClock {
  readonly now: Clock;
  readonly set: (iso: string) => void;
  readonly advance: (ms: number) => Instant;
}

export function testClock(startIso = '2026-03-05T18:42:00Z'): TestClock {
  let at = instant(Date.parse(startIso));
  return {
    now: () => at,
    set: (iso) => {
      at = instant(Date.parse(iso));
    },
    advance: (ms) => {
      at = instant(at + ms);
      return at;
    },
  };
}

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { instant, plus } from '../time/instant.ts';
import { nextPollDelayMs } from './poll-phase.ts';

describe('the phase of a poll', () => {
  const interval = fc.integer({ min: 60, max: 3600 });
  const now = fc.integer({ min: 0, max: 4_000_000_000_000 }).map(instant);

  it('comes between a tenth of an interval and 1.1 intervals from now, and then once every interval', () => {
    fc.assert(
      fc.property(fc.uuid(), interval, now, (id, seconds, at) => {
        const delay = nextPollDelayMs(id, seconds, at);
        expect(delay).toBeGreaterThanOrEqual(seconds * 100);
        expect(delay).toBeLessThan(seconds * 1100);
        expect(nextPollDelayMs(id, seconds, plus(at, delay))).toBe(seconds * 1000);
        // A little early or late does not move it to another round.
        expect(nextPollDelayMs(id, seconds, plus(at, delay - 500))).toBe(seconds * 1000 + 500);
        expect(nextPollDelayMs(id, seconds, plus(at, delay + 500))).toBe(seconds * 1000 - 500);
      }),
    );
  });

  it('spreads a fleet that came back at once evenly', () => {
    const perTenth = new Array<number>(10).fill(0);
    for (let i = 0; i < 10_000; i += 1) {
      const id = `0195a1b2-0000-7000-8000-${i.toString(16).padStart(12, '0')}`;
      const at = (nextPollDelayMs(id, 190, instant(0)) % 190_000) / 19_000;
      perTenth[Math.floor(at)]! += 1;
    }
    for (const count of perTenth) expect(count).toBeGreaterThan(800);
  });
});

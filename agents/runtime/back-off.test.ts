import fc from 'fast-check';
import { expect, test } from 'vitest';
import { backOffMs } from './back-off.ts';

const LIMITS = { minMs: 500, baseMs: 1000, maxMs: 60_000 };

test('every delay lies between the shortest and the longest', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 1_000_000 }),
      fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
      (failures, random) => {
        const delay = backOffMs(failures, LIMITS, () => random);
        expect(delay).toBeGreaterThanOrEqual(500);
        expect(delay).toBeLessThanOrEqual(60_000);
      },
    ),
  );
});

test.each([
  [1, 1000],
  [2, 2000],
  [4, 8000],
  [7, 60_000],
  [5000, 60_000],
])('after %i failures in a row the delay ends below %i ms', (failures, ceilingMs) => {
  expect(backOffMs(failures, LIMITS, () => 0.999_999_9)).toBe(ceilingMs);
  expect(backOffMs(failures, LIMITS, () => 0)).toBe(500);
});

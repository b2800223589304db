import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createClockOffset } from './clock-offset.ts';

const PLATFORM = 1_764_000_000_000;

test('the offset is right to half of the round trip, whatever the clock says', () => {
  const delays = fc.tuple(fc.integer({ min: 0, max: 5000 }), fc.integer({ min: 0, max: 5000 }));
  fc.assert(
    fc.property(fc.integer({ min: -172_800_000, max: 172_800_000 }), delays, (trueOffset, [there, back]) => {
      const offset = createClockOffset(() => 0);
      const sentAt = PLATFORM + trueOffset;
      offset.sample({ sentAt, receivedAt: sentAt + there + back, serverTime: PLATFORM + there });
      expect(Math.abs((offset.offsetMs() ?? 0) - trueOffset)).toBeLessThanOrEqual((there + back) / 2 + 1);
    }),
  );
});

test('a slow exchange does not spoil what a quick one measured', () => {
  const offset = createClockOffset(() => 0);
  offset.sample({ sentAt: PLATFORM, receivedAt: PLATFORM + 10, serverTime: PLATFORM + 5 });
  offset.sample({ sentAt: PLATFORM + 1000, receivedAt: PLATFORM + 5000, serverTime: PLATFORM + 4990 });
  expect(offset.offsetMs()).toBe(0);
});

test('a held answer measures by its way back alone', () => {
  const offset = createClockOffset(() => 0);
  offset.sample({ sentAt: PLATFORM, receivedAt: PLATFORM + 190_020, serverTime: PLATFORM + 190_000, held: true });
  expect(offset.offsetMs()).toBe(20);
});

test('a clock that was set is believed at the next exchange', () => {
  const offset = createClockOffset(() => PLATFORM + 60_000 + 3_600_000);
  offset.sample({ sentAt: PLATFORM, receivedAt: PLATFORM + 2, serverTime: PLATFORM + 1 });
  offset.sample({ sentAt: PLATFORM + 3_600_000, receivedAt: PLATFORM + 3_600_300, serverTime: PLATFORM + 150 });
  expect(offset.offsetMs()).toBe(3_600_000);
  expect(offset.now()).toBe(PLATFORM + 60_000);
});

test('without a measurement nothing is said, and the last known one is used', () => {
  expect(createClockOffset(() => 5).offsetMs()).toBeUndefined();
  expect(createClockOffset(() => 5000, 2000).now()).toBe(3000);
});

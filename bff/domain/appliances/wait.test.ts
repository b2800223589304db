import { expect, test } from 'vitest';
import { instant, plus } from '../time/instant.ts';
import type { Appliance } from './appliance.ts';
import { explainWait, type WaitFacts } from './wait.ts';

const now = instant(Date.parse('2026-03-08T10:00:00Z'));
const MINUTE = 60_000;
const appliance: Appliance = {
  ...{ id: 'a', revision: 1, name: 'lax-01', pollIntervalSeconds: 60, promptDelivery: true, addresses: [] },
  ...{ registeredAt: plus(now, -90 * MINUTE), lastPollAt: plus(now, -MINUTE / 2), nextPollAt: plus(now, MINUTE / 2) },
  ...{ onlineSince: plus(now, -90 * MINUTE), capacity: { slots: 4, used: 1 }, createdAt: plus(now, -99 * MINUTE) },
};
const facts = (change: Partial<Appliance>, more: Partial<WaitFacts> = {}): WaitFacts => ({
  ...{ appliance: { ...appliance, ...change }, runningSlices: 1 },
  ...more,
});
const declined = { reason: 'The load is high: 9.0, the limit is 4.', until: plus(now, MINUTE) };

test.each<[string, WaitFacts]>([
  ['retired since 2026-03-08 09:00 UTC', facts({ retiredAt: plus(now, -60 * MINUTE) })],
  ['has never connected', facts({ lastPollAt: undefined, nextPollAt: undefined })],
  ['offline since 2026-03-08 09:32 UTC', facts({ lastPollAt: plus(now, -31 * MINUTE), nextPollAt: plus(now, -30 * MINUTE) })],
  ['late: missed 1 poll; the first was due 2026-03-08 09:59 UTC', facts({ nextPollAt: plus(now, -MINUTE) })],
  ['full: 4 of 4 slots in use', facts({ capacity: { slots: 4, used: 4 } })],
  ['full: 4 of 4 slots in use', facts({}, { runningSlices: 4 })],
  ['offers no slots', facts({ capacity: undefined }, { runningSlices: 0 })],
  [`declined: ${declined.reason} Asked again 2026-03-08 10:01 UTC`, facts({}, { declined })],
  ['about to take it: 3 of 4 slots free', facts({})],
  [
    'updates scand to 1.2.0, meanwhile about to take it: 3 of 4 slots free',
    facts({ updates: [{ package: 'scand', state: 'downloading', to: '1.2.0', at: plus(now, -MINUTE) }] }),
  ],
  ['3 of 4 slots free, next poll due 2026-03-08 10:00 UTC', facts({ promptDelivery: false })],
])('says why it has not taken the slice: %s', (reason, given) => {
  expect(explainWait(given, now).reason).toBe(reason);
});

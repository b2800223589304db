import { expect, test } from 'vitest';
import { instant } from '../time/instant.ts';
import { OFFLINE_AFTER_MS, sensorState, UNKNOWN_AFTER_MS } from './sensor-state.ts';

const NOW = instant(Date.UTC(2026, 2, 8, 10));
const ago = (ms: number) => instant(NOW - ms);

test.each([
  ['never-connected', {}],
  ['online', { lastCheckInAt: ago(0) }],
  ['online', { lastCheckInAt: ago(OFFLINE_AFTER_MS - 1) }],
  ['offline', { lastCheckInAt: ago(OFFLINE_AFTER_MS) }],
  ['offline', { lastCheckInAt: ago(UNKNOWN_AFTER_MS - 1) }],
  ['unknown', { lastCheckInAt: ago(UNKNOWN_AFTER_MS) }],
  ['retired', { lastCheckInAt: ago(0), retiredAt: ago(5) }],
])('a sensor is %s: %j', (state, facts) => {
  expect(sensorState(facts, NOW).state).toBe(state);
});

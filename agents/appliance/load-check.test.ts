import { expect, test } from 'vitest';
import { decideDecline, type LoadCheck } from './load-check.ts';
import { slotsOf } from './machine.ts';

const GIB = 1024 ** 3;
const machine = { cores: 2, cpuPercent: 10, load: 0.5, memoryTotalBytes: 4 * GIB, memoryAvailableBytes: 2 * GIB, diskFreeBytes: 10 * GIB };
const idle: LoadCheck = { machine, slots: 4, used: 0, maxLoad: undefined, spoolIsFull: false, isEnding: false };

test('an appliance with room takes the slice', () => {
  expect(decideDecline(idle)).toBeUndefined();
});

test.each<[string, Partial<LoadCheck>]>([
  ['All 4 slots are in use.', { used: 4 }],
  ['Its only slot is in use.', { slots: 1, used: 1 }],
  ['The appliance is shutting down.', { isEnding: true }],
  ['No room is left for results: the spool of the appliance is full.', { spoolIsFull: true }],
  ['The disk is short: 10 MiB free, 64 MiB needed.', { machine: { ...machine, diskFreeBytes: 10 * 1024 ** 2 } }],
  ['Memory is short: 100 MiB available, 128 MiB needed.', { machine: { ...machine, memoryAvailableBytes: 100 * 1024 ** 2 } }],
  ['A process may open only 128 files; a scan needs 256.', { machine: { ...machine, openFiles: 128 } }],
  ['The load is high: 12.5, the limit is 12.', { machine: { ...machine, load: 12.5 } }],
  ['The load is high: 2.5, the limit is 2.', { machine: { ...machine, load: 2.5 }, maxLoad: 2 }],
])('it declines: %s', (reason, given) => {
  expect(decideDecline({ ...idle, ...given })).toBe(reason);
});

test.each([
  [1, 0.3, 1],
  [2, 4, 4],
  [4, 1, 2],
  [64, 512, 32],
])('%i cores and %f GiB give %i slots', (cores, gib, slots) => {
  expect(slotsOf({ cores, memoryTotalBytes: gib * GIB })).toBe(slots);
});

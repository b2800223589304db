import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { HOUR_MS, instant } from '../time/instant.ts';
import { judgeRollout } from './judge-rollout.ts';
import { checkPhases, placeOf, type Rollout, reaches, STANDARD_PHASES, wantedVersion } from './rollout.ts';

const NOW = instant(Date.UTC(2026, 2, 5));
const rollout = (more: Partial<Rollout> = {}): Rollout => ({
  ...{ id: 'r1', package: 'scand', version: '2', formerVersion: '1', phases: STANDARD_PHASES, phase: 0, phaseSince: NOW },
  ...{ state: 'running', maxFailedPercent: 10, failuresSince: NOW },
  ...more,
});
const completed = rollout({ id: 'r0', version: '1', state: 'completed' });

describe('the share of the fleet', () => {
  test('is within two percent of what the phase says, and another part in every roll-out', () => {
    const ids = Array.from({ length: 10_000 }, (_, n) => `appliance-${n}`);
    for (const id of ['r1', 'r2']) {
      const reached = ids.filter((one) => placeOf(id, one) < 10).length;
      expect(Math.abs(reached / 100 - 10)).toBeLessThan(2);
    }
    const both = ids.filter((one) => placeOf('r1', one) < 10 && placeOf('r2', one) < 10).length;
    expect(both).toBeLessThan(300);
  });
  test('only grows from phase to phase, until it is everybody', () => {
    fc.assert(
      fc.property(fc.uuid(), fc.uuid(), (id, appliance) => {
        const reached = [0, 1, 2].map((phase) => reaches(rollout({ id, phase }), appliance));
        expect(reached).toEqual([...reached].sort((a, b) => Number(a) - Number(b)));
        expect(reached[2]).toBe(true);
      }),
    );
  });
});

test('a version is wanted by who is reached; all others, and everybody after an abort, want the former one', () => {
  fc.assert(
    fc.property(fc.uuid(), fc.constantFrom('running', 'paused', 'aborted', 'superseded'), fc.nat(2), (id, state, phase) => {
      const active = rollout({ state, phase });
      const isMeant = (state === 'running' || state === 'paused') && placeOf('r1', id) < STANDARD_PHASES[phase]!.sharePercent;
      expect(wantedVersion({ active, completed }, id)).toBe(isMeant ? '2' : '1');
      expect(wantedVersion({ active }, id)).toBe(isMeant ? '2' : null);
      // Installed with it, or reached before: it is not taken away while the roll-out is under way.
      expect(wantedVersion({ active, completed }, id, '2')).toBe(state === 'running' || state === 'paused' ? '2' : '1');
    }),
  );
});

test.each([
  ['nobody tried yet', { reached: 10, installed: 0, failed: 0 }, 0, { kind: 'wait', at: NOW + 4 * HOUR_MS }],
  ['the first try failed', { reached: 10, installed: 0, failed: 1 }, 0, { kind: 'pause' }],
  ['one of ten failed: as many as allowed', { reached: 10, installed: 9, failed: 1 }, 0, { kind: 'wait', at: NOW + 4 * HOUR_MS }],
  ['two of ten failed', { reached: 10, installed: 8, failed: 2 }, 0, { kind: 'pause' }],
  ['healthy, a minute too early', { reached: 10, installed: 10, failed: 0 }, 4 * HOUR_MS - 60_000, { kind: 'wait', at: NOW + 4 * HOUR_MS }],
  ['healthy for long enough', { reached: 10, installed: 1, failed: 0 }, 4 * HOUR_MS, { kind: 'advance' }],
  ['long enough, and all of them silent', { reached: 10, installed: 0, failed: 0 }, 9 * HOUR_MS, { kind: 'wait' }],
  ['a phase that reaches nobody', { reached: 0, installed: 0, failed: 0 }, 4 * HOUR_MS, { kind: 'advance' }],
] as const)('by itself: %s', (_, figures, afterMs, verdict) => {
  expect(judgeRollout(rollout(), figures, instant(NOW + afterMs))).toMatchObject(verdict);
});

test('the last phase completes; a phase without hours waits for a person; what is paused stays so', () => {
  const healthy = { reached: 5, installed: 5, failed: 0 };
  const later = instant(NOW + 5 * HOUR_MS);
  expect(judgeRollout(rollout({ phase: 2 }), healthy, later)).toEqual({ kind: 'complete' });
  expect(judgeRollout(rollout({ phases: [{ sharePercent: 100 }] }), healthy, later)).toEqual({ kind: 'wait' });
  expect(judgeRollout(rollout({ state: 'paused' }), { ...healthy, failed: 5 }, later)).toEqual({ kind: 'wait' });
});

test('all problems of phases are told at once', () => {
  const shares = (...list: number[]) => list.map((sharePercent) => ({ sharePercent }));
  expect(checkPhases(shares(10, 50, 100))).toEqual([]);
  expect(checkPhases([]).length).toBe(1);
  expect(checkPhases(shares(50, 50, 20, 90)).map(({ path }) => path[1])).toEqual([1, 2, 3]);
});

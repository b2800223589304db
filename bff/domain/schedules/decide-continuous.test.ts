import { describe, expect, it } from 'vitest';
import { instant, MINUTE_MS, plus } from '../time/instant.ts';
import { decideContinuous } from './decide-continuous.ts';
import type { LaunchPlan } from './recurrence.ts';

const plan: LaunchPlan = {
  start: '2026-03-01T02:30',
  timeZone: 'America/Los_Angeles',
  observeDst: true,
  gap: 'shift',
  fold: 'first',
  recurrence: { kind: 'continuous' },
};
const setup = { relaunchOnFinish: true, deactivateAfterErrors: 3 };
const endedAt = instant(Date.parse('2026-03-08T09:59:30Z'));

describe('relaunch on finish', () => {
  it('launches a minute after the end, with the wall clock of that minute', () => {
    expect(decideContinuous({ plan, errorsInARow: 2 }, { state: 'finished', endedAt }, setup)).toEqual({
      errorsInARow: 0,
      next: { at: plus(endedAt, MINUTE_MS), local: '2026-03-08T03:00', offsetMinutes: -420 },
    });
  });

  it('goes on after an error below the number of Setup', () => {
    expect(decideContinuous({ plan, errorsInARow: 1 }, { state: 'error', endedAt }, setup)).toMatchObject({
      errorsInARow: 2,
      next: { at: endedAt + MINUTE_MS },
    });
  });

  it('ends at the number of errors in a row that Setup names', () => {
    expect(decideContinuous({ plan, errorsInARow: 2 }, { state: 'error', endedAt }, setup)).toEqual({
      errorsInARow: 3,
      inactive: 'scan-errors',
    });
  });

  it('ends at the first error by default', () => {
    const first = { ...setup, deactivateAfterErrors: 1 };
    expect(decideContinuous({ plan, errorsInARow: 0 }, { state: 'error', endedAt }, first)).toEqual({
      errorsInARow: 1,
      inactive: 'scan-errors',
    });
  });

  it('ends when a person cancels its scan', () => {
    expect(decideContinuous({ plan, errorsInARow: 1 }, { state: 'canceled', by: 'person', endedAt }, setup)).toEqual({
      errorsInARow: 1,
      inactive: 'scan-canceled',
    });
  });

  it('goes on when the duration limit cancels its scan', () => {
    expect(decideContinuous({ plan, errorsInARow: 1 }, { state: 'canceled', by: 'duration', endedAt }, setup)).toMatchObject({
      errorsInARow: 1,
      next: {},
    });
  });

  it.each(['queued', 'running', 'pausing', 'paused', 'canceling'] as const)('is held while its scan is %s', (state) => {
    expect(decideContinuous({ plan, errorsInARow: 1 }, { state }, setup)).toEqual({ errorsInARow: 1 });
  });

  it('ends when Setup no longer allows it', () => {
    expect(
      decideContinuous({ plan, errorsInARow: 0 }, { state: 'finished', endedAt }, { ...setup, relaunchOnFinish: false }),
    ).toMatchObject({ inactive: 'relaunch-off' });
  });

  it('waits for a start that lies ahead', () => {
    const later = { ...plan, start: '2026-04-01T00:00' };
    expect(decideContinuous({ plan: later, errorsInARow: 0 }, { state: 'finished', endedAt }, setup).next?.local).toBe('2026-04-01T00:00');
  });
});

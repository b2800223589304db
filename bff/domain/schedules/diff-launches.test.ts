import { describe, expect, it } from 'vitest';
import { instant } from '../time/instant.ts';
import { diffLaunches } from './diff-launches.ts';
import { occurrences } from './occurrences.ts';
import type { LaunchPlan, Recurrence } from './recurrence.ts';

const plan: LaunchPlan = {
  start: '2026-06-01T02:00',
  timeZone: 'Europe/Berlin',
  observeDst: true,
  gap: 'shift',
  fold: 'first',
  recurrence: { kind: 'daily', every: 1 },
};
const weekly = (...weekdays: ('MO' | 'TU' | 'WE' | 'FR' | 'SU')[]): Recurrence => ({ kind: 'weekly', every: 1, weekdays });
const list = (changes: Partial<LaunchPlan>) =>
  occurrences({ ...plan, ...changes }, { from: instant(0), to: instant(Date.parse('2026-06-15T00:00:00Z')) });
const diff = (before: Partial<LaunchPlan>, after: Partial<LaunchPlan>) =>
  diffLaunches(list(before), list(after)).map((change) => {
    const texts = [change.kind === 'added' ? '' : change.before.local.slice(5), change.kind === 'lost' ? '' : change.after.local.slice(5)];
    return `${change.kind} ${texts.filter((text) => text !== '').join(' → ')}`;
  });

describe('what an edit changes', () => {
  it('nothing, when the instants are the same', () => {
    expect(diff({}, { recurrence: weekly('MO', 'TU', 'WE', 'FR', 'SU') }).filter((line) => !line.startsWith('lost'))).toEqual([]);
    expect(diff({}, {})).toEqual([]);
  });

  it('another time moves every launch within its day', () => {
    expect(diff({ recurrence: weekly('MO') }, { recurrence: weekly('MO'), start: '2026-06-01T23:30' })).toEqual([
      'moved 06-01T02:00 → 06-01T23:30',
      'moved 06-08T02:00 → 06-08T23:30',
    ]);
  });

  it('another weekday moves every launch to it', () => {
    expect(diff({ recurrence: weekly('MO') }, { recurrence: weekly('FR') })).toEqual([
      'moved 06-01T02:00 → 06-05T02:00',
      'moved 06-08T02:00 → 06-12T02:00',
    ]);
  });

  it('a later start loses the first, a higher limit adds a last', () => {
    expect(diff({ endsAfter: 3 }, { start: '2026-06-02T02:00', endsAfter: 3 })).toEqual(['lost 06-01T02:00', 'added 06-04T02:00']);
  });

  it('fewer days and another time: those of the same day move, the rest is lost', () => {
    expect(diff({ endsAfter: 4 }, { recurrence: { kind: 'daily', every: 2 }, start: '2026-06-01T03:00', endsAfter: 2 })).toEqual([
      'moved 06-01T02:00 → 06-01T03:00',
      'lost 06-02T02:00',
      'moved 06-03T02:00 → 06-03T03:00',
      'lost 06-04T02:00',
    ]);
  });

  it('a schedule that no longer launches loses all', () => {
    expect(diffLaunches(list({ endsAfter: 2 }), []).map((change) => change.kind)).toEqual(['lost', 'lost']);
  });
});

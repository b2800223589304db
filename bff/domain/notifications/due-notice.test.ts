import { describe, expect, test } from 'vitest';
import { instant, toIso } from '../time/instant.ts';
import { type Noticed, noticeDueAfter, owedBeforeLaunches } from './due-notice.ts';

const at = (iso: string) => instant(Date.parse(iso));
const first = { at: at('2026-03-06T10:30:00Z'), local: '2026-03-06T02:30', offsetMinutes: -480 };

const daily = (more: Partial<Noticed> = {}): Noticed => ({
  ...{ id: 's', title: 'Weekly DMZ', ownerId: 'ann', active: true, occurrencesCounted: 0, next: first },
  ...{ start: '2026-03-06T02:30', timeZone: 'America/Los_Angeles', observeDst: true, gap: 'shift', fold: 'first' },
  recurrence: { kind: 'daily', every: 1 },
  notifications: { before: { amount: 1, unit: 'hours', message: '' }, distributionGroupIds: [] },
  ...more,
});
const days = (amount: number) => ({ before: { amount, unit: 'days' as const, message: '' }, distributionGroupIds: [] });
const due = (schedule: Noticed, after: string) => {
  const found = noticeDueAfter(schedule, at(after));
  return found === undefined ? undefined : toIso(found);
};

describe('the notice before a launch', () => {
  test.each([
    ['an hour before', daily(), '2026-03-05T18:42:00Z', '2026-03-06T09:30:00Z'],
    ['its moment passed before the schedule was saved: the next one', daily(), '2026-03-06T09:30:00Z', '2026-03-07T09:30:00Z'],
    [
      '72 hours before the Monday after the clocks change',
      daily({ notifications: days(3) }),
      '2026-03-05T18:42:00Z',
      '2026-03-06T09:30:00Z',
    ],
    ['nothing while inactive', daily({ active: false }), '2026-03-05T18:42:00Z', undefined],
    ['nothing for the launch after the last', daily({ endsAfter: 1 }), '2026-03-06T09:30:00Z', undefined],
  ] as const)('%s', (_, schedule, after, expected) => {
    expect(due(schedule, after)).toBe(expected);
  });

  test('is owed for every launch whose moment came since the last look, and not for one that has passed', () => {
    const keys = (since: string, now: string) =>
      owedBeforeLaunches(daily({ notifications: days(2) }), at(since), at(now)).map(({ key }) => key);
    expect(keys('2026-03-04T10:30:00Z', '2026-03-05T12:00:00Z')).toEqual(['2026-03-06T10:30:00Z', '2026-03-07T10:30:00Z']);
    expect(keys('2026-03-04T10:30:00Z', '2026-03-06T10:30:00Z')).toEqual(['2026-03-07T10:30:00Z', '2026-03-08T10:30:00Z']);
  });
});

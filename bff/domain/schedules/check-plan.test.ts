import { describe, expect, it } from 'vitest';
import { instant } from '../time/instant.ts';
import { checkPlan } from './check-plan.ts';
import type { LaunchPlan, Recurrence } from './recurrence.ts';

const now = instant(Date.parse('2026-03-05T12:00:00Z'));
const plan: LaunchPlan = {
  start: '2026-03-08T02:30',
  timeZone: 'America/Los_Angeles',
  observeDst: true,
  gap: 'shift',
  fold: 'first',
  recurrence: { kind: 'daily', every: 1 },
};
const found = (changes: Partial<LaunchPlan>) =>
  checkPlan({ ...plan, ...changes }, now).map((issue) => `${issue.path.join('.')} ${issue.code}`);
const byDate = (every: number, day: number): Recurrence => ({ kind: 'monthlyByDate', every, day, shortMonth: 'skip' });

describe('a plan is checked', () => {
  it.each<[string, Partial<LaunchPlan>, string[]]>([
    ['a sound plan has no problem', {}, []],
    ['a start in the past is fine for a rule', { start: '2020-01-01T00:00' }, []],
    ['but not for once', { start: '2020-01-01T00:00', recurrence: { kind: 'once' } }, ['start start-past']],
    ['once at this very minute is past', { start: '2026-03-05T04:00', recurrence: { kind: 'once' } }, ['start start-past']],
    ['31 February', { start: '2026-02-31T10:00' }, ['start start-impossible']],
    ['no date at all', { start: 'tomorrow' }, ['start start-malformed']],
    ['a start before time zones were tidy', { start: '1970-01-01T00:00' }, ['start start-too-early']],
    ['a zone that is not supported', { timeZone: 'Canada/Saskatchewan' }, ['timeZone time-zone-not-supported']],
    ['daylight saving in Arizona', { timeZone: 'America/Phoenix' }, ['observeDst dst-not-observed']],
    ['Arizona without it', { timeZone: 'America/Phoenix', observeDst: false }, []],
    ['an alias', { timeZone: 'US/Pacific' }, []],
    ['no weekday', { recurrence: { kind: 'weekly', every: 1, weekdays: [] } }, ['recurrence.weekdays weekdays-empty']],
    ['a weekday twice', { recurrence: { kind: 'weekly', every: 1, weekdays: ['MO', 'MO'] } }, ['recurrence.weekdays.1 weekday-twice']],
    ['every 0 days', { recurrence: { kind: 'daily', every: 0 } }, ['recurrence.every every-out-of-range']],
    ['every 1.5 weeks', { recurrence: { kind: 'weekly', every: 1.5, weekdays: ['MO'] } }, ['recurrence.every every-out-of-range']],
    [
      'every 13 months on day 32',
      { recurrence: byDate(13, 32) },
      ['recurrence.every every-out-of-range', 'recurrence.day day-out-of-range'],
    ],
    ['ends after 0', { endsAfter: 0 }, ['endsAfter ends-after-out-of-range']],
    [
      'the 31st, every 12 months from a February, skip',
      { start: '2027-02-01T10:00', recurrence: byDate(12, 31) },
      ['recurrence.day rule-never-matches'],
    ],
    [
      'the 30th, every 12 months from a February, skip',
      { start: '2027-02-01T10:00', recurrence: byDate(12, 30) },
      ['recurrence.day rule-never-matches'],
    ],
    ['the 29th of February comes again', { start: '2027-02-01T10:00', recurrence: byDate(12, 29) }, []],
    ['the 31st, every 2 months from February, comes in August', { start: '2027-02-01T10:00', recurrence: byDate(2, 31) }, []],
    ['once in a gap, skip', { recurrence: { kind: 'once' }, gap: 'skip' }, ['start rule-never-matches']],
    [
      'every March in the gap, skip',
      { recurrence: { kind: 'monthlyByWeekday', every: 12, week: 'second', weekday: 'SU' }, gap: 'skip' },
      ['start rule-never-matches'],
    ],
  ])('%s', (_, changes, problems) => {
    expect(found(changes)).toEqual(problems);
  });

  it('tells all problems at once', () => {
    expect(
      found({ start: '2026-02-31T10:00', timeZone: 'EST', recurrence: { kind: 'weekly', every: 99, weekdays: [] }, endsAfter: -1 }),
    ).toEqual([
      'start start-impossible',
      'timeZone time-zone-not-supported',
      'recurrence.every every-out-of-range',
      'recurrence.weekdays weekdays-empty',
      'endsAfter ends-after-out-of-range',
    ]);
  });

  it('names the nearest supported zone', () => {
    const [issue] = checkPlan({ ...plan, timeZone: 'Canada/Saskatchewan' }, now);
    expect(issue?.message).toBe('time zone not supported: Canada/Saskatchewan; nearest supported zone: America/Swift_Current');
  });
});

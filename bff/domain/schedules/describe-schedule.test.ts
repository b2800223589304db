import { describe, expect, it } from 'vitest';
import { describeInstant } from '../time/describe-instant.ts';
import { instant } from '../time/instant.ts';
import { describeReason } from './describe-reason.ts';
import { describeSchedule } from './describe-schedule.ts';
import type { LaunchReason } from './launch.ts';
import type { LaunchPlan } from './recurrence.ts';

const now = instant(Date.parse('2026-03-05T12:00:00Z'));
const plan: LaunchPlan = {
  start: '2026-03-08T02:30',
  timeZone: 'America/Los_Angeles',
  observeDst: true,
  gap: 'shift',
  fold: 'first',
  recurrence: { kind: 'daily', every: 1 },
};

describe('a schedule in words', () => {
  it('is a sentence', () => {
    expect(describeSchedule({ ...plan, endsAfter: 15 }, now).sentence).toBe(
      'Every day at 02:30, Los Angeles time, from 8 March; ends after 15 launches; follows daylight saving.',
    );
  });

  it('says what a fixed offset is, and the year if it is another', () => {
    expect(describeSchedule({ ...plan, start: '2027-03-08T02:30', observeDst: false }, now).sentence).toBe(
      'Every day at 02:30, Los Angeles time, from 8 March 2027; always GMT-08:00.',
    );
  });

  it('says what departs from the usual when the clocks change', () => {
    expect(describeSchedule({ ...plan, gap: 'skip', fold: 'second' }, now).sentence).toContain(
      'follows daylight saving; left out when its time does not exist; at the second of a repeated time.',
    );
  });

  it.each<[LaunchPlan['recurrence'], string]>([
    [{ kind: 'daily', every: 2 }, 'Every 2 days at 02:30'],
    [{ kind: 'weekly', every: 1, weekdays: ['FR'] }, 'Every Friday at 02:30'],
    [{ kind: 'weekly', every: 2, weekdays: ['MO'] }, 'Every 2 weeks on Monday at 02:30'],
    [{ kind: 'weekly', every: 1, weekdays: ['FR', 'MO', 'TU', 'TH', 'WE'] }, 'Every Monday to Friday at 02:30'],
    [{ kind: 'weekly', every: 1, weekdays: ['MO', 'WE', 'SA'] }, 'Every Monday, Wednesday and Saturday at 02:30'],
    [{ kind: 'weekly', every: 1, weekdays: ['SA', 'SU'] }, 'Every Saturday and Sunday at 02:30'],
    [{ kind: 'weekly', every: 1, weekdays: ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] }, 'Every day of the week at 02:30'],
    [{ kind: 'monthlyByDate', every: 1, day: 31 }, 'Day 31 of every month at 02:30'],
    [{ kind: 'monthlyByDate', every: 3, day: 31, shortMonth: 'skip' }, 'Day 31 of every 3 months at 02:30, not in shorter months'],
    [{ kind: 'monthlyByWeekday', every: 1, week: 'last', weekday: 'SU' }, 'Last Sunday of every month at 02:30'],
    [{ kind: 'once' }, 'Once, Sun 8 Mar at 02:30'],
    [{ kind: 'continuous' }, 'Relaunch on finish'],
  ])('%j is short: %s', (recurrence, words) => {
    expect(describeSchedule({ ...plan, recurrence }, now).shortSentence).toBe(words);
  });
});

describe('a reason in words', () => {
  const at = instant(Date.parse('2026-03-08T10:30:00Z'));
  const words = { time: (one: typeof at) => describeInstant(one, 'America/Los_Angeles', now), person: () => 'Mara Okafor' };
  it.each<[LaunchReason, string]>([
    [{ code: 'overlap', scanId: 's', scanState: 'paused' }, 'The previous scan had not ended: paused'],
    [{ code: 'concurrency-limit', active: 40, limit: 40 }, 'Concurrent-scan limit full: 40 of 40 queued or running'],
    [{ code: 'platform-down', since: at }, 'The platform was down since Sun 8 Mar 03:30 PDT'],
    [{ code: 'platform-down' }, 'The platform was down when it was due'],
    [{ code: 'superseded', by: at }, 'Due while the platform was down; the newer launch of Sun 8 Mar 03:30 PDT ran instead'],
    [
      { code: 'lateness-limit', limitSeconds: 14_400, because: 'concurrency-limit' },
      'Not launched within 4 h: the concurrent-scan limit was full all that time',
    ],
    [{ code: 'no-capacity', appliances: ['syd-scan-01'], since: at }, 'syd-scan-01 could not take it since Sun 8 Mar 03:30 PDT'],
    [{ code: 'many-missed', count: 630, last: at }, '630 launches until Sun 8 Mar 03:30 PDT were missed: the platform was down'],
    [{ code: 'released', by: 'u1' }, 'Held after an outage, released by Mara Okafor'],
    [{ code: 'by-hand', by: 'u1' }, 'Launched by hand by Mara Okafor'],
  ])('%j', (reason, text) => {
    expect(describeReason(reason, words)).toBe(text);
  });
});

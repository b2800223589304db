import { describe, expect, it } from 'vitest';
import { instant, toIso } from '../time/instant.ts';
import { checkDuration } from './check-duration.ts';
import { durationTimes } from './duration-times.ts';
import type { ScanDuration } from './schedule.ts';

const pause = (afterMinutes: number, days: number, hours: number): ScanDuration => ({
  action: 'pause',
  afterMinutes,
  resume: { kind: 'after', days, hours },
});

describe('the times of a duration', () => {
  const startedAt = instant(Date.parse('2019-04-23T14:00:00Z'));
  const times = (duration: ScanDuration) => Object.entries(durationTimes(startedAt, duration)).map(([name, at]) => `${name} ${toIso(at)}`);

  it.each<[string, ScanDuration, string[]]>([
    ['example 1 of the seed', pause(150, 1, 0), ['pausesAt 2019-04-23T16:30:00Z', 'resumesAt 2019-04-24T14:00:00Z']],
    ['example 2 of the seed', pause(1800, 2, 0), ['pausesAt 2019-04-24T20:00:00Z', 'resumesAt 2019-04-25T14:00:00Z']],
    ['a pause that a person resumes', { action: 'pause', afterMinutes: 60, resume: { kind: 'manual' } }, ['pausesAt 2019-04-23T15:00:00Z']],
    ['zero acts as 15 minutes', { action: 'cancel', afterMinutes: 0 }, ['cancelsAt 2019-04-23T14:15:00Z']],
    ['so do 14', { action: 'pause', afterMinutes: 14 }, ['pausesAt 2019-04-23T14:15:00Z']],
    ['16 are 16', { action: 'cancel', afterMinutes: 16 }, ['cancelsAt 2019-04-23T14:16:00Z']],
  ])('%s', (_, duration, expected) => {
    expect(times(duration)).toEqual(expected);
  });
});

describe('a duration is checked', () => {
  it.each<[string, ScanDuration, string[]]>([
    ['resumes an hour after the full hour of the pause', pause(270, 0, 6), []],
    ['an hour earlier is too early', pause(270, 0, 5), ['duration.resume resume-too-early']],
    ['a pause at a full hour is its own full hour', pause(300, 0, 6), []],
    ['a resume before the pause', pause(1800, 0, 3), ['duration.resume resume-too-early']],
    ['zero counts as 15 minutes here too', pause(0, 0, 1), ['duration.resume resume-too-early']],
    ['zero, resumed after two hours', pause(0, 0, 2), []],
    ['by a person, whenever', { action: 'pause', afterMinutes: 60, resume: { kind: 'manual' } }, []],
    ['cancel and resume', { ...pause(60, 1, 0), action: 'cancel' }, ['duration.resume resume-without-pause']],
    ['more than 119 h 59 min', { action: 'cancel', afterMinutes: 7200 }, ['duration.afterMinutes duration-out-of-range']],
    ['more than 9 days', pause(60, 10, 0), ['duration.resume resume-out-of-range']],
  ])('%s', (_, duration, problems) => {
    expect(checkDuration(duration).map((issue) => `${issue.path.join('.')} ${issue.code}`)).toEqual(problems);
  });

  it('names the times of the first run', () => {
    const [issue] = checkDuration(pause(270, 0, 5), '2026-03-08T03:30');
    expect(issue?.message).toBe('Resumes 08:30, must be 09:30 or later (pauses 08:00).');
  });

  it('names the day when it is another', () => {
    const [issue] = checkDuration(pause(1800, 1, 0), '2019-04-23T14:00');
    expect(issue?.message).toBe('Resumes Wed 24 Apr 14:00, must be Wed 24 Apr 21:00 or later (pauses Wed 24 Apr 20:00).');
  });

  it('counts from the start when the start is not known', () => {
    const [issue] = checkDuration(pause(270, 0, 5));
    expect(issue?.message).toBe('Resumes 5 h after the start, must be 6 h or later (pauses after 4 h 30 min).');
  });
});

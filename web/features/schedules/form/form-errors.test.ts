import { describe, expect, it } from 'vitest';
import { formErrors, joinErrors, mapIssues, planErrors, typedErrors } from './form-errors.ts';
import { blankValues, type ScheduleFormValues } from './schedule-form-values.ts';

const blank = blankValues('Europe/Berlin', true, '2026-03-08');
const issue = (path: (string | number)[], message = 'wrong') => ({ path, code: 'some', message });

describe('an issue of the server', () => {
  it.each([
    [['title'], 'title'],
    [['start'], 'date'],
    [['timeZone'], 'timeZone'],
    [['recurrence', 'kind'], 'recurrence'],
    [['recurrence', 'every'], 'every'],
    [['recurrence', 'weekdays', 1], 'weekdays'],
    [['recurrence', 'day'], 'day'],
    [['endsAfter'], 'endsAfter'],
    [['target'], 'include'],
    [['target', 'exclude', 0], 'exclude'],
    [['scanners', 'ids', 2], 'scanners'],
    [['duration', 'afterMinutes'], 'stop'],
    [['duration', 'resume'], 'resume'],
    [['duration', 'resume', 'hours'], 'resume'],
    [['notifications', 'before', 'amount'], 'before'],
    [['notifications', 'completed', 'message'], 'completed'],
    [['optionProfileId'], 'optionProfileId'],
    [['ownerId'], 'ownerId'],
  ] as [(string | number)[], string][])('%j stands at %s', (path, name) => {
    expect(mapIssues([issue(path)], blank)).toEqual({ fields: { [name]: 'wrong' }, messages: [] });
  });

  it('with one target names its line and what is written there', () => {
    const values = { ...blank, include: '10.0.0.1\n\n10.0.0.2, 10.20.0.x' };
    expect(mapIssues([issue(['target', 'include', 2], 'Not an address.')], values).fields.include).toBe(
      'Line 3, 10.20.0.x: Not an address.',
    );
    expect(mapIssues([issue(['target', 'include', 2], '10.20.0.x is no address.')], values).fields.include).toBe(
      'Line 3: 10.20.0.x is no address.',
    );
  });

  it('is one of many: the first five are shown, the rest counted', () => {
    const values = { ...blank, include: 'a\nb\nc\nd\ne\nf\ng' };
    const issues = [0, 1, 2, 3, 4, 5, 6].map((index) => issue(['target', 'include', index]));
    expect(mapIssues(issues, values).fields.include?.split('\n')).toHaveLength(6);
    expect(mapIssues(issues, values).fields.include).toContain('And 2 more.');
  });

  it('that belongs to no field is not lost', () => {
    expect(mapIssues([issue([]), issue(['unheard'], 'of')], blank)).toEqual({ fields: {}, messages: ['wrong', 'of'] });
  });
});

describe('what the form sees itself', () => {
  it('is all told at once', () => {
    const values = { ...blank, date: '', time: '25:00', everyWeeks: undefined, weekdays: [], ends: true, endsAfter: 0, priority: 12 };
    expect(Object.keys(formErrors(values)).sort()).toEqual(
      ['date', 'endsAfter', 'every', 'include', 'priority', 'time', 'title', 'weekdays'].sort(),
    );
  });

  it('takes the place of what the server says of the same, and of the date where only the time is wrong', () => {
    expect(joinErrors({ date: 'no start', title: 'too short' }, { time: 'no time' })).toEqual({ title: 'too short', time: 'no time' });
    expect(joinErrors({ date: 'passed' }, { title: 'none' })).toEqual({ date: 'passed', title: 'none' });
  });

  it('leaves a complete plan alone', () => {
    expect(planErrors(blank)).toEqual({});
  });

  it('does not judge fields that are not in use', () => {
    expect(planErrors({ ...blank, recurrence: 'once', ends: true, endsAfter: undefined, everyDays: undefined })).toEqual({});
    expect(formErrors({ ...blank, stop: 'none', stopHours: undefined })).not.toHaveProperty('stop');
  });
});

const complete: ScheduleFormValues = { ...blank, title: 'Night sweep', include: '192.0.2.1' };
const told = (length: number) => ({ on: true, message: 'm'.repeat(length) });
const notice = (amount: number, unit: 'minutes' | 'hours' | 'days') => ({ before: { on: true, message: '', amount, unit } });

describe('a limit', () => {
  it.each<[string, string, Partial<ScheduleFormValues>, Partial<ScheduleFormValues>]>([
    ['the longest title', 'title', { title: 'x'.repeat(2000) }, { title: 'x'.repeat(2001) }],
    ['the least priority', 'priority', { priority: 0 }, { priority: -1 }],
    ['the greatest priority', 'priority', { priority: 9 }, { priority: 10 }],
    ['the most days', 'every', { recurrence: 'daily', everyDays: 365 }, { recurrence: 'daily', everyDays: 366 }],
    ['the most weeks', 'every', { everyWeeks: 52 }, { everyWeeks: 53 }],
    ['the most months', 'every', { recurrence: 'monthly', everyMonths: 12 }, { recurrence: 'monthly', everyMonths: 13 }],
    ['the fewest months', 'every', { recurrence: 'monthly', everyMonths: 1 }, { recurrence: 'monthly', everyMonths: 0 }],
    ['the last day', 'day', { recurrence: 'monthly', day: 31 }, { recurrence: 'monthly', day: 32 }],
    ['the most launches', 'endsAfter', { ends: true, endsAfter: 9999 }, { ends: true, endsAfter: 10_000 }],
    ['the most hours', 'stop', { stop: 'cancel', stopHours: 119, stopMinutes: 59 }, { stop: 'cancel', stopHours: 120 }],
    ['the most minutes', 'stop', { stop: 'cancel', stopHours: 0, stopMinutes: 0 }, { stop: 'cancel', stopMinutes: 60 }],
    [
      'the most days to resume',
      'resume',
      { stop: 'pause', resume: 'after', resumeDays: 9 },
      { stop: 'pause', resume: 'after', resumeDays: 10 },
    ],
    [
      'the most hours to resume',
      'resume',
      { stop: 'pause', resume: 'after', resumeHours: 23 },
      { stop: 'pause', resume: 'after', resumeHours: 24 },
    ],
    ['the fewest minutes of notice', 'before', notice(5, 'minutes'), notice(4, 'minutes')],
    ['the most minutes of notice', 'before', notice(120, 'minutes'), notice(121, 'minutes')],
    ['the most hours of notice', 'before', notice(24, 'hours'), notice(25, 'hours')],
    ['the most days of notice', 'before', notice(31, 'days'), notice(32, 'days')],
    ['the longest message', 'skipped', { skipped: told(4000) }, { skipped: told(4001) }],
  ])('%s is told at %s while it is typed, one past it', (...[, field, at, past]) => {
    expect(typedErrors({ ...complete, ...at })).toEqual({});
    expect(formErrors({ ...complete, ...at })).toEqual({});
    expect(Object.keys(typedErrors({ ...complete, ...past }))).toEqual([field]);
  });

  it('is not told of what is only not filled in yet', () => {
    expect(typedErrors({ ...blank, priority: undefined, weekdays: [], date: '', time: '2', everyWeeks: undefined })).toEqual({});
  });
});

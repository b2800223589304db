import { describe, expect, it } from 'vitest';
import { formErrors, joinErrors, mapIssues, planErrors } from './form-errors.ts';
import { blankValues } from './schedule-form-values.ts';

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

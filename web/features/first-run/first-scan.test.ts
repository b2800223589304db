import { describe, expect, it } from 'vitest';
import { firstStart, splitTargets, toScheduleInput } from './first-scan.ts';

describe('the first scan', () => {
  it('takes targets apart at commas, semicolons and white space', () => {
    expect(splitTargets(' 10.0.0.1, 10.0.0.8-10.0.0.12;\nweb.example ,')).toEqual(['10.0.0.1', '10.0.0.8-10.0.0.12', 'web.example']);
  });

  it.each([
    { name: 'tomorrow as the zone has it', repeat: 'daily', zone: 'Europe/Berlin', now: '2026-03-05T18:42:00Z', start: '2026-03-06T02:00' },
    {
      name: 'a day later where it is tomorrow already',
      repeat: 'daily',
      zone: 'Asia/Tokyo',
      now: '2026-03-05T18:42:00Z',
      start: '2026-03-07T02:00',
    },
    { name: 'over the end of a month', repeat: 'daily', zone: 'UTC', now: '2026-02-28T12:00:00Z', start: '2026-03-01T02:00' },
    { name: 'on the next Sunday', repeat: 'weekly', zone: 'Europe/Berlin', now: '2026-03-05T18:42:00Z', start: '2026-03-08T02:00' },
    { name: 'a week later on a Sunday', repeat: 'weekly', zone: 'Europe/Berlin', now: '2026-03-08T12:00:00Z', start: '2026-03-15T02:00' },
  ] as const)('starts $name', ({ repeat, zone, now, start }) => {
    expect(firstStart(repeat, zone, Date.parse(now))).toBe(start);
  });

  it('makes a schedule in the zone of the person', () => {
    const nowMs = Date.parse('2026-03-05T18:42:00Z');
    const input = toScheduleInput({ targets: '10.0.0.0/27', profileId: undefined, repeat: 'weekly', timeZone: 'Europe/Berlin', nowMs });
    expect(input).toMatchObject({
      timeZone: 'Europe/Berlin',
      recurrence: { kind: 'weekly', every: 1, weekdays: ['SU'] },
      observeDst: true,
    });
    expect(input).not.toHaveProperty('optionProfileId');
  });
});

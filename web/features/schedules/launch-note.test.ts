import { describe, expect, it } from 'vitest';
import type { PlannedLaunch, Schedule } from '#contract/schedules';
import { describeMark, explainMark } from './launch-note.ts';
import { launchZone } from './launch-zone.ts';

const daily = { start: '2026-03-01T02:30', fold: 'first', recurrence: { kind: 'daily', every: 1 } } as const;
const launch = (at: string, local: string, note?: PlannedLaunch['note']): PlannedLaunch => ({
  at,
  local,
  offset: '',
  ...(note && { note }),
});

describe('the rule beside a mark', () => {
  it('names the missing time and the time instead', () => {
    const gap = launch('2026-03-08T10:30:00Z', '2026-03-08T03:30', 'gap');
    expect(describeMark(gap, daily)).toBe('02:30 does not exist, launches at 03:30');
    expect(explainMark(gap, daily)).toBe(
      '02:30 does not exist that night: the clocks go forward. It launches one hour later, at 03:30, once.',
    );
  });

  it('says half an hour where the clocks go forward by that', () => {
    const howe = launch('2026-10-03T15:45:00Z', '2026-10-04T02:45', 'gap');
    expect(explainMark(howe, { ...daily, start: '2026-10-01T02:15' })).toContain('30 minutes later, at 02:45');
  });

  it('says at which of the two a repeated time launches', () => {
    const fold = launch('2026-11-01T08:30:00Z', '2026-11-01T01:30', 'fold');
    expect(describeMark(fold, { ...daily, fold: 'second' })).toBe('01:30 occurs twice, launches at the second');
  });

  it.each([
    ['2026-02-28T23:00', 'the 28th'],
    ['2026-04-30T23:00', 'the 30th'],
  ])('names the last day of a short month: %s', (local, words) => {
    const recurrence: Schedule['recurrence'] = { kind: 'monthlyByDate', every: 1, day: 31 };
    expect(explainMark(launch('2026-01-01T00:00:00Z', local, 'short-month'), { ...daily, recurrence })).toContain(words);
  });

  it('is silent about a usual launch', () => {
    expect(describeMark(launch('2026-03-09T09:30:00Z', '2026-03-09T02:30'), daily)).toBeUndefined();
  });
});

describe('the zone in which a launch is shown', () => {
  it('is that of the schedule where it follows daylight saving', () => {
    expect(launchZone(launch('2026-07-01T09:30:00Z', '2026-07-01T02:30'), 'America/Los_Angeles')).toBe('America/Los_Angeles');
  });

  it('is its fixed offset in the summer of a schedule that does not', () => {
    expect(launchZone(launch('2026-07-01T10:30:00Z', '2026-07-01T02:30'), 'America/Los_Angeles')).toBe('Etc/GMT+8');
    expect(launchZone(launch('2026-07-01T01:30:00Z', '2026-07-01T02:30'), 'Europe/Berlin')).toBe('Etc/GMT-1');
  });

  it('is UTC where the fixed offset has no zone of its own', () => {
    expect(launchZone(launch('2026-12-31T13:45:00Z', '2027-01-01T02:30'), 'Pacific/Chatham')).toBe('UTC');
  });
});

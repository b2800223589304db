import { describe, expect, it } from 'vitest';
import { type DrawOptions, drawEntry } from './drawn-entry.ts';
import { clockLabel } from './entry-label.ts';
import { appearanceOf } from './entry-look.ts';
import type { CalendarEntry } from './queries.ts';
import { clockChangeOn, startOfDay } from './zone-day.ts';

const zone = 'America/Los_Angeles';
const options: DrawOptions = { zone, nowMs: Date.parse('2026-03-05T18:42:00Z'), extent: 'length' };

const launch = (at: string, rest: Partial<CalendarEntry> = {}): CalendarEntry => ({
  scheduleId: '01',
  title: 'PCI quarter-end sweep',
  timeZone: zone,
  at,
  local: '2026-03-08T02:30',
  verdict: 'planned',
  ...rest,
});

/** Day, hour and minute as drawn: plain numbers of the browser's clock. */
const wall = (date: Date) => `${date.getMonth() + 1}-${date.getDate()} ${date.getHours()}:${date.getMinutes()}`;
const drawnAt = (at: string) => wall(drawEntry(launch(at), options).start);

const hourly = (start: string, hours: number) =>
  Array.from({ length: hours }, (_, hour) => new Date(Date.parse(start) + hour * 3_600_000 + 30 * 60_000).toISOString());

describe('where a launch is drawn, on days of clock change of a zone that is not the browser’s', () => {
  it('draws every hour of the 23-hour day at its own wall clock and leaves the missing one free', () => {
    const hours = hourly('2026-03-08T08:00:00Z', 23).map(drawnAt);
    const expected = Array.from({ length: 24 }, (_, hour) => `3-8 ${hour}:30`).filter((clock) => clock !== '3-8 2:30');
    expect(hours).toEqual(expected);
  });

  it('draws the repeated hour of the 25-hour day twice at the same place', () => {
    const hours = hourly('2026-11-01T07:00:00Z', 25).map(drawnAt);
    const expected = Array.from({ length: 24 }, (_, hour) => `11-1 ${hour}:30`);
    expect(hours).toEqual([...expected.slice(0, 2), ...expected.slice(1)]);
  });

  it('ends after it begins also where the clock goes back in between', () => {
    const { start, end } = drawEntry(launch('2026-11-01T08:50:00Z', { endsAt: '2026-11-01T09:10:00Z' }), options);
    expect(end.getTime()).toBeGreaterThan(start.getTime());
  });

  it.each([
    ['no known end: a short block', {}, '3-6 14:0'],
    ['an end from the server', { endsAt: '2026-03-07T00:00:00Z' }, '3-6 16:0'],
  ])('%s', (_name, rest, end) => {
    expect(wall(drawEntry(launch('2026-03-06T21:00:00Z', rest), options).end)).toBe(end);
  });

  it('draws what is running up to now, and a launch of a month on its own day alone', () => {
    const running = launch('2026-03-05T07:00:00Z', { verdict: 'launched', scanState: 'running' });
    expect(wall(drawEntry(running, options).end)).toBe('3-5 10:42');
    const { start, end } = drawEntry(running, { ...options, extent: 'start' });
    expect(end).toEqual(start);
  });
});

describe('the label of a launch', () => {
  it.each([
    ['2026-03-08T09:59:00Z', '01:59'],
    ['2026-03-08T10:30:00Z', '03:30'],
    ['2026-11-01T08:30:00Z', '01:30 PDT'],
    ['2026-11-01T09:30:00Z', '01:30 PST'],
    ['2026-11-01T10:30:00Z', '02:30'],
  ])('%s is %s, from the instant', (at, label) => {
    expect(clockLabel(at, zone)).toBe(label);
  });

  it('is right for the hour that the browser’s own zone does not have, where a drawn Date is wrong', () => {
    // Clocks of the Chatham Islands go from 02:45 to 03:45 on 27 September 2026.
    expect(clockLabel('2026-09-27T03:00:00Z', 'UTC')).toBe('03:00');
  });
});

describe('how a launch looks', () => {
  it.each([
    [{ verdict: 'planned' }, 'planned', 'planned'],
    [{ verdict: 'waiting' }, 'late', 'waiting'],
    [{ verdict: 'skipped' }, 'skipped', 'skipped'],
    [{ verdict: 'missed' }, 'missed', 'missed'],
    [{ verdict: 'launched', scanState: 'running' }, 'running', 'running'],
    [{ verdict: 'launched', scanState: 'finished' }, 'finished', 'finished'],
    [{ verdict: 'launched', scanState: 'error' }, 'failed', 'error'],
    [{ verdict: 'launched' }, 'finished', 'launched'],
    [{ verdict: 'late', scanState: 'running' }, 'running', 'running'],
    [{ verdict: 'late', scanState: 'finished' }, 'late', 'late'],
    [{ verdict: 'late', scanState: 'error' }, 'failed', 'error'],
  ] as const)('%o', (entry, look, status) => {
    expect(appearanceOf(entry)).toEqual({ look, status });
  });
});

describe('the days of a zone', () => {
  const at = (text: string) => Date.parse(`${text}Z`);
  it.each([
    ['2026-03-08', zone, { hours: 23, kind: 'gap', from: at('2026-03-08T02:00'), to: at('2026-03-08T03:00') }],
    ['2026-11-01', zone, { hours: 25, kind: 'fold', from: at('2026-11-01T01:00'), to: at('2026-11-01T02:00') }],
    ['2026-04-05', 'Australia/Lord_Howe', { hours: 24.5, kind: 'fold', from: at('2026-04-05T01:30'), to: at('2026-04-05T02:00') }],
    ['2026-09-06', 'America/Santiago', { hours: 23, kind: 'gap', from: at('2026-09-06T00:00'), to: at('2026-09-06T01:00') }],
    ['2026-03-09', zone, undefined],
  ])('%s in %s', (day, inZone, change) => {
    expect(clockChangeOn(day, inZone)).toEqual(change);
  });

  it('begin at midnight, or at the first instant after a missing one', () => {
    expect(new Date(startOfDay('2026-11-02', zone)).toISOString()).toBe('2026-11-02T08:00:00.000Z');
    expect(new Date(startOfDay('2026-09-06', 'America/Santiago')).toISOString()).toBe('2026-09-06T04:00:00.000Z');
  });
});

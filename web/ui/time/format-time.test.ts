import { describe, expect, it } from 'vitest';
import { formatTime, sameWallClock, type TimeStyle } from './format-time.ts';

const nowMs = Date.parse('2026-03-05T18:42:00Z');
const at = (instant: string, zone: string, style: TimeStyle = 'full') => formatTime(instant, { zone, nowMs, style });

describe('a time as a person reads it', () => {
  it.each([
    ['before the gap', '2026-03-08T09:59:00Z', 'America/Los_Angeles', 'Sun 8 Mar 01:59 PST'],
    ['after the gap', '2026-03-08T10:30:00Z', 'America/Los_Angeles', 'Sun 8 Mar 03:30 PDT'],
    ['the first 01:30 of the repeated hour', '2026-11-01T08:30:00Z', 'America/Los_Angeles', 'Sun 1 Nov 01:30 PDT'],
    ['the second 01:30 of the repeated hour', '2026-11-01T09:30:00Z', 'America/Los_Angeles', 'Sun 1 Nov 01:30 PST'],
    ['midnight is 00:00', '2026-03-05T23:00:00Z', 'Europe/Berlin', 'Fri 6 Mar 00:00 CET'],
    ['a zone that no locale names by letters', '2026-03-05T19:00:00Z', 'Asia/Tokyo', 'Fri 6 Mar 04:00 JST'],
    ['a zone of the south in summer', '2026-03-06T11:00:00Z', 'Australia/Sydney', 'Fri 6 Mar 22:00 AEDT'],
    ['a zone without any letters', '2026-03-05T18:42:00Z', 'Asia/Kathmandu', 'Fri 6 Mar 00:27 GMT+5:45'],
    ['UTC', '2026-03-05T18:42:00Z', 'UTC', 'Thu 5 Mar 18:42 UTC'],
    ['another year', '2027-01-01T11:00:00Z', 'Europe/Berlin', 'Fri 1 Jan 2027 12:00 CET'],
    ['the old year in UTC is the new one in Berlin', '2026-12-31T23:30:00Z', 'Europe/Berlin', 'Fri 1 Jan 2027 00:30 CET'],
    ['September in three letters', '2026-09-01T10:00:00Z', 'UTC', 'Tue 1 Sep 10:00 UTC'],
  ])('%s', (_name, instant, zone, text) => {
    expect(at(instant, zone)).toBe(text);
  });

  it('names the zone in every style that shows a clock', () => {
    const styles: readonly TimeStyle[] = ['full', 'seconds', 'clock', 'clock-seconds'];
    for (const style of styles) expect(at('2026-03-08T10:30:07Z', 'America/Los_Angeles', style)).toMatch(/03:30(:07)? PDT$/);
  });

  it('leaves the zone out only when asked', () => {
    expect(formatTime('2026-03-08T10:30:00Z', { zone: 'UTC', nowMs, withoutZone: true })).toBe('Sun 8 Mar 10:30');
  });

  it('knows when two zones show the same clock', () => {
    expect(sameWallClock('2026-03-06T00:00:00Z', 'Europe/Berlin', 'Europe/Madrid')).toBe(true);
    expect(sameWallClock('2026-03-06T00:00:00Z', 'Europe/Berlin', 'Europe/London')).toBe(false);
  });
});

import { describe, expect, it } from 'vitest';
import { formatBytes, formatCountdown, formatDuration, formatNumber, formatOffset, formatRelative } from './format-duration.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

describe('durations and figures', () => {
  it.each([
    [12_000, '12 s'],
    [6 * MINUTE, '6 min'],
    [HOUR + 42 * MINUTE, '1 h 42 min'],
    [24 * HOUR, '1 day'],
    [23 * 24 * HOUR + 6 * HOUR, '23 days 6 h'],
    [-5, '0 s'],
  ])('%i ms is %s', (ms, text) => {
    expect(formatDuration(ms)).toBe(text);
  });

  it.each([
    [18 * MINUTE, 'in 18 min'],
    [-20 * HOUR, '20 h ago'],
    [-25 * HOUR, '1 day ago'],
    [400, 'now'],
  ])('%i ms from now is %s', (ms, text) => {
    expect(formatRelative(1_000_000_000 + ms, 1_000_000_000)).toBe(text);
  });

  it('counts down to zero and stays there', () => {
    expect([131_000, 3_731_000, 9_000, 0, -1].map(formatCountdown)).toEqual(['2:11', '1:02:11', '0:09', '0:00', '0:00']);
  });

  it('writes a true minus, groups of three and units with a space', () => {
    expect([formatOffset(4), formatOffset(-11), formatOffset(2400), formatOffset(0)]).toEqual(['+4 ms', '−11 ms', '+2.4 s', '0 ms']);
    expect([formatNumber(12_904), formatNumber(-12)]).toEqual(['12,904', '−12']);
    expect([formatBytes(182_000_000), formatBytes(9.3e9), formatBytes(12)]).toEqual(['182 MB', '9.3 GB', '12 B']);
  });
});

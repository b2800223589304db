import { describe, expect, it } from 'vitest';
import { toIso } from './instant.ts';
import { formatLocalMinute, parseLocalMinute, requireLocalMinute } from './local-minute.ts';
import { toInstant, toWall } from './wall-clock.ts';

const defaults = { gap: 'shift', fold: 'first' } as const;

describe('wall clock and zone to instant', () => {
  it.each([
    ['an ordinary time is simply that time', 'America/Los_Angeles', '2026-03-07T02:30', '2026-03-07T10:30:00Z', undefined],
    ['02:30 does not exist on the spring night: 03:30', 'America/Los_Angeles', '2026-03-08T02:30', '2026-03-08T10:30:00Z', 'gap'],
    ['02:00, the first missing minute, is 03:00', 'America/Los_Angeles', '2026-03-08T02:00', '2026-03-08T10:00:00Z', 'gap'],
    ['03:00, the first minute after the gap, exists', 'America/Los_Angeles', '2026-03-08T03:00', '2026-03-08T10:00:00Z', undefined],
    ['01:59, the last minute before the gap, exists', 'America/Los_Angeles', '2026-03-08T01:59', '2026-03-08T09:59:00Z', undefined],
    ['01:30 occurs twice in autumn: the first', 'America/Los_Angeles', '2026-11-01T01:30', '2026-11-01T08:30:00Z', 'fold'],
    ['02:00 after the repeated hour occurs once', 'America/Los_Angeles', '2026-11-01T02:00', '2026-11-01T10:00:00Z', undefined],
    ['a gap of half an hour: 02:10 → 02:40', 'Australia/Lord_Howe', '2026-10-04T02:10', '2026-10-03T15:40:00Z', 'gap'],
    ['a gap of two hours: 01:30 → 03:30', 'Antarctica/Troll', '2026-03-29T01:30', '2026-03-29T01:30:00Z', 'gap'],
    ['a day that does not exist at all', 'Pacific/Apia', '2011-12-30T02:30', '2011-12-30T12:30:00Z', 'gap'],
    ['midnight that does not exist', 'America/Havana', '2026-03-08T00:00', '2026-03-08T05:00:00Z', 'gap'],
  ])('%s', (...[, zone, local, at, note]) => {
    const resolved = toInstant(zone, requireLocalMinute(local), defaults);
    expect(resolved && toIso(resolved.at)).toBe(at);
    expect(resolved?.note).toBe(note);
  });

  it('takes the second of a repeated time when asked', () => {
    const resolved = toInstant('America/Los_Angeles', requireLocalMinute('2026-11-01T01:30'), { ...defaults, fold: 'second' });
    expect(resolved && toIso(resolved.at)).toBe('2026-11-01T09:30:00Z');
  });

  it('gives nothing for a missing time when asked to skip', () => {
    expect(toInstant('America/Los_Angeles', requireLocalMinute('2026-03-08T02:30'), { ...defaults, gap: 'skip' })).toBeUndefined();
  });

  it('shifts 03:30 of the shifted launch onto the clock', () => {
    const resolved = toInstant('America/Los_Angeles', requireLocalMinute('2026-03-08T02:30'), defaults);
    expect(resolved && formatLocalMinute(toWall('America/Los_Angeles', resolved.at))).toBe('2026-03-08T03:30');
  });
});

describe('local minutes', () => {
  it.each([
    ['2026-02-31T10:00', 'impossible'],
    ['2026-02-29T10:00', 'impossible'],
    ['1900-02-29T10:00', 'impossible'],
    ['2026-13-01T10:00', 'impossible'],
    ['2026-01-00T10:00', 'impossible'],
    ['2026-01-01T24:00', 'impossible'],
    ['2026-01-01T10:60', 'impossible'],
    ['2026-1-1T10:00', 'malformed'],
    ['2026-01-01T10:00:00', 'malformed'],
    ['2026-01-01 10:00', 'malformed'],
    ['', 'malformed'],
  ])('%s is %s', (text, problem) => {
    expect(parseLocalMinute(text)).toBe(problem);
  });

  it.each([
    '2000-02-29T23:59',
    '2024-02-29T00:00',
    '1980-01-01T00:00',
    '9999-12-31T23:59',
    '0099-03-01T12:00',
  ])('%s is read and written the same', (text) => {
    expect(formatLocalMinute(requireLocalMinute(text))).toBe(text);
  });
});

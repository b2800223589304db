import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Instant, instant, toIso } from '../time/instant.ts';
import { requireLocalMinute } from '../time/local-minute.ts';
import { nextOccurrence } from './next-occurrence.ts';
import { occurrences } from './occurrences.ts';
import { type LaunchPlan, type Recurrence, WEEKDAYS, WEEKS_OF_MONTH } from './recurrence.ts';

const at = (iso: string): Instant => instant(Date.parse(iso));
const daily: LaunchPlan = {
  start: '2026-03-01T02:30',
  timeZone: 'America/Los_Angeles',
  observeDst: true,
  gap: 'shift',
  fold: 'first',
  recurrence: { kind: 'daily', every: 1 },
};
const locals = (plan: LaunchPlan, from: string, count: number) =>
  occurrences(plan, { from: at(from), count }).map((one) => (one.note === undefined ? one.local : `${one.local} ${one.note}`));

describe('the occurrences of a rule', () => {
  const long = '1990-01-01T00:00:00Z';
  const rule = (recurrence: Recurrence, start = daily.start): LaunchPlan => ({ ...daily, start, recurrence });
  it.each<[string, LaunchPlan, string[]]>([
    ['once is the start', rule({ kind: 'once' }), ['2026-03-01T02:30']],
    ['continuous has its start on the calendar', rule({ kind: 'continuous' }), ['2026-03-01T02:30']],
    ['every day', rule({ kind: 'daily', every: 1 }), ['2026-03-01T02:30', '2026-03-02T02:30', '2026-03-03T02:30']],
    ['every 3 days', rule({ kind: 'daily', every: 3 }), ['2026-03-01T02:30', '2026-03-04T02:30', '2026-03-07T02:30']],
    [
      'every 2 weeks, counted from the Monday of the start: the start is a Sunday, so its week ends that day',
      rule({ kind: 'weekly', every: 2, weekdays: ['SU', 'MO'] }),
      ['2026-03-01T02:30', '2026-03-09T02:30', '2026-03-15T02:30'],
    ],
    [
      'a weekday before the start in its own week is over',
      rule({ kind: 'weekly', every: 2, weekdays: ['MO'] }, '2026-03-04T02:30'),
      ['2026-03-16T02:30', '2026-03-30T02:30', '2026-04-13T02:30'],
    ],
    [
      'day 31, in shorter months the last day',
      rule({ kind: 'monthlyByDate', every: 1, day: 31 }, '2026-01-31T12:00'),
      ['2026-01-31T12:00', '2026-02-28T12:00 short-month', '2026-03-31T12:00', '2026-04-30T12:00 short-month'],
    ],
    [
      'day 31, shorter months left out',
      rule({ kind: 'monthlyByDate', every: 1, day: 31, shortMonth: 'skip' }, '2026-01-31T12:00'),
      ['2026-01-31T12:00', '2026-03-31T12:00', '2026-05-31T12:00'],
    ],
    [
      '29 February only in leap years, over 2100',
      rule({ kind: 'monthlyByDate', every: 12, day: 29, shortMonth: 'skip' }, '2094-02-01T12:00'),
      ['2096-02-29T12:00', '2104-02-29T12:00'],
    ],
    [
      'a day of month before the start is due in the next month that counts',
      rule({ kind: 'monthlyByDate', every: 2, day: 10 }, '2026-03-15T12:00'),
      ['2026-05-10T12:00', '2026-07-10T12:00'],
    ],
    [
      'last Sunday of every month',
      rule({ kind: 'monthlyByWeekday', every: 1, week: 'last', weekday: 'SU' }, '2026-03-02T12:00'),
      ['2026-03-29T12:00', '2026-04-26T12:00', '2026-05-31T12:00'],
    ],
    [
      'first Saturday of every 3 months',
      rule({ kind: 'monthlyByWeekday', every: 3, week: 'first', weekday: 'SA' }, '2026-01-01T12:00'),
      ['2026-01-03T12:00', '2026-04-04T12:00', '2026-07-04T12:00'],
    ],
  ])('%s', (_, plan, expected) => {
    expect(locals(plan, long, expected.length)).toEqual(expected);
  });

  it('02:30 does not exist on the spring night: 03:30, noted', () => {
    expect(occurrences(daily, { from: at('2026-03-08T00:00:00Z'), count: 1 })).toEqual([
      { at: at('2026-03-08T10:30:00Z'), local: '2026-03-08T03:30', offsetMinutes: -420, note: 'gap' },
    ]);
  });

  it('a time that occurs twice launches once', () => {
    const plan = { ...daily, start: '2026-10-31T01:30' };
    expect(locals(plan, '2026-10-31T00:00:00Z', 3)).toEqual(['2026-10-31T01:30', '2026-11-01T01:30 fold', '2026-11-02T01:30']);
  });

  it('a day that does not exist launches once, with the day after it', () => {
    const plan = { ...daily, timeZone: 'Pacific/Apia', start: '2011-12-29T02:30' };
    expect(locals(plan, '2011-12-01T00:00:00Z', 3)).toEqual(['2011-12-29T02:30', '2011-12-31T02:30 gap', '2012-01-01T02:30']);
  });

  it('a fixed offset launches at the same time of UTC all year', () => {
    const plan = { ...daily, observeDst: false };
    const year = occurrences(plan, { from: at('2026-01-01T00:00:00Z'), to: at('2027-01-01T00:00:00Z') });
    expect(new Set(year.map((one) => toIso(one.at).slice(11)))).toEqual(new Set(['10:30:00Z']));
    expect(year.every((one) => one.local.endsWith('T02:30') && one.offsetMinutes === -480)).toBe(true);
  });

  it('a rule that the clocks always jump over has none', () => {
    const recurrence = { kind: 'monthlyByWeekday', every: 12, week: 'second', weekday: 'SU' } as const;
    expect(nextOccurrence({ ...daily, gap: 'skip', recurrence }, at('2026-01-01T00:00:00Z'))).toBeUndefined();
  });

  it('ends with the last day that can be written', () => {
    expect(locals({ ...daily, start: '9999-12-30T12:00' }, long, 5)).toEqual(['9999-12-30T12:00', '9999-12-31T12:00']);
  });
});

describe('the range of a list', () => {
  it('includes from and leaves out to', () => {
    const range = { from: at('2026-03-01T10:30:00Z'), to: at('2026-03-03T10:30:00Z') };
    expect(occurrences(daily, range).map((one) => one.local)).toEqual(['2026-03-01T02:30', '2026-03-02T02:30']);
  });

  it('never lists more than endsAfter', () => {
    expect(occurrences({ ...daily, endsAfter: 3 }, { from: at('2026-03-05T00:00:00Z'), count: 10 })).toHaveLength(3);
  });

  it('takes what is left of a running schedule as its limit, counted from its next launch', () => {
    const range = { from: at('2026-03-05T00:00:00Z'), countFrom: at('2026-03-04T00:00:00Z'), limit: 2, count: 10 };
    expect(occurrences({ ...daily, endsAfter: 30 }, range).map((one) => one.local)).toEqual(['2026-03-05T02:30']);
  });

  it('does not count what a policy leaves out', () => {
    const plan: LaunchPlan = { ...daily, start: '2026-03-07T02:30', gap: 'skip', endsAfter: 2 };
    expect(locals(plan, '2026-03-01T00:00:00Z', 10)).toEqual(['2026-03-07T02:30', '2026-03-09T02:30']);
  });
});

const recurrence: fc.Arbitrary<Recurrence> = fc.oneof(
  fc.constant<Recurrence>({ kind: 'once' }),
  fc.record({ kind: fc.constant('daily' as const), every: fc.integer({ min: 1, max: 365 }) }),
  fc.record({
    kind: fc.constant('weekly' as const),
    every: fc.integer({ min: 1, max: 52 }),
    weekdays: fc.uniqueArray(fc.constantFrom(...WEEKDAYS), { minLength: 1 }),
  }),
  fc.record({
    kind: fc.constant('monthlyByDate' as const),
    every: fc.integer({ min: 1, max: 12 }),
    day: fc.integer({ min: 1, max: 31 }),
    shortMonth: fc.constantFrom('lastDay' as const, 'skip' as const),
  }),
  fc.record({
    kind: fc.constant('monthlyByWeekday' as const),
    every: fc.integer({ min: 1, max: 12 }),
    week: fc.constantFrom(...WEEKS_OF_MONTH),
    weekday: fc.constantFrom(...WEEKDAYS),
  }),
);
const two = (n: number) => String(n).padStart(2, '0');
const anyPlan: fc.Arbitrary<LaunchPlan> = fc.record({
  start: fc
    .tuple(
      fc.integer({ min: 2000, max: 2040 }),
      fc.integer({ min: 1, max: 12 }),
      fc.integer({ min: 1, max: 28 }),
      fc.integer({ min: 0, max: 95 }),
    )
    .map(([year, month, day, quarter]) => `${year}-${two(month)}-${two(day)}T${two(Math.floor(quarter / 4))}:${two((quarter % 4) * 15)}`),
  timeZone: fc.constantFrom(
    'America/Los_Angeles',
    'Europe/Berlin',
    'Australia/Lord_Howe',
    'Antarctica/Troll',
    'Pacific/Apia',
    'Asia/Tokyo',
  ),
  observeDst: fc.boolean(),
  gap: fc.constantFrom('shift' as const, 'skip' as const),
  fold: fc.constantFrom('first' as const, 'second' as const),
  recurrence,
});
const anyInstant = fc.integer({ min: Date.UTC(1999, 0), max: Date.UTC(2045, 0) }).map(instant);

describe('for every plan', { timeout: 60_000 }, () => {
  it('occurrences are what repeated nextOccurrence gives, in order, none before the start', () => {
    fc.assert(
      fc.property(anyPlan, anyInstant, (plan, from) => {
        const list = occurrences(plan, { from, count: 12 });
        let after = instant(from - 1);
        for (const one of list) {
          expect(nextOccurrence(plan, after)).toEqual(one);
          expect(one.at).toBeGreaterThan(after);
          expect(requireLocalMinute(one.local)).toBeGreaterThanOrEqual(requireLocalMinute(plan.start));
          after = one.at;
        }
        if (list.length < 12) expect(nextOccurrence(plan, after)).toBeUndefined();
      }),
      { numRuns: 150 },
    );
  });

  it('an occurrence shows the asked time of day, unless a gap shifted it, and its local time is its instant and offset', () => {
    fc.assert(
      fc.property(anyPlan, anyInstant, (plan, from) => {
        for (const one of occurrences(plan, { from, count: 12 })) {
          if (one.note !== 'gap') expect(one.local.slice(11)).toBe(plan.start.slice(11));
          expect(requireLocalMinute(one.local)).toBe(one.at + one.offsetMinutes * 60_000);
        }
      }),
      { numRuns: 150 },
    );
  });

  it('a list from a later instant is the end of the list from an earlier one', () => {
    fc.assert(
      fc.property(anyPlan, anyInstant, fc.integer({ min: 0, max: 400 }), (plan, from, daysLater) => {
        const later = instant(from + daysLater * 86_400_000);
        const to = instant(later + 400 * 86_400_000);
        const whole = occurrences(plan, { from, to });
        expect(occurrences(plan, { from: later, to })).toEqual(whole.filter((one) => one.at >= later));
      }),
      { numRuns: 150 },
    );
  });
});

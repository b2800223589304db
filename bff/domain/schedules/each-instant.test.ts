import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DAY_MS, type Instant, instant } from '../time/instant.ts';
import { DueCalendar } from './due-calendar.ts';
import { occurrences } from './occurrences.ts';
import type { LaunchPlan, Recurrence } from './recurrence.ts';

const RULES: readonly Recurrence[] = [
  { kind: 'once' },
  { kind: 'daily', every: 1 },
  { kind: 'daily', every: 3 },
  { kind: 'weekly', every: 1, weekdays: ['SU'] },
  { kind: 'weekly', every: 2, weekdays: ['MO', 'SA', 'SU'] },
  { kind: 'monthlyByDate', every: 1, day: 31 },
  { kind: 'monthlyByWeekday', every: 1, week: 'last', weekday: 'SU' },
];
const ZONES = [
  'America/Los_Angeles',
  'Europe/Berlin',
  'Australia/Lord_Howe',
  'America/Santiago',
  'Africa/Cairo',
  'Pacific/Apia',
  'Asia/Tokyo',
];

const plans: fc.Arbitrary<LaunchPlan> = fc.record({
  start: fc
    .tuple(fc.integer({ min: 0, max: 400 }), fc.integer({ min: 0, max: 23 }), fc.constantFrom('00', '30', '59'))
    .map(([day, hour, minute]) => {
      const date = new Date(Date.UTC(2011, 6, 1) + day * DAY_MS).toISOString().slice(0, 10);
      return `${date}T${String(hour).padStart(2, '0')}:${minute}`;
    }),
  timeZone: fc.constantFrom(...ZONES),
  observeDst: fc.boolean(),
  gap: fc.constantFrom('shift', 'skip'),
  fold: fc.constantFrom('first', 'second'),
  recurrence: fc.constantFrom(...RULES),
});

describe('the instants of a plan, without their texts', () => {
  it('are those of its occurrences, whatever the range', () => {
    fc.assert(
      fc.property(plans, fc.integer({ min: -40, max: 700 }), fc.integer({ min: 1, max: 400 }), (plan, first, days) => {
        const from = instant(Date.UTC(2011, 6, 1, 5, 30) + first * DAY_MS);
        const to = instant(from + days * DAY_MS);
        const found: Instant[] = [];
        new DueCalendar(plan).eachInstant(from, to, (at) => found.push(at));
        expect(found).toEqual(occurrences(plan, { from, to }).map(({ at }) => at));
      }),
      { numRuns: 2000 },
    );
  });
});

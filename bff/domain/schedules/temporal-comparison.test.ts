import { Temporal } from 'temporal-polyfill';
import { afterAll, describe, expect, it } from 'vitest';
import { instant } from '../time/instant.ts';
import { standardOffset } from '../time/standard-offset.ts';
import { transitions } from '../time/transitions.ts';
import { zoneRecords } from '../time/zone-records.ts';
import { occurrences } from './occurrences.ts';
import { type LaunchPlan, type Recurrence, WEEKDAYS } from './recurrence.ts';

// An independent implementation on Temporal: it looks at every day of a window and asks whether the rule names it; wall clocks become
// instants by Temporal. Compared for every supported zone, around every change of its clocks, for every rule and policy.
const FROM = Temporal.Instant.from('2000-01-01T00:00Z');
const TO = Temporal.Instant.from('2051-01-01T00:00Z');
const ZONES = [...zoneRecords.keys()];
const SHARDS = 8;
const POLICIES = [
  { gap: 'shift', fold: 'first' },
  { gap: 'shift', fold: 'second' },
  { gap: 'skip', fold: 'first' },
  { gap: 'skip', fold: 'second' },
] as const;
let compared = 0;

interface Day {
  readonly text: string;
  readonly epochDay: number;
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly daysInMonth: number;
  readonly weekday: number;
}

const EPOCH = Temporal.PlainDate.from('1970-01-01');
const days = new Map<number, Day>();
function dayAt(epochDay: number): Day {
  const known = days.get(epochDay);
  if (known !== undefined) return known;
  const date = EPOCH.add({ days: epochDay });
  const { year, month, day, daysInMonth, dayOfWeek } = date;
  const made = { text: date.toString(), year, month, day, daysInMonth, weekday: dayOfWeek - 1, epochDay };
  days.set(epochDay, made);
  return made;
}
const windowOf = (from: number, length: number): Day[] => Array.from({ length }, (_, i) => dayAt(from + i));

/** Whether the rule names the day, said as people say it. */
function isDue(rule: Recurrence, start: Day, day: Day): boolean {
  const months = (day.year - start.year) * 12 + day.month - start.month;
  switch (rule.kind) {
    case 'daily':
      return (day.epochDay - start.epochDay) % rule.every === 0;
    case 'weekly': {
      const weeks = (day.epochDay - day.weekday - (start.epochDay - start.weekday)) / 7;
      return weeks % rule.every === 0 && rule.weekdays.includes(WEEKDAYS[day.weekday]!);
    }
    case 'monthlyByDate': {
      const instead = rule.shortMonth !== 'skip' && rule.day > day.daysInMonth && day.day === day.daysInMonth;
      return months % rule.every === 0 && (day.day === rule.day || instead);
    }
    case 'monthlyByWeekday': {
      const nth = rule.week === 'last' ? day.day + 7 > day.daysInMonth : WEEKS[rule.week] === Math.ceil(day.day / 7);
      return months % rule.every === 0 && WEEKDAYS[day.weekday] === rule.weekday && nth;
    }
    default:
      return day.epochDay === start.epochDay;
  }
}
const WEEKS = { first: 1, second: 2, third: 3, fourth: 4 };

interface Reading {
  readonly earlier: Expected;
  readonly later: Expected;
  readonly kind: 'plain' | 'gap' | 'fold';
}

interface Expected {
  readonly at: number;
  readonly local: string;
  readonly offsetMinutes: number;
  readonly note?: string;
}

const toExpected = (zoned: Temporal.ZonedDateTime): Expected => ({
  at: zoned.epochMilliseconds,
  local: zoned.toPlainDateTime().toString({ smallestUnit: 'minute' }),
  offsetMinutes: zoned.offsetNanoseconds / 6e10,
});

function read(zone: string, text: string): Reading {
  const wall = Temporal.PlainDateTime.from(text);
  const earlier = toExpected(wall.toZonedDateTime(zone, { disambiguation: 'earlier' }));
  const later = toExpected(wall.toZonedDateTime(zone, { disambiguation: 'later' }));
  if (earlier.at === later.at) return { earlier, later, kind: 'plain' };
  return { earlier, later, kind: later.local === text ? 'fold' : 'gap' };
}

function expectedOccurrences(plan: LaunchPlan, window: readonly Day[], readings: Map<string, Reading>) {
  const [start] = window;
  const found: Expected[] = [];
  for (const day of window) {
    if (!isDue(plan.recurrence, start!, day)) continue;
    const text = `${day.text}${plan.start.slice(10)}`;
    const reading = readings.get(text) ?? read(plan.timeZone, text);
    readings.set(text, reading);
    if (reading.kind === 'gap' && plan.gap === 'skip') continue;
    const expected = reading.kind === 'gap' || (reading.kind === 'fold' && plan.fold === 'second') ? reading.later : reading.earlier;
    if (found.at(-1)?.at === expected.at) continue;
    const short = plan.recurrence.kind === 'monthlyByDate' && day.day < plan.recurrence.day ? 'short-month' : undefined;
    const note = reading.kind === 'plain' ? short : reading.kind;
    found.push(note === undefined ? expected : { ...expected, note });
  }
  return found;
}

/** Rules that are all due on `day`, each with how many days before it they start. */
function rulesAround(day: Day): { rule: Recurrence; daysBefore: number; length: number }[] {
  const weekday = WEEKDAYS[day.weekday]!;
  const other = WEEKDAYS[(day.weekday + 3) % 7]!;
  const nth = (['first', 'second', 'third', 'fourth', 'last'] as const)[Math.ceil(day.day / 7) - 1]!;
  return [
    { rule: { kind: 'once' }, daysBefore: 0, length: 2 },
    { rule: { kind: 'daily', every: 1 }, daysBefore: 2, length: 5 },
    { rule: { kind: 'daily', every: 3 }, daysBefore: 6, length: 12 },
    { rule: { kind: 'weekly', every: 2, weekdays: [other, weekday] }, daysBefore: 14, length: 30 },
    { rule: { kind: 'monthlyByDate', every: 1, day: day.day }, daysBefore: 33, length: 66 },
    { rule: { kind: 'monthlyByDate', every: 1, day: 31, shortMonth: 'skip' }, daysBefore: 20, length: 50 },
    { rule: { kind: 'monthlyByWeekday', every: 1, week: nth, weekday }, daysBefore: 33, length: 66 },
  ];
}

function transitionsByTemporal(zone: string): Temporal.ZonedDateTime[] {
  const found: Temporal.ZonedDateTime[] = [];
  let at = FROM.toZonedDateTimeISO(zone).getTimeZoneTransition('next');
  while (at !== null && Temporal.Instant.compare(at.toInstant(), TO) < 0) {
    found.push(at);
    at = at.getTimeZoneTransition('next');
  }
  return found;
}

function compareAround(zone: string, change: Temporal.ZonedDateTime): string[] {
  const before = change.subtract({ nanoseconds: 1 });
  const jump = (change.offsetNanoseconds - before.offsetNanoseconds) / 6e10;
  // The middle of the missing or of the repeated time.
  const middle = jump > 0 ? -Math.ceil(jump / 2) : Math.floor(-jump / 2);
  const wall = change.toPlainDateTime().add({ minutes: middle });
  const day = dayAt(EPOCH.until(wall.toPlainDate()).days);
  const time = wall.toPlainTime().toString({ smallestUnit: 'minute' });
  const readings = new Map<string, Reading>();
  return rulesAround(day).flatMap(({ rule, daysBefore, length }) => {
    const window = windowOf(day.epochDay - daysBefore, length);
    return POLICIES.flatMap((policy) => {
      const plan: LaunchPlan = { start: `${window[0]!.text}T${time}`, timeZone: zone, observeDst: true, recurrence: rule, ...policy };
      const expected = expectedOccurrences(plan, window, readings);
      const actual = occurrences(plan, { from: instant(0), count: expected.length });
      compared += expected.length;
      return JSON.stringify(actual) === JSON.stringify(expected)
        ? []
        : [`${JSON.stringify(plan)}\n  ${JSON.stringify(actual)}\n  ${JSON.stringify(expected)}`];
    });
  });
}

describe('compared with an implementation on Temporal', () => {
  it.each(Array.from({ length: SHARDS }, (_, shard) => shard))(
    'every zone, change, rule and policy of 2000–2050 agrees (part %i)',
    { timeout: 120_000 },
    (shard) => {
      for (const zone of ZONES.filter((_, i) => i % SHARDS === shard)) {
        const changes = transitionsByTemporal(zone);
        const ours = transitions(zone, instant(FROM.epochMilliseconds), instant(TO.epochMilliseconds));
        const theirs = changes.map((change) => ({
          at: change.epochMilliseconds,
          beforeMs: change.subtract({ nanoseconds: 1 }).offsetNanoseconds / 1e6,
          afterMs: change.offsetNanoseconds / 1e6,
        }));
        expect(ours, zone).toEqual(theirs);
        expect(changes.flatMap((change) => compareAround(zone, change))).toEqual([]);
      }
    },
  );

  it('a fixed offset is the smaller of the year, in every zone', { timeout: 60_000 }, () => {
    for (const zone of ZONES.filter((id) => id !== 'Africa/Casablanca' && id !== 'Africa/El_Aaiun')) {
      const start = Temporal.PlainDate.from('2026-05-17');
      const offsets = Array.from({ length: 92 }, (_, i) => start.add({ days: i * 4 }).toZonedDateTime(zone).offsetNanoseconds / 6e10);
      expect(standardOffset(zone, '2026-05-17T10:00'), zone).toBe(Math.min(...offsets));
      compared += 1;
    }
  });

  afterAll(() => {
    console.info(`${compared} occurrences and offsets compared with Temporal`);
  });
});

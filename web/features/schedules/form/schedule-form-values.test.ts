import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Schedule } from '#contract/schedules';
import { scheduleInput } from '#contract/schedules';
import { SCENE_SCHEDULES } from '../../../testing/scene/schedules.ts';
import { changedFields, mergeEdits, readDraftValues } from './form-changes.ts';
import { formValuesOf } from './form-values-of.ts';
import { blankValues, type ScheduleFormValues, toScheduleInput } from './schedule-form-values.ts';

const saved = SCENE_SCHEDULES[1] as Schedule;
const count = (min: number, max: number) => fc.integer({ min, max });
const text = fc.string({ maxLength: 20 }).filter((one) => one.trim() === one);
const message = fc.record({ on: fc.boolean(), message: text });
const target = fc.stringMatching(/^[a-z0-9.:/-]{1,18}$/);
const ids = fc.array(fc.uuid(), { maxLength: 3 });
const lines = fc.array(target, { maxLength: 5 }).map((list) => list.join('\n'));

const values: fc.Arbitrary<ScheduleFormValues> = fc.record({
  title: text.filter((title) => title !== ''),
  optionProfileId: fc.uuid(),
  priority: count(0, 9),
  targetKind: fc.constantFrom('hosts', 'tags', 'cloud'),
  include: lines,
  exclude: lines,
  assetGroupIds: ids,
  tagMatch: fc.constantFrom('any', 'all'),
  tagIds: ids,
  exceptTagMatch: fc.constantFrom('any', 'all'),
  exceptTagIds: ids,
  connectorId: fc.uuid(),
  scanners: fc.constantFrom('any', 'appliances'),
  applianceIds: fc.array(fc.uuid(), { minLength: 1, maxLength: 3 }),
  date: fc.constantFrom('2026-03-08', '2027-12-31'),
  time: fc.constantFrom('00:00', '02:30', '23:59'),
  timeZone: fc.constantFrom('Europe/Berlin', 'Asia/Tokyo'),
  observeDst: fc.boolean(),
  gap: fc.constantFrom('shift', 'skip'),
  fold: fc.constantFrom('first', 'second'),
  recurrence: fc.constantFrom('once', 'daily', 'weekly', 'monthly', 'continuous'),
  everyDays: count(1, 365),
  everyWeeks: count(1, 52),
  everyMonths: count(1, 12),
  weekdays: fc.subarray(['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'], { minLength: 1 }),
  monthlyBy: fc.constantFrom('date', 'weekday'),
  day: count(1, 31),
  shortMonth: fc.constantFrom('lastDay', 'skip'),
  week: fc.constantFrom('first', 'last'),
  weekday: fc.constantFrom('MO', 'SU'),
  ends: fc.boolean(),
  endsAfter: count(1, 9999),
  stop: fc.constantFrom('none', 'cancel', 'pause'),
  stopHours: count(0, 119),
  stopMinutes: count(0, 59),
  resume: fc.constantFrom('manual', 'after'),
  resumeDays: count(0, 9),
  resumeHours: count(0, 23),
  before: fc.record({ on: fc.boolean(), message: text, amount: count(1, 120), unit: fc.constantFrom('minutes', 'hours', 'days') }),
  completed: message,
  delayed: message,
  skipped: message,
  deactivated: message,
  ownerId: fc.constantFrom('user-mo', 'user-jk'),
  deactivate: fc.boolean(),
  groupIds: fc.array(fc.uuid(), { maxLength: 2 }),
});

/** What the server would answer for an input. */
const answerTo = ({ acknowledge: _acknowledged, ownerId, ...input }: ReturnType<typeof toScheduleInput>): Schedule => ({
  ...saved,
  endsAfter: undefined,
  duration: undefined,
  ...input,
  observeDst: input.observeDst ?? true,
  optionProfileId: input.optionProfileId ?? saved.optionProfileId,
  owner: { id: ownerId ?? '', name: '' },
});

describe('the values of the form', () => {
  it('make an input that the contract accepts', () => {
    fc.assert(
      fc.property(values, (one) => {
        expect(scheduleInput.safeParse(toScheduleInput(one)).error?.issues).toBeUndefined();
      }),
    );
  });

  it('come back as the same input when the saved schedule is opened again', () => {
    fc.assert(
      fc.property(values, (one) => {
        const input = toScheduleInput(one);
        expect(toScheduleInput(formValuesOf(answerTo(input)))).toEqual(input);
      }),
    );
  });

  it('survive the storage of the device as a draft, with empty number fields', () => {
    fc.assert(
      fc.property(values, (one) => {
        const draft = { ...one, day: undefined, endsAfter: undefined };
        expect(readDraftValues(JSON.parse(JSON.stringify(draft)))).toEqual(draft);
      }),
    );
  });

  it('never lose a number to nothing: an empty field becomes null on the wire, which the server refuses', () => {
    const ending = { ...blankValues('Europe/Berlin', true, '2026-03-08'), ends: true, endsAfter: undefined };
    expect(JSON.parse(JSON.stringify(toScheduleInput(ending)))).toMatchObject({ endsAfter: null });
  });

  it('take pasted lists apart at lines, commas, semicolons and spaces, but not a range', () => {
    const pasted = { ...formValuesOf(saved), include: ' 10.0.0.1 - 10.0.0.9,10.0.1.0/24;\n\n db.corp.example ' };
    expect(toScheduleInput(pasted).target).toMatchObject({ include: ['10.0.0.1-10.0.0.9', '10.0.1.0/24', 'db.corp.example'] });
  });
});

describe('a draft', () => {
  it.each([
    null,
    'text',
    {},
    { title: 4 },
    { ...formValuesOf(saved), weekdays: 'MO' },
  ])('that is not one of this form is left alone: %j', (stored) => {
    expect(readDraftValues(stored)).toBeUndefined();
  });
});

describe('edits of two people', () => {
  const base = formValuesOf(saved);

  it('are counted by field', () => {
    expect(changedFields(base, { ...base, date: '2026-04-01', time: '05:00', title: 'Other' })).toEqual(['title', 'date', 'time']);
  });

  it('are merged field by field: what only I changed is mine, of what they changed as I choose', () => {
    const mine = { ...base, time: '05:00', title: 'Mine' };
    const theirs = { ...base, title: 'Theirs', priority: 3 };
    expect(mergeEdits({ base, mine, theirs, keep: ['title'] })).toEqual({ ...base, time: '05:00', title: 'Mine', priority: 3 });
    expect(mergeEdits({ base, mine, theirs, keep: ['priority'] })).toEqual({ ...base, time: '05:00', title: 'Theirs' });
  });
});

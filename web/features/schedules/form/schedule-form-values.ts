import type { ScheduleInput } from '#contract/schedules';
import type { FoldPolicy, GapPolicy, ShortMonth, Weekday, WeekOfMonth } from '#domain/schedules/recurrence';
import { BLANK_TARGET, type TargetValues, toTarget } from '../../../targets/target-values.ts';

export type RecurrenceChoice = 'once' | 'daily' | 'weekly' | 'monthly' | 'continuous';
export type BeforeUnit = 'minutes' | 'hours' | 'days';

export interface Message {
  readonly on: boolean;
  readonly message: string;
}

/** All that the form holds, as it is typed. A number is undefined while its field is empty. */
export interface ScheduleFormValues extends TargetValues {
  readonly title: string;
  /** Empty: the default profile. */
  readonly optionProfileId: string;
  readonly priority: number | undefined;
  readonly scanners: 'any' | 'appliances';
  readonly applianceIds: readonly string[];
  /** `2026-03-08`, empty while there is none. */
  readonly date: string;
  /** `02:30`, as typed. */
  readonly time: string;
  readonly timeZone: string;
  readonly observeDst: boolean;
  readonly gap: GapPolicy;
  readonly fold: FoldPolicy;
  readonly recurrence: RecurrenceChoice;
  readonly everyDays: number | undefined;
  readonly everyWeeks: number | undefined;
  readonly everyMonths: number | undefined;
  readonly weekdays: readonly Weekday[];
  readonly monthlyBy: 'date' | 'weekday';
  readonly day: number | undefined;
  readonly shortMonth: ShortMonth;
  readonly week: WeekOfMonth;
  readonly weekday: Weekday;
  readonly ends: boolean;
  readonly endsAfter: number | undefined;
  readonly stop: 'none' | 'cancel' | 'pause';
  readonly stopHours: number | undefined;
  readonly stopMinutes: number | undefined;
  readonly resume: 'manual' | 'after';
  readonly resumeDays: number | undefined;
  readonly resumeHours: number | undefined;
  readonly before: Message & { readonly amount: number | undefined; readonly unit: BeforeUnit };
  readonly completed: Message;
  readonly delayed: Message;
  readonly skipped: Message;
  readonly deactivated: Message;
  /** Distribution groups that are told beside the owner. */
  readonly groupIds: readonly string[];
  readonly ownerId: string;
  readonly deactivate: boolean;
}

const silent: Message = { on: false, message: '' };

/** A new schedule: nothing chosen that could launch by mistake. `date` and `time`: when it would start. */
export const blankValues = (timeZone: string, observeDst: boolean, date: string): ScheduleFormValues => ({
  title: '',
  optionProfileId: '',
  priority: 0,
  ...BLANK_TARGET,
  scanners: 'any',
  applianceIds: [],
  date,
  time: '02:00',
  timeZone,
  observeDst,
  gap: 'shift',
  fold: 'first',
  recurrence: 'weekly',
  everyDays: 1,
  everyWeeks: 1,
  everyMonths: 1,
  weekdays: ['SU'],
  monthlyBy: 'date',
  day: 1,
  shortMonth: 'lastDay',
  week: 'first',
  weekday: 'SU',
  ends: false,
  endsAfter: 10,
  stop: 'none',
  stopHours: 4,
  stopMinutes: 0,
  resume: 'manual',
  resumeDays: 0,
  resumeHours: 18,
  before: { ...silent, amount: 2, unit: 'hours' },
  completed: silent,
  delayed: silent,
  skipped: silent,
  deactivated: silent,
  groupIds: [],
  ownerId: '',
  deactivate: false,
});

/** An empty field: JSON makes null of it, and the server refuses it at its place, together with everything else that is wrong. */
const needed = (value: number | undefined): number => value ?? Number.NaN;

function toRecurrence(values: ScheduleFormValues): ScheduleInput['recurrence'] {
  switch (values.recurrence) {
    case 'once':
    case 'continuous':
      return { kind: values.recurrence };
    case 'daily':
      return { kind: 'daily', every: needed(values.everyDays) };
    case 'weekly':
      return { kind: 'weekly', every: needed(values.everyWeeks), weekdays: [...values.weekdays] };
    case 'monthly': {
      const every = needed(values.everyMonths);
      if (values.monthlyBy === 'weekday') return { kind: 'monthlyByWeekday', every, week: values.week, weekday: values.weekday };
      return { kind: 'monthlyByDate', every, day: needed(values.day), shortMonth: values.shortMonth };
    }
  }
}

export function toDuration(values: ScheduleFormValues): ScheduleInput['duration'] {
  if (values.stop === 'none') return undefined;
  const afterMinutes = needed(values.stopHours) * 60 + needed(values.stopMinutes);
  if (values.stop === 'cancel') return { action: 'cancel', afterMinutes };
  const { resumeDays, resumeHours } = values;
  const resume =
    values.resume === 'manual'
      ? ({ kind: 'manual' } as const)
      : ({ kind: 'after', days: needed(resumeDays), hours: needed(resumeHours) } as const);
  return { action: 'pause', afterMinutes, resume };
}

function toNotifications(values: ScheduleFormValues): ScheduleInput['notifications'] {
  const { before, completed, delayed, skipped, deactivated, groupIds } = values;
  const told = { completed, delayed, skipped, deactivated };
  const messages = Object.entries(told).flatMap(([name, { on, message }]) => (on ? [[name, { message }]] : []));
  return {
    ...(before.on && { before: { amount: needed(before.amount), unit: before.unit, message: before.message } }),
    ...Object.fromEntries(messages),
    distributionGroupIds: [...groupIds],
  };
}

/** The part that decides when it is due: for preview and diff. */
export function toPlan(values: ScheduleFormValues) {
  const counts = values.ends && values.recurrence !== 'once';
  return {
    start: `${values.date}T${values.time}`,
    timeZone: values.timeZone,
    observeDst: values.observeDst,
    gap: values.gap,
    fold: values.fold,
    recurrence: toRecurrence(values),
    ...(counts && { endsAfter: needed(values.endsAfter) }),
  };
}

/** What is sent to be saved. */
export function toScheduleInput(values: ScheduleFormValues): ScheduleInput {
  const duration = toDuration(values);
  return {
    ...toPlan(values),
    title: values.title.trim(),
    target: toTarget(values),
    ...(values.optionProfileId !== '' && { optionProfileId: values.optionProfileId }),
    scanners: values.scanners === 'any' ? { kind: 'any' } : { kind: 'appliances', ids: [...values.applianceIds] },
    priority: needed(values.priority),
    ...(duration !== undefined && { duration }),
    notifications: toNotifications(values),
    ...(values.ownerId !== '' && { ownerId: values.ownerId }),
    active: !values.deactivate,
  };
}

import { describeTargetField } from '../../../targets/describe-target-field.ts';
import type { TargetNames } from '../../../targets/use-target-names.ts';
import { describeDate } from './date-text.ts';
import type { FieldName } from './schedule-form-fields.ts';
import type { Message, ScheduleFormValues } from './schedule-form-values.ts';

/** What the ids of a form stand for. An id that is not in it is shown as it is: it was deleted, or cannot be seen. */
export interface FieldNames extends TargetNames {
  readonly zones: ReadonlyMap<string, string>;
  readonly profiles: ReadonlyMap<string, string>;
  readonly appliances: ReadonlyMap<string, string>;
  readonly people: ReadonlyMap<string, string>;
  readonly groups: ReadonlyMap<string, string>;
}

const LONGEST = 60;

const shortened = (text: string) => (text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text);
const namesOf = (ids: readonly string[], names: ReadonlyMap<string, string>) => ids.map((id) => names.get(id) ?? id).join(', ');
const count = (value: number | undefined, unit: string, plural = `${unit}s`) => `${value ?? '?'} ${value === 1 ? unit : plural}`;

function describeMessage({ on, message }: Message): string {
  if (!on) return 'off';
  return message === '' ? 'on, standard text' : `on, “${shortened(message)}”`;
}

const RECURRENCES = {
  once: 'once',
  daily: 'daily',
  weekly: 'weekly',
  monthly: 'monthly',
  continuous: 'relaunch on finish',
} as const;

function describeEvery({ recurrence, everyDays, everyWeeks, everyMonths }: ScheduleFormValues): string {
  if (recurrence === 'weekly') return `every ${count(everyWeeks, 'week')}`;
  if (recurrence === 'monthly') return `every ${count(everyMonths, 'month')}`;
  return `every ${count(everyDays, 'day')}`;
}

const WEEKDAYS = { MO: 'Mon', TU: 'Tue', WE: 'Wed', TH: 'Thu', FR: 'Fri', SA: 'Sat', SU: 'Sun' } as const;

function describeDay({ monthlyBy, week, weekday, day, shortMonth }: ScheduleFormValues): string {
  if (monthlyBy === 'weekday') return `the ${week} ${WEEKDAYS[weekday]}`;
  const shorter = (day ?? 0) > 28 ? (shortMonth === 'skip' ? ', shorter months left out' : ', or the last day') : '';
  return `day ${day ?? '?'}${shorter}`;
}

function describeStop({ stop, stopHours, stopMinutes }: ScheduleFormValues): string {
  return stop === 'none' ? 'never' : `${stop} after ${stopHours ?? '?'} h ${stopMinutes ?? '?'} min`;
}

/** What a field says, in a few words: after "was", and beside what somebody else has made of it. */
export function describeField(name: FieldName, values: ScheduleFormValues, names: FieldNames): string {
  switch (name) {
    case 'title':
      return `“${shortened(values.title)}”`;
    case 'optionProfileId':
      return values.optionProfileId === '' ? 'the default' : namesOf([values.optionProfileId], names.profiles);
    case 'priority':
      return values.priority === undefined ? 'empty' : String(values.priority);
    case 'targetKind':
    case 'include':
    case 'exclude':
    case 'assetGroupIds':
    case 'connectorId':
    case 'tagIds':
    case 'exceptTagIds':
      return describeTargetField(name, values, names);
    case 'scanners':
      return values.scanners === 'any' ? 'any appliance' : namesOf(values.applianceIds, names.appliances);
    case 'ownerId':
      return values.ownerId === '' ? 'you' : namesOf([values.ownerId], names.people);
    case 'active':
      return values.deactivate ? 'deactivated' : 'not deactivated';
    case 'groups':
      return values.groupIds.length === 0 ? 'the owner alone' : namesOf(values.groupIds, names.groups);
    case 'before': {
      const { on, amount, unit } = values.before;
      return on ? `${amount ?? '?'} ${unit} before, ${describeMessage(values.before).replace(/^on, /, '')}` : 'off';
    }
    case 'completed':
    case 'delayed':
    case 'skipped':
    case 'deactivated':
      return describeMessage(values[name]);
    default:
      return describeScheduling(name, values, names);
  }
}

function describeScheduling(name: FieldName, values: ScheduleFormValues, names: FieldNames): string {
  switch (name) {
    case 'date':
      return values.date === '' ? 'empty' : describeDate(values.date);
    case 'time':
      return values.time;
    case 'timeZone':
      return namesOf([values.timeZone], names.zones);
    case 'observeDst':
      return values.observeDst ? 'on' : 'off';
    case 'gap':
      return values.gap === 'shift' ? 'launch later' : 'leave out';
    case 'fold':
      return `at the ${values.fold}`;
    case 'recurrence':
      return RECURRENCES[values.recurrence];
    case 'every':
      return describeEvery(values);
    case 'weekdays':
      return values.weekdays.length === 0 ? 'none' : values.weekdays.map((day) => WEEKDAYS[day]).join(', ');
    case 'day':
      return describeDay(values);
    case 'endsAfter':
      return values.ends ? `after ${count(values.endsAfter, 'launch', 'launches')}` : 'never';
    case 'stop':
      return describeStop(values);
    case 'resume':
      return values.resume === 'manual' ? 'by a person' : `after ${values.resumeDays ?? '?'} d ${values.resumeHours ?? '?'} h`;
    default:
      return '';
  }
}

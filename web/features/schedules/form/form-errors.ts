import type { ProblemIssue } from '../../../api/problem.ts';
import { targetErrors, targetFieldOf, targetMessageOf } from '../../../targets/target-fields.ts';
import { firstOf } from '../../../targets/target-lines.ts';
import { formatNumber } from '../../../ui/time/format-duration.ts';
import { FIELD_NAMES, type FieldErrors, type FieldName, FORM_FIELDS } from './schedule-form-fields.ts';
import type { ScheduleFormValues } from './schedule-form-values.ts';

const CLOCK = /^([01]\d|2[0-3]):[0-5]\d$/;

const between = (value: number | undefined, min: number, max: number) =>
  value !== undefined && Number.isInteger(value) && value >= min && value <= max;

function recurrenceErrors(values: ScheduleFormValues): FieldErrors {
  const { recurrence, everyDays, everyWeeks, everyMonths, weekdays, monthlyBy, day } = values;
  if (recurrence === 'daily' && !between(everyDays, 1, 365)) return { every: 'Choose every 1 to 365 days.' };
  if (recurrence === 'weekly') {
    return {
      ...(!between(everyWeeks, 1, 52) && { every: 'Choose every 1 to 52 weeks.' }),
      ...(weekdays.length === 0 && { weekdays: 'Choose at least one weekday.' }),
    };
  }
  if (recurrence === 'monthly') {
    return {
      ...(!between(everyMonths, 1, 12) && { every: 'Choose every 1 to 12 months.' }),
      ...(monthlyBy === 'date' && !between(day, 1, 31) && { day: 'Choose a day from 1 to 31.' }),
    };
  }
  return {};
}

function durationErrors({ stop, stopHours, stopMinutes, resume, resumeDays, resumeHours }: ScheduleFormValues): FieldErrors {
  if (stop === 'none') return {};
  const after = between(stopHours, 0, 119) && between(stopMinutes, 0, 59);
  const resumes = stop === 'cancel' || resume === 'manual' || (between(resumeDays, 0, 9) && between(resumeHours, 0, 23));
  return {
    ...(!after && { stop: 'Choose 0 to 119 hours and 0 to 59 minutes.' }),
    ...(!resumes && { resume: 'Choose 0 to 9 days and 0 to 23 hours.' }),
  };
}

const LONGEST_TITLE = 2000;
const LONGEST_MESSAGE = 4000;
/** How long before a launch somebody can be told, per unit; both ends inclusive. */
export const NOTICE = { minutes: { least: 5, most: 120 }, hours: { least: 1, most: 24 }, days: { least: 1, most: 31 } } as const;

const tooLong = (text: string, most: number) =>
  text.length > most ? `Has ${formatNumber(text.length)} characters, up to ${formatNumber(most)} would do.` : undefined;

function notificationErrors(values: ScheduleFormValues): FieldErrors {
  const { before } = values;
  const { least, most } = NOTICE[before.unit];
  const wrong: [FieldName, string | undefined][] = (['completed', 'delayed', 'skipped', 'deactivated'] as const).map((name) => [
    name,
    values[name].on ? tooLong(values[name].message, LONGEST_MESSAGE) : undefined,
  ]);
  const amount = between(before.amount, least, most) ? undefined : `Choose ${least} to ${most} ${before.unit}.`;
  const notice = before.on ? (amount ?? tooLong(before.message, LONGEST_MESSAGE)) : undefined;
  return Object.fromEntries([['before', notice] as const, ...wrong].filter(([, message]) => message !== undefined));
}

function titleErrors(title: string): FieldErrors {
  const message = title.trim() === '' ? 'Give it a title.' : tooLong(title.trim(), LONGEST_TITLE);
  return message === undefined ? {} : { title: message };
}

/** When it is due cannot even be asked while one of these stands. */
export function planErrors(values: ScheduleFormValues): FieldErrors {
  const endless = !values.ends || values.recurrence === 'once' || between(values.endsAfter, 1, 9999);
  return {
    ...(values.date === '' && { date: 'Enter the date of the first launch, such as 8 Mar 2026.' }),
    ...(!CLOCK.test(values.time) && { time: 'Write it as 02:30, from 00:00 to 23:59.' }),
    ...(values.timeZone === '' && { timeZone: 'Choose a time zone.' }),
    ...recurrenceErrors(values),
    ...(!endless && { endsAfter: 'End after 1 to 9999 launches, or never.' }),
  };
}

/** What the form itself can see: fields left empty and numbers out of range. The rest is the server's to judge. */
export function formErrors(values: ScheduleFormValues): FieldErrors {
  return {
    ...titleErrors(values.title),
    ...(!between(values.priority, 0, 9) && { priority: 'Choose 0 to 9; 0 is none.' }),
    ...targetErrors(values),
    ...(values.scanners === 'appliances' && values.applianceIds.length === 0 && { scanners: 'Choose at least one appliance.' }),
    ...planErrors(values),
    ...durationErrors(values),
    ...notificationErrors(values),
  };
}

/** Stands in for what is not filled in yet. */
const blank = (text: string) => (text.trim() === '' ? '-' : text);

/** What is wrong already while it is typed: numbers out of range and texts too long, not what is only missing so far. */
export function typedErrors(values: ScheduleFormValues): FieldErrors {
  const { weekdays, applianceIds, before } = values;
  return formErrors({
    ...values,
    ...{ title: blank(values.title), include: blank(values.include), date: blank(values.date), timeZone: blank(values.timeZone) },
    ...{ time: '00:00', priority: values.priority ?? 0, weekdays: weekdays.length === 0 ? ['MO'] : weekdays },
    ...{ everyDays: values.everyDays ?? 1, everyWeeks: values.everyWeeks ?? 1, everyMonths: values.everyMonths ?? 1 },
    ...{ day: values.day ?? 1, endsAfter: values.endsAfter ?? 1, applianceIds: applianceIds.length === 0 ? ['-'] : applianceIds },
    ...{ stopHours: values.stopHours ?? 0, stopMinutes: values.stopMinutes ?? 0 },
    ...{ resumeDays: values.resumeDays ?? 0, resumeHours: values.resumeHours ?? 0 },
    before: { ...before, amount: before.amount ?? NOTICE[before.unit].least },
  });
}

/** The field whose path is the longest that leads to the issue. */
function fieldOf(path: string): FieldName | undefined {
  let found: { readonly name: FieldName; readonly length: number } | undefined;
  for (const name of FIELD_NAMES) {
    for (const start of FORM_FIELDS[name].paths as readonly string[]) {
      const leads = path === start || path.startsWith(`${start}.`);
      if (leads && start.length > (found?.length ?? -1)) found = { name, length: start.length };
    }
  }
  return found?.name;
}

export interface MappedIssues {
  readonly fields: FieldErrors;
  /** What belongs to no field of this form. */
  readonly messages: readonly string[];
}

/** The server's issues at the fields that they are about; of a long list of wrong lines the first five. */
export function mapIssues(issues: readonly ProblemIssue[], values: ScheduleFormValues): MappedIssues {
  const found = new Map<FieldName, string[]>();
  const messages: string[] = [];
  for (const issue of issues) {
    const name = targetFieldOf(issue, values) ?? fieldOf(issue.path.join('.'));
    if (name === undefined) messages.push(issue.message);
    else found.set(name, [...(found.get(name) ?? []), targetMessageOf(issue, values)]);
  }
  const shown = [...found].map(([name, texts]) => [name, firstOf(texts)]);
  return { fields: Object.fromEntries(shown), messages };
}

/** All that is wrong, each field once: what the form sees itself is said in its own words. */
export function joinErrors(told: FieldErrors, own: FieldErrors): FieldErrors {
  const { date, ...others } = told;
  // The start is one value of two fields: a wrong time is not told at the date as well.
  const atDate = date === undefined || own.time !== undefined ? {} : { date };
  return { ...others, ...atDate, ...own };
}

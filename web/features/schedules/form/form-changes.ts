import { FIELD_NAMES, type FieldName, FORM_FIELDS, type SectionId } from './schedule-form-fields.ts';
import { blankValues, type ScheduleFormValues } from './schedule-form-values.ts';

type ValueName = keyof ScheduleFormValues;

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/** The fields in which two states of the form differ. */
export function changedFields(before: ScheduleFormValues, after: ScheduleFormValues): FieldName[] {
  return FIELD_NAMES.filter((name) =>
    (FORM_FIELDS[name].values as readonly ValueName[]).some((value) => !same(before[value], after[value])),
  );
}

/** How many of the fields lie in a section. */
export const countIn = (section: SectionId, fields: readonly FieldName[]): number =>
  fields.filter((name) => FORM_FIELDS[name].section === section).length;

interface Edits {
  /** What both started from. */
  readonly base: ScheduleFormValues;
  readonly mine: ScheduleFormValues;
  readonly theirs: ScheduleFormValues;
  /** Of the fields that they changed, those that stay as I have them. */
  readonly keep: readonly FieldName[];
}

/** The edits of one person carried over to what somebody else has saved meanwhile; what only I changed stays mine. */
export function mergeEdits({ base, mine, theirs, keep }: Edits): ScheduleFormValues {
  const touched = changedFields(base, theirs);
  const own = [...changedFields(base, mine).filter((name) => !touched.includes(name)), ...keep];
  const values = own.flatMap((name): readonly ValueName[] => FORM_FIELDS[name].values);
  return { ...theirs, ...Object.fromEntries(values.map((name) => [name, mine[name]])) };
}

/** Kind of a value, one level deep: lists and records apart. */
const kindOf = (value: unknown) => (Array.isArray(value) ? 'list' : typeof value);

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

const MAYBE_EMPTY: readonly ValueName[] = [
  'priority',
  'everyDays',
  'everyWeeks',
  'everyMonths',
  'day',
  'endsAfter',
  'stopHours',
  'stopMinutes',
  'resumeDays',
  'resumeHours',
];

/** A draft from the device's storage, if it is one of this form. Empty number fields are not in the JSON at all. */
export function readDraftValues(stored: unknown): ScheduleFormValues | undefined {
  if (!isRecord(stored)) return undefined;
  const blank = blankValues('', false, '');
  const fits = Object.entries(blank).every(([name, value]) => {
    const other = stored[name];
    if (other === undefined) return MAYBE_EMPTY.some((empty) => empty === name);
    if (!isRecord(value)) return kindOf(other) === kindOf(value);
    return isRecord(other);
  });
  const numbers = Object.fromEntries(MAYBE_EMPTY.map((name) => [name, stored[name]]));
  return fits ? Object.assign({}, blank, stored, numbers) : undefined;
}

import type { Weekday, WeekOfMonth } from '#domain/schedules/recurrence';
import { FieldRow } from '../../../ui/form/field-row.tsx';
import { NumberField } from '../../../ui/form/number-field.tsx';
import { SelectField } from '../../../ui/form/select-field.tsx';
import { fieldId } from './schedule-form-fields.ts';
import type { SectionProps } from './section-props.ts';

const BY = [
  { value: 'date', label: 'Day' },
  { value: 'weekday', label: 'The' },
] as const;

const WEEKS: readonly { readonly value: WeekOfMonth; readonly label: string }[] = [
  { value: 'first', label: 'first' },
  { value: 'second', label: 'second' },
  { value: 'third', label: 'third' },
  { value: 'fourth', label: 'fourth' },
  { value: 'last', label: 'last' },
];

const WEEKDAYS: readonly { readonly value: Weekday; readonly label: string }[] = [
  { value: 'MO', label: 'Monday' },
  { value: 'TU', label: 'Tuesday' },
  { value: 'WE', label: 'Wednesday' },
  { value: 'TH', label: 'Thursday' },
  { value: 'FR', label: 'Friday' },
  { value: 'SA', label: 'Saturday' },
  { value: 'SU', label: 'Sunday' },
];

const SHORT = [
  { value: 'lastDay', label: 'Use the last day' },
  { value: 'skip', label: 'Leave the month out' },
] as const;

/** On which day of the month. */
export function MonthlyFields({ values, change, errors, was }: SectionProps) {
  const byDate = values.monthlyBy === 'date';
  return (
    <>
      <FieldRow label="On" was={was('day')} error={errors.day}>
        <SelectField
          label="Day of the month by"
          width={82}
          value={values.monthlyBy}
          choices={BY}
          onChange={(monthlyBy) => change({ monthlyBy })}
        />
        {byDate ? (
          <NumberField
            id={fieldId('day')}
            label="Day of the month"
            value={values.day}
            onChange={(day) => change({ day })}
            min={1}
            max={31}
            error={errors.day !== undefined}
          />
        ) : (
          <>
            <SelectField
              id={fieldId('day')}
              label="Week of the month"
              width={100}
              value={values.week}
              choices={WEEKS}
              onChange={(week) => change({ week })}
            />
            <SelectField
              label="Weekday"
              width={124}
              value={values.weekday}
              choices={WEEKDAYS}
              onChange={(weekday) => change({ weekday })}
            />
          </>
        )}
        <span className="text-2">of the month</span>
      </FieldRow>
      {byDate && (values.day ?? 0) > 28 && (
        <FieldRow label="In a shorter month">
          <SelectField
            label="In a shorter month"
            width={180}
            value={values.shortMonth}
            choices={SHORT}
            onChange={(shortMonth) => change({ shortMonth })}
          />
        </FieldRow>
      )}
    </>
  );
}

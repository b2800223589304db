import { Checkbox, Chip } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Weekday } from '#domain/schedules/recurrence';
import { FieldRow } from '../../../ui/form/field-row.tsx';
import { NumberField } from '../../../ui/form/number-field.tsx';
import { Segments } from '../../../ui/form/segments.tsx';
import { useTimes } from '../../../ui/time/times.tsx';
import { launchZone } from '../launch-zone.ts';
import { type Preview, scanSetup } from '../queries.ts';
import { MonthlyFields } from './monthly-fields.tsx';
import { fieldId } from './schedule-form-fields.ts';
import { type SectionProps, wasTogether } from './section-props.ts';

interface RecurrenceFieldsProps extends SectionProps {
  readonly preview: Preview | undefined;
}

const LOCKED = 'a Manager primary contact has not allowed it in Setup';

/** How often, and until when. */
export function RecurrenceFields({ preview, ...section }: RecurrenceFieldsProps) {
  const { values, change, errors, was } = section;
  const { data: setup } = useQuery(scanSetup());
  const forbidden = setup !== undefined && !setup.relaunchOnFinish;
  const choices = [
    { value: 'once', label: 'Once' },
    { value: 'daily', label: 'Daily' },
    { value: 'weekly', label: 'Weekly' },
    { value: 'monthly', label: 'Monthly' },
    { value: 'continuous', label: 'Relaunch on finish', ...(forbidden && { forbidden: LOCKED }) },
  ] as const;
  return (
    <>
      <FieldRow
        label="Recurrence"
        was={wasTogether(was, ['recurrence', 'every'])}
        error={errors.recurrence ?? errors.every}
        description={
          forbidden ? 'Relaunch on finish is locked: a Manager primary contact can allow it in Setup, Scheduled scans.' : undefined
        }
      >
        <div id={fieldId('recurrence')} tabIndex={-1} className="recurrence-choice">
          <Segments label="Recurrence" value={values.recurrence} choices={choices} onChange={(recurrence) => change({ recurrence })} />
        </div>
        <Every {...section} />
      </FieldRow>
      {values.recurrence === 'weekly' && <WeekdayFields {...section} />}
      {values.recurrence === 'monthly' && <MonthlyFields {...section} />}
      {values.recurrence !== 'once' && <Ends {...section} preview={preview} />}
    </>
  );
}

function Every({ values, change, errors }: SectionProps) {
  const wrong = errors.every !== undefined;
  const id = fieldId('every');
  const unit = (count: number | undefined, one: string) => <span className="text-2">{count === 1 ? one : `${one}s`}</span>;
  const lead = <span className="text-2">every</span>;
  if (values.recurrence === 'daily') {
    return (
      <span className="every">
        {lead}
        <NumberField
          id={id}
          label="Days between launches"
          value={values.everyDays}
          onChange={(everyDays) => change({ everyDays })}
          min={1}
          max={365}
          error={wrong}
        />
        {unit(values.everyDays, 'day')}
      </span>
    );
  }
  if (values.recurrence === 'weekly') {
    return (
      <span className="every">
        {lead}
        <NumberField
          id={id}
          label="Weeks between launches"
          value={values.everyWeeks}
          onChange={(everyWeeks) => change({ everyWeeks })}
          min={1}
          max={52}
          error={wrong}
        />
        {unit(values.everyWeeks, 'week')}
      </span>
    );
  }
  if (values.recurrence !== 'monthly') return null;
  return (
    <span className="every">
      {lead}
      <NumberField
        id={id}
        label="Months between launches"
        value={values.everyMonths}
        onChange={(everyMonths) => change({ everyMonths })}
        min={1}
        max={12}
        error={wrong}
      />
      {unit(values.everyMonths, 'month')}
    </span>
  );
}

const DAYS: readonly { readonly value: Weekday; readonly short: string; readonly name: string }[] = [
  { value: 'MO', short: 'Mon', name: 'Monday' },
  { value: 'TU', short: 'Tue', name: 'Tuesday' },
  { value: 'WE', short: 'Wed', name: 'Wednesday' },
  { value: 'TH', short: 'Thu', name: 'Thursday' },
  { value: 'FR', short: 'Fri', name: 'Friday' },
  { value: 'SA', short: 'Sat', name: 'Saturday' },
  { value: 'SU', short: 'Sun', name: 'Sunday' },
];

function WeekdayFields({ values, change, errors, was }: SectionProps) {
  const toggle = (day: Weekday, on: boolean) =>
    change({ weekdays: DAYS.map(({ value }) => value).filter((value) => (value === day ? on : values.weekdays.includes(value))) });
  return (
    <FieldRow label="On" was={was('weekdays')} error={errors.weekdays}>
      <div id={fieldId('weekdays')} tabIndex={-1} className="weekday-choice">
        {DAYS.map(({ value, short, name }) => (
          <Chip key={value} size="xs" aria-label={name} checked={values.weekdays.includes(value)} onChange={(on) => toggle(value, on)}>
            {short}
          </Chip>
        ))}
      </div>
    </FieldRow>
  );
}

function Ends({ values, change, errors, was, preview }: RecurrenceFieldsProps) {
  const { format } = useTimes();
  const last = preview?.more === false ? preview.launches.at(-1) : undefined;
  const lastAt = last && format(last.at, { zone: launchZone(last, values.timeZone) });
  return (
    <FieldRow label="Ends" was={was('endsAfter')} error={errors.endsAfter}>
      <Checkbox
        label="After"
        aria-label="Ends after a number of launches"
        checked={values.ends}
        onChange={(event) => change({ ends: event.currentTarget.checked })}
      />
      <NumberField
        id={fieldId('endsAfter')}
        label="Launches until it ends"
        value={values.endsAfter}
        onChange={(endsAfter) => change({ endsAfter })}
        min={1}
        max={9999}
        disabled={!values.ends}
        error={errors.endsAfter !== undefined}
      />
      <span className="text-2">launches</span>
      {values.ends && lastAt !== undefined && <span className="meta">last on {lastAt}</span>}
    </FieldRow>
  );
}

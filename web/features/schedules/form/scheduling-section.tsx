import { Switch, TextInput } from '@mantine/core';
import { DateInput } from '@mantine/dates';
import { IconClock, IconClockUp } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { TimeZone } from '#contract/profiles';
import { FieldRow } from '../../../ui/form/field-row.tsx';
import { FormSection } from '../../../ui/form/form-page.tsx';
import { SelectField } from '../../../ui/form/select-field.tsx';
import { Note } from '../../../ui/note/note.tsx';
import { allTimeZones } from '../../../zones/zone-queries.ts';
import type { Preview } from '../queries.ts';
import { completeTime, describeLocalDay, parseDate } from './date-text.ts';
import { RecurrenceFields } from './recurrence-fields.tsx';
import { fieldId } from './schedule-form-fields.ts';
import { type SectionProps, wasTogether } from './section-props.ts';
import { ZoneField } from './zone-field.tsx';

interface SchedulingSectionProps extends SectionProps {
  readonly preview: Preview | undefined;
}

/** When it launches. */
export function SchedulingSection({ preview, ...section }: SchedulingSectionProps) {
  const { values, change, errors, was } = section;
  const { data: zones = [] } = useQuery(allTimeZones());
  const zone = zones.find(({ id }) => id === values.timeZone);
  const choose = (chosen: TimeZone) => change({ timeZone: chosen.id, observeDst: chosen.observesDst });
  return (
    <FormSection id="scheduling" title="Scheduling">
      <FieldRow
        label="Start"
        was={wasTogether(was, ['date', 'time'])}
        error={[errors.date, errors.time].filter(Boolean).join('\n') || undefined}
      >
        <StartFields {...section} />
      </FieldRow>
      <FieldRow label="Time zone" htmlFor={fieldId('timeZone')} was={was('timeZone')}>
        <ZoneField id={fieldId('timeZone')} zones={zones} value={values.timeZone} onChange={choose} error={errors.timeZone} />
      </FieldRow>
      <FieldRow label="Daylight saving" was={was('observeDst')} error={errors.observeDst}>
        <Switch
          id={fieldId('observeDst')}
          label="Auto adjust during daylight saving time"
          checked={values.observeDst}
          disabled={zone !== undefined && !zone.observesDst}
          onChange={(event) => change({ observeDst: event.currentTarget.checked })}
        />
      </FieldRow>
      <div className="field-indent">
        <ClocksNote zone={zone} observeDst={values.observeDst} preview={preview} />
      </div>
      {values.observeDst && values.recurrence !== 'continuous' && <ClockPolicies {...section} />}
      <RecurrenceFields {...section} preview={preview} />
    </FormSection>
  );
}

function StartFields({ values, change, errors }: SectionProps) {
  return (
    <>
      <DateInput
        id={fieldId('date')}
        aria-label="Date"
        w={132}
        value={values.date === '' ? null : values.date}
        onChange={(date) => change({ date: date ?? '' })}
        valueFormat="D MMM YYYY"
        dateParser={(text) => parseDate(text) ?? null}
        clearable={false}
        error={errors.date !== undefined}
        previousLabel="Month before"
        nextLabel="Month after"
      />
      <TextInput
        id={fieldId('time')}
        aria-label="Time"
        w={104}
        wrapperProps={{ 'data-narrow': true }}
        value={values.time}
        inputMode="numeric"
        placeholder="02:30"
        maxLength={5}
        rightSection={<IconClock size={15} stroke={1.7} aria-hidden />}
        onChange={(event) => change({ time: event.currentTarget.value })}
        onBlur={() => change({ time: completeTime(values.time) })}
        error={errors.time !== undefined}
        autoComplete="off"
      />
    </>
  );
}

const GAPS = [
  { value: 'shift', label: 'Launch later' },
  { value: 'skip', label: 'Leave out' },
] as const;
const FOLDS = [
  { value: 'first', label: 'At the first' },
  { value: 'second', label: 'At the second' },
] as const;

/** What happens to a time that a change of the clocks leaves out or repeats. */
function ClockPolicies({ values, change, was }: SectionProps) {
  return (
    <FieldRow label="When clocks change" was={wasTogether(was, ['gap', 'fold'])}>
      <span className="text-2">Missing time</span>
      <SelectField
        id={fieldId('gap')}
        label="Missing time"
        width={138}
        value={values.gap}
        choices={GAPS}
        onChange={(gap) => change({ gap })}
      />
      <span className="text-2">Repeated time</span>
      <SelectField
        id={fieldId('fold')}
        label="Repeated time"
        width={144}
        value={values.fold}
        choices={FOLDS}
        onChange={(fold) => change({ fold })}
      />
    </FieldRow>
  );
}

interface ClocksNoteProps {
  readonly zone: TimeZone | undefined;
  readonly observeDst: boolean;
  readonly preview: Preview | undefined;
}

const offsetWords = (offset: string) => offset.replace('-', '−');

/** The next two changes of the clocks, or why there are none. */
function ClocksNote({ zone, observeDst, preview }: ClocksNoteProps) {
  if (zone === undefined) return null;
  if (!zone.observesDst)
    return <Note tone="plain" icon={IconClock}>{`The clocks of ${zone.place} do not change: there is nothing to adjust.`}</Note>;
  if (!observeDst) {
    const words = `The clocks of ${zone.place} change, this schedule does not follow: it keeps ${offsetWords(zone.standardOffset)} all year.`;
    return (
      <Note tone="plain" icon={IconClock}>
        {words}
      </Note>
    );
  }
  const [next, then] = preview?.clockChanges ?? [];
  if (next === undefined) return null;
  const clock = (local: string) => local.slice(11);
  return (
    <Note tone="plain" icon={IconClockUp}>
      Next change of the clocks: <b className="strong">{describeLocalDay(next.localBefore)}</b>, {clock(next.localBefore)} →{' '}
      {clock(next.localAfter)} ({next.abbreviationBefore} to {next.abbreviationAfter}).
      {then !== undefined && ` Then ${describeLocalDay(then.localBefore)}, ${clock(then.localBefore)} → ${clock(then.localAfter)}.`}
    </Note>
  );
}

import { FieldRow } from '../../../ui/form/field-row.tsx';
import { FormSection } from '../../../ui/form/form-page.tsx';
import { NumberField } from '../../../ui/form/number-field.tsx';
import { SelectField } from '../../../ui/form/select-field.tsx';
import { Note } from '../../../ui/note/note.tsx';
import type { Preview } from '../queries.ts';
import { DurationLine } from './duration-line.tsx';
import { fieldId } from './schedule-form-fields.ts';
import type { SectionProps } from './section-props.ts';

interface DurationSectionProps extends SectionProps {
  readonly preview: Preview | undefined;
}

const STOPS = [
  { value: 'none', label: 'Never' },
  { value: 'cancel', label: 'Cancel' },
  { value: 'pause', label: 'Pause' },
] as const;
const RESUMES = [
  { value: 'manual', label: 'By a person' },
  { value: 'after', label: 'Automatically' },
] as const;

/** A scan is never stopped before this many minutes. */
const LEAST_MINUTES = 15;

/** What happens to a scan that runs too long. */
export function DurationSection({ preview, ...section }: DurationSectionProps) {
  const { values, change, errors, was } = section;
  const stops = values.stop !== 'none';
  const minutes = (values.stopHours ?? 0) * 60 + (values.stopMinutes ?? 0);
  const launch = preview?.launches[0];
  return (
    <FormSection id="duration" title="Duration">
      <FieldRow label="Stop the scan" was={was('stop')} error={errors.stop}>
        <SelectField
          id={fieldId('stop')}
          label="Stop the scan"
          width={104}
          value={values.stop}
          choices={STOPS}
          onChange={(stop) => change({ stop })}
        />
        {stops && <StopAfter {...section} />}
      </FieldRow>
      {stops && minutes < LEAST_MINUTES && errors.stop === undefined && (
        <div className="field-indent">
          <Note tone="plain">Under 15 minutes acts as 15 minutes.</Note>
        </div>
      )}
      {values.stop === 'pause' && (
        <FieldRow label="Resume" was={was('resume')} error={errors.resume}>
          <SelectField
            id={fieldId('resume')}
            label="Resume"
            width={140}
            value={values.resume}
            choices={RESUMES}
            onChange={(resume) => change({ resume })}
          />
          {values.resume === 'after' && <ResumeAfter {...section} />}
        </FieldRow>
      )}
      {stops && launch !== undefined && errors.stop === undefined && errors.resume === undefined && (
        <div className="field-indent">
          <DurationLine launch={launch} timeZone={values.timeZone} />
        </div>
      )}
    </FormSection>
  );
}

function StopAfter({ values, change, errors }: SectionProps) {
  const wrong = errors.stop !== undefined;
  return (
    <>
      <span className="text-2">after</span>
      <NumberField
        label="Hours until it is stopped"
        value={values.stopHours}
        onChange={(stopHours) => change({ stopHours })}
        min={0}
        max={119}
        error={wrong}
      />
      <span className="text-2">h</span>
      <NumberField
        label="Minutes until it is stopped"
        value={values.stopMinutes}
        onChange={(stopMinutes) => change({ stopMinutes })}
        min={0}
        max={59}
        error={wrong}
      />
      <span className="text-2">min of running</span>
    </>
  );
}

function ResumeAfter({ values, change, errors }: SectionProps) {
  const wrong = errors.resume !== undefined;
  return (
    <>
      <span className="text-2">after</span>
      <NumberField
        label="Days until it is resumed"
        value={values.resumeDays}
        onChange={(resumeDays) => change({ resumeDays })}
        min={0}
        max={9}
        error={wrong}
      />
      <span className="text-2">d</span>
      <NumberField
        label="Hours until it is resumed"
        value={values.resumeHours}
        onChange={(resumeHours) => change({ resumeHours })}
        min={0}
        max={23}
        error={wrong}
      />
      <span className="text-2">h from the start</span>
    </>
  );
}

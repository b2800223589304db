import { Checkbox, Textarea } from '@mantine/core';
import { FormSection } from '../../../ui/form/form-page.tsx';
import { NumberField } from '../../../ui/form/number-field.tsx';
import { SelectField } from '../../../ui/form/select-field.tsx';
import { Note } from '../../../ui/note/note.tsx';
import { NOTICE } from './form-errors.ts';
import { FORM_FIELDS, fieldId } from './schedule-form-fields.ts';
import type { Message } from './schedule-form-values.ts';
import type { SectionProps } from './section-props.ts';

const PLAIN = ['completed', 'delayed', 'skipped', 'deactivated'] as const;
const UNITS = [
  { value: 'minutes', label: 'minutes' },
  { value: 'hours', label: 'hours' },
  { value: 'days', label: 'days' },
] as const;

/** Who is told of what. */
export function NotificationsSection({ values, change, errors }: SectionProps) {
  const { before } = values;
  return (
    <FormSection id="notifications" title="Notifications">
      <Note tone="plain">What you choose is kept with the schedule. This release does not send mail yet.</Note>
      <div className="told-row">
        <div className="told-when">
          <Checkbox
            label="Before"
            aria-label="Before the launch"
            checked={before.on}
            onChange={(event) => change({ before: { ...before, on: event.currentTarget.checked } })}
          />
          <NumberField
            id={fieldId('before')}
            label="How long before"
            width={62}
            value={before.amount}
            onChange={(amount) => change({ before: { ...before, amount } })}
            min={NOTICE[before.unit].least}
            max={NOTICE[before.unit].most}
            disabled={!before.on}
            error={errors.before !== undefined}
          />
          <SelectField
            label="Unit of how long before"
            width={96}
            value={before.unit}
            choices={UNITS}
            onChange={(unit) => change({ before: { ...before, unit } })}
            disabled={!before.on}
          />
        </div>
        <MessageBox
          label="Message before the launch"
          value={before}
          error={errors.before}
          onChange={(message) => change({ before: { ...before, message } })}
        />
      </div>
      {PLAIN.map((name) => (
        <div className="told-row" key={name}>
          <Checkbox
            id={fieldId(name)}
            label={FORM_FIELDS[name].label}
            checked={values[name].on}
            onChange={(event) => change({ [name]: { ...values[name], on: event.currentTarget.checked } })}
          />
          <MessageBox
            label={`Message: ${FORM_FIELDS[name].label.toLowerCase()}`}
            value={values[name]}
            error={errors[name]}
            onChange={(message) => change({ [name]: { ...values[name], message } })}
          />
        </div>
      ))}
    </FormSection>
  );
}

interface MessageBoxProps {
  readonly label: string;
  readonly value: Message;
  readonly error: string | undefined;
  readonly onChange: (message: string) => void;
}

function MessageBox({ label, value, error, onChange }: MessageBoxProps) {
  return (
    <Textarea
      aria-label={label}
      className="field-wide"
      value={value.message}
      autosize
      minRows={1}
      maxRows={8}
      disabled={!value.on}
      placeholder={value.on ? 'Standard text only' : 'Tick the box to add a message'}
      onChange={(event) => onChange(event.currentTarget.value)}
      error={error}
    />
  );
}

import { Checkbox, Textarea } from '@mantine/core';
import type { NotificationPreview } from '#contract/notifications';
import { FieldRow } from '../../../ui/form/field-row.tsx';
import { FormSection } from '../../../ui/form/form-page.tsx';
import { NumberField } from '../../../ui/form/number-field.tsx';
import { SelectField } from '../../../ui/form/select-field.tsx';
import { Note } from '../../../ui/note/note.tsx';
import { PageLink } from '../../../ui/page/page-link.tsx';
import type { FieldNames } from './describe-field.ts';
import { NOTICE } from './form-errors.ts';
import { MailPreview } from './mail-preview.tsx';
import { RecipientsField } from './recipients-field.tsx';
import { type FieldName, FORM_FIELDS, fieldId } from './schedule-form-fields.ts';
import type { Message } from './schedule-form-values.ts';
import type { SectionProps } from './section-props.ts';
import './notifications-section.css';

const PLAIN = ['completed', 'delayed', 'skipped', 'deactivated'] as const;
const UNITS = [
  { value: 'minutes', label: 'minutes' },
  { value: 'hours', label: 'hours' },
  { value: 'days', label: 'days' },
] as const;

interface NotificationsSectionProps extends SectionProps {
  readonly ownerName: string;
  readonly names: FieldNames;
  readonly preview: NotificationPreview | undefined;
}

/** Who is told of what. */
export function NotificationsSection({ ownerName, names, preview, ...section }: NotificationsSectionProps) {
  const { values, change, errors, was } = section;
  return (
    <FormSection id="notifications" title="Notifications">
      {preview?.mailServer === false && (
        <Note tone="plain">
          No mail server is set up: mails are kept and shown under Notifications. A Manager primary contact names one in{' '}
          <PageLink to="/setup/mail">Setup, Mail</PageLink>.
        </Note>
      )}
      <BeforeRow {...section} />
      {PLAIN.map((name) => (
        <div className="told-row" key={name}>
          <Checkbox
            label={FORM_FIELDS[name].label}
            checked={values[name].on}
            onChange={(event) => change({ [name]: { ...values[name], on: event.currentTarget.checked } })}
          />
          <MessageBox
            name={name}
            label={`Message: ${FORM_FIELDS[name].label.toLowerCase()}`}
            value={values[name]}
            error={errors[name]}
            was={was(name)}
            onChange={(message) => change({ [name]: { ...values[name], message } })}
          />
        </div>
      ))}
      <FieldRow label="Send to" was={was('groups')} error={errors.groups}>
        <RecipientsField
          ownerName={ownerName}
          groupIds={values.groupIds}
          names={names.groups}
          error={errors.groups !== undefined}
          onChange={(groupIds) => change({ groupIds })}
        />
      </FieldRow>
      <MailPreview preview={preview} timeZone={values.timeZone} />
    </FormSection>
  );
}

function BeforeRow({ values, change, errors, was }: SectionProps) {
  const { before } = values;
  const { least, most } = NOTICE[before.unit];
  return (
    <div className="told-row">
      <div className="told-when">
        <Checkbox
          label="Before"
          aria-label="Before the launch"
          checked={before.on}
          onChange={(event) => change({ before: { ...before, on: event.currentTarget.checked } })}
        />
        <NumberField
          label="How long before"
          width={62}
          value={before.amount}
          onChange={(amount) => change({ before: { ...before, amount } })}
          min={least}
          max={most}
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
        name="before"
        label="Message before the launch"
        value={before}
        error={errors.before}
        was={was('before')}
        onChange={(message) => change({ before: { ...before, message } })}
      />
    </div>
  );
}

interface MessageBoxProps {
  readonly name: FieldName;
  readonly label: string;
  readonly value: Message;
  readonly error: string | undefined;
  readonly was: string | undefined;
  readonly onChange: (message: string) => void;
}

const MOST_ROWS = 8;
const LETTERS_A_ROW = 60;

/** As many rows as the text needs, about; measuring it would cost more at every key than it is worth. */
const rowsOf = (text: string): number =>
  Math.min(
    MOST_ROWS,
    text.split('\n').reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / LETTERS_A_ROW)), 0),
  );

/** Closed until its box is ticked (seed S6). */
function MessageBox({ name, label, value, error, was, onChange }: MessageBoxProps) {
  return (
    <div className="message-box">
      <Textarea
        id={fieldId(name)}
        aria-label={label}
        value={value.message}
        rows={rowsOf(value.message)}
        disabled={!value.on}
        placeholder={value.on ? 'Standard text only' : 'Tick the box to add a message'}
        onChange={(event) => onChange(event.currentTarget.value)}
        error={error}
      />
      {was !== undefined && <span className="meta">was {was}</span>}
    </div>
  );
}

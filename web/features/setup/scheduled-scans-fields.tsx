import { Checkbox } from '@mantine/core';
import type { ScheduledScansSetup } from '#contract/setup';
import { FieldRow } from '../../ui/form/field-row.tsx';
import { NumberField } from '../../ui/form/number-field.tsx';
import { formatNumber } from '../../ui/time/format-duration.ts';
import { NUMBERS, type NumberRule, type SetupDraft, type SetupField } from './setup-fields.ts';

export const fieldId = (field: SetupField): string => `setup-${field}`;

const SWITCHES = [
  {
    field: 'relaunchOnFinish',
    label: 'Relaunch on finish',
    sentence: 'Schedules may relaunch when their scan finishes',
    meaning: 'Allows continuous schedules: the next scan starts when the one before it ends. Without it such schedules are deactivated.',
  },
  {
    field: 'preventOverlap',
    label: 'Overlap',
    sentence: 'A schedule does not launch while its previous scan has not ended',
    meaning: 'The launch is skipped, and the ledger names the scan that was in its way. Without it both scans run.',
  },
] as const;

export const FIELD_LABELS: Record<SetupField, string> = {
  relaunchOnFinish: 'Relaunch on finish',
  preventOverlap: 'Overlap',
  deactivateAfterErrors: 'Errors in a row',
  maxConcurrentScans: 'Concurrent scans',
  maxLatenessMinutes: 'Lateness',
  holdAfterOutage: 'Held launches',
};

interface FieldsProps {
  readonly draft: SetupDraft;
  readonly saved: ScheduledScansSetup;
  readonly errors: Record<string, string>;
  readonly disabled: boolean;
  readonly onChange: (change: Partial<SetupDraft>) => void;
}

const wasNumber = (draft: number | undefined, saved: number) => (draft === saved ? undefined : formatNumber(saved));

/** Every setting as a sentence, with what it is for below. */
export function ScheduledScansFields({ draft, saved, errors, disabled, onChange }: FieldsProps) {
  return (
    <>
      {SWITCHES.map(({ field, label, sentence, meaning }) => (
        <FieldRow
          key={field}
          label={label}
          was={draft[field] === saved[field] ? undefined : saved[field] ? 'on' : 'off'}
          description={meaning}
          error={errors[field]}
        >
          <Checkbox
            id={fieldId(field)}
            label={sentence}
            checked={draft[field]}
            disabled={disabled}
            onChange={(event) => onChange({ [field]: event.target.checked })}
          />
        </FieldRow>
      ))}
      {NUMBERS.map((rule) => (
        <NumberRow
          key={rule.field}
          rule={rule}
          value={draft[rule.field]}
          was={wasNumber(draft[rule.field], saved[rule.field])}
          error={errors[rule.field]}
          disabled={disabled}
          onChange={(value) => onChange({ [rule.field]: value })}
        />
      ))}
    </>
  );
}

interface NumberRowProps {
  readonly rule: NumberRule;
  readonly value: number | undefined;
  readonly was: string | undefined;
  readonly error: string | undefined;
  readonly disabled: boolean;
  readonly onChange: (value: number | undefined) => void;
}

function NumberRow({ rule, value, was, error, disabled, onChange }: NumberRowProps) {
  return (
    <FieldRow label={rule.label} was={was} description={rule.meaning} error={error}>
      <span className="setup-sentence">
        {rule.before}
        <NumberField
          id={fieldId(rule.field)}
          label={`${rule.before} … ${rule.after}`}
          value={value}
          min={rule.min}
          max={rule.max}
          width={92}
          disabled={disabled}
          error={error !== undefined}
          onChange={onChange}
        />
        {rule.after}
      </span>
    </FieldRow>
  );
}

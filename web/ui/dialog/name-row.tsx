import { TextInput } from '@mantine/core';
import { FieldRow } from '../form/field-row.tsx';

interface NameRowProps {
  readonly id: string;
  readonly label: string;
  readonly value: string;
  readonly error: string | undefined;
  /** Characters that the contract takes at most. */
  readonly maxLength: number;
  readonly onChange: (name: string) => void;
}

/** The first row of a dialog: the name of the thing, with the focus. */
export const NameRow = ({ id, label, value, error, maxLength, onChange }: NameRowProps) => (
  <FieldRow label={label} htmlFor={id}>
    <TextInput
      id={id}
      className="form-dialog-wide"
      value={value}
      maxLength={maxLength}
      autoComplete="off"
      data-autofocus
      error={error}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  </FieldRow>
);

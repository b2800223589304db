import { Select } from '@mantine/core';
import type { ReactNode } from 'react';

interface SelectFieldProps<Value extends string> {
  readonly id?: string;
  readonly label: string;
  readonly value: Value | undefined;
  readonly choices: readonly { readonly value: Value; readonly label: string }[];
  readonly onChange: (value: Value) => void;
  readonly width?: number | string;
  readonly searchable?: boolean;
  readonly disabled?: boolean;
  readonly error?: ReactNode;
  readonly placeholder?: string;
}

/** One of some; never empty once chosen. */
export function SelectField<Value extends string>(props: SelectFieldProps<Value>) {
  const { id, label, value, choices, onChange, width, searchable = false, disabled = false, error, placeholder } = props;
  const choose = (chosen: string | null) => {
    const choice = choices.find((one) => one.value === chosen);
    if (choice !== undefined) onChange(choice.value);
  };
  return (
    <Select
      {...(id !== undefined && { id })}
      {...(width !== undefined && { w: width })}
      {...(placeholder !== undefined && { placeholder })}
      aria-label={label}
      value={value ?? null}
      data={[...choices]}
      onChange={choose}
      allowDeselect={false}
      searchable={searchable}
      disabled={disabled}
      error={error}
      nothingFoundMessage="Nothing fits"
      maxDropdownHeight={280}
    />
  );
}

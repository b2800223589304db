import { type OptionsFilter, Select } from '@mantine/core';
import type { ReactNode } from 'react';

export interface SelectChoice<Value extends string> {
  readonly value: Value;
  readonly label: string;
  /** A second line, smaller. */
  readonly detail?: string;
  readonly disabled?: boolean;
}

interface SelectFieldProps<Value extends string> {
  readonly id?: string;
  readonly label: string;
  readonly value: Value | undefined;
  readonly choices: readonly SelectChoice<Value>[];
  readonly onChange: (value: Value) => void;
  readonly width?: number | string;
  readonly searchable?: boolean;
  /** Told what is typed: whoever gives the choices finds them, and nothing is filtered here. */
  readonly onSearch?: (text: string) => void;
  /** Said when there is nothing to choose. */
  readonly nothing?: string;
  readonly disabled?: boolean;
  readonly error?: ReactNode;
  readonly placeholder?: string;
}

/** One of some; never empty once chosen. */
export function SelectField<Value extends string>(props: SelectFieldProps<Value>) {
  const { id, label, value, choices, onChange, width, searchable = false, onSearch, nothing = 'Nothing fits' } = props;
  const { disabled = false, error, placeholder } = props;
  const details = new Map<string, string | undefined>(choices.map(({ value: of, detail }) => [of, detail]));
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
      data={choices.map(({ value: of, label: shown, disabled: off = false }) => ({ value: of, label: shown, disabled: off }))}
      onChange={choose}
      allowDeselect={false}
      searchable={searchable}
      disabled={disabled}
      error={error}
      {...(onSearch !== undefined && { onSearchChange: onSearch, filter: asFound })}
      renderOption={({ option }) => <Choice label={option.label} detail={details.get(option.value)} />}
      nothingFoundMessage={nothing}
      maxDropdownHeight={280}
    />
  );
}

const asFound: OptionsFilter = ({ options }) => options;

const Choice = ({ label, detail }: { readonly label: string; readonly detail: string | undefined }) =>
  detail === undefined ? (
    label
  ) : (
    <span className="two-lines">
      <span className="truncate">{label}</span>
      <span className="meta truncate">{detail}</span>
    </span>
  );

import { NumberInput } from '@mantine/core';
import type { ReactNode } from 'react';

interface NumberFieldProps {
  readonly id?: string;
  /** The programmatic label; in a sentence of fields the words around it are not enough. */
  readonly label: string;
  /** Empty while nothing is typed. */
  readonly value: number | undefined;
  readonly onChange: (value: number | undefined) => void;
  /** Both inclusive. */
  readonly min: number;
  readonly max: number;
  readonly width?: number;
  readonly disabled?: boolean;
  readonly error?: ReactNode;
}

/** A whole number within a sentence of fields. Nothing is corrected behind the back of who types: errors are shown. */
export function NumberField({ label, value, onChange, width = 70, error, disabled = false, id, min, max }: NumberFieldProps) {
  return (
    <NumberInput
      {...(id !== undefined && { id })}
      aria-label={label}
      value={value ?? ''}
      onChange={(next) => onChange(typeof next === 'number' ? next : next === '' ? undefined : Number(next))}
      min={min}
      max={max}
      clampBehavior="none"
      allowDecimal={false}
      w={width}
      disabled={disabled}
      error={error}
    />
  );
}

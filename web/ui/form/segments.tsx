import { SegmentedControl, type SegmentedControlItem } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import type { ReactNode } from 'react';

interface Choice<Value extends string> {
  readonly value: Value;
  readonly label: ReactNode;
  /** Why it cannot be chosen; it stays visible with a lock. */
  readonly forbidden?: string | undefined;
}

interface SegmentsProps<Value extends string> {
  readonly label: string;
  readonly value: Value;
  readonly choices: readonly Choice<Value>[];
  readonly onChange: (value: Value) => void;
  readonly fullWidth?: boolean;
}

/** A few choices side by side. */
export function Segments<Value extends string>({ label, value, choices, onChange, fullWidth = false }: SegmentsProps<Value>) {
  const data: SegmentedControlItem<Value>[] = choices.map(({ value: one, label: text, forbidden }) => ({
    value: one,
    disabled: forbidden !== undefined,
    label:
      forbidden === undefined ? (
        text
      ) : (
        <span className="segment-locked" title={forbidden}>
          <IconLock size={13} stroke={1.8} aria-hidden /> {text}
          <span className="visually-hidden">, {forbidden}</span>
        </span>
      ),
  }));
  return <SegmentedControl aria-label={label} value={value} data={data} onChange={onChange} fullWidth={fullWidth} />;
}

import { TextInput } from '@mantine/core';
import { formatInTimeZone, fromZonedTime } from 'date-fns-tz';
import { useState } from 'react';
import { useTimes } from '../../../ui/time/times.tsx';
import type { useLogSpan } from './use-log-span.ts';

interface SpanFieldsProps {
  readonly span: ReturnType<typeof useLogSpan>;
}

/** From when to when, in the zone in which the console shows times. */
export function SpanFields({ span: { span, isBackwards, change } }: SpanFieldsProps) {
  return (
    <span className="log-span">
      <SpanField key={`from ${span.from}`} label="From" at={span.from} onChange={(from) => change({ from })} />
      <SpanField
        key={`to ${span.to}`}
        label="To"
        at={span.to}
        error={isBackwards ? 'Must be later than From' : undefined}
        onChange={(to) => change({ to })}
      />
    </span>
  );
}

interface SpanFieldProps {
  readonly label: string;
  readonly at: string | undefined;
  readonly error?: string | undefined;
  readonly onChange: (at: string | undefined) => void;
}

/** While a year is typed, the field holds one of the first centuries: it is not looked for yet. */
const FIRST_YEAR = '2000';

function SpanField({ label, at, error, onChange }: SpanFieldProps) {
  const zone = useTimes().zoneFor();
  const [text, setText] = useState(at === undefined ? '' : formatInTimeZone(at, zone, "yyyy-MM-dd'T'HH:mm"));
  const take = (next: string) => {
    setText(next);
    if (next === '') onChange(undefined);
    else if (next >= FIRST_YEAR) onChange(fromZonedTime(next, zone).toISOString());
  };
  return (
    <TextInput
      type="datetime-local"
      aria-label={`${label}, time in ${zone}`}
      leftSection={<span className="log-span-label">{label}</span>}
      leftSectionWidth={46}
      value={text}
      error={error}
      max="2999-12-31T23:59"
      onChange={(event) => take(event.currentTarget.value)}
    />
  );
}

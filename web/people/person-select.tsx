import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { SelectField } from '../ui/form/select-field.tsx';
import { formatNumber } from '../ui/time/format-duration.ts';
import { ownerSearch } from './queries.ts';
import { usePersonNames } from './use-person-names.ts';

interface PersonSelectProps {
  readonly id: string;
  readonly label: string;
  /** Undefined or empty: nobody is chosen yet. */
  readonly value: string | undefined;
  /** Not offered. */
  readonly except?: string;
  readonly width?: number | string;
  readonly placeholder?: string;
  readonly error?: ReactNode;
  readonly onChange: (id: string) => void;
}

const SETTLE_MS = 200;

/** Somebody who may own schedules, found by the server among any number. */
export function PersonSelect({ value = '', except, ...field }: PersonSelectProps) {
  const [search, setSearch] = useState('');
  const chosen = usePersonNames([value]).get(value);
  // The box shows the name of who is chosen: that is no search.
  const [settled] = useDebouncedValue(search === chosen ? '' : search.trim(), SETTLE_MS);
  const { data, isError } = useQuery(ownerSearch(settled));
  const found = data?.items.filter(({ id }) => id !== except) ?? [];
  const more = data === undefined ? 0 : data.total.count - data.items.length;
  const choices = [
    ...(chosen !== undefined && settled === '' && !found.some(({ id }) => id === value) ? [{ value, label: chosen }] : []),
    ...found.map(({ id, name, email }) => ({ value: id, label: name, detail: email })),
    ...(more > 0 ? [{ value: 'more', label: `${formatNumber(more)} more: type a part of the name`, disabled: true }] : []),
  ];
  return (
    <SelectField
      {...field}
      value={value === '' ? undefined : value}
      choices={choices}
      searchable
      onSearch={setSearch}
      nothing={isError ? 'The people could not be read.' : 'Nobody has this in their name or address.'}
    />
  );
}

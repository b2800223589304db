import { Select } from '@mantine/core';
import { IconWorld } from '@tabler/icons-react';
import { type ReactNode, useMemo } from 'react';
import type { TimeZone } from '#contract/profiles';
import { useZoneSearch } from '../../../zones/use-zone-search.ts';
import { ZoneOption } from '../../../zones/zone-option.tsx';

interface ZoneFieldProps {
  readonly id: string;
  readonly zones: readonly TimeZone[];
  readonly value: string;
  readonly onChange: (zone: TimeZone) => void;
  readonly error: ReactNode;
}

/** At most this many are listed; who looks for another types more. */
const LISTED = 60;

/** A time zone, found by place, country, offset, abbreviation or name. */
export function ZoneField({ id, zones, value, onChange, error }: ZoneFieldProps) {
  const { byId, found, refused, onSearchChange } = useZoneSearch(zones, zones.find((zone) => zone.id === value)?.label);
  // Until the zones have come, the chosen one is named by its id.
  const data = useMemo(() => {
    if (zones.length === 0) return value === '' ? [] : [{ value, label: value }];
    return zones.map((zone) => ({ value: zone.id, label: zone.label }));
  }, [zones, value]);
  return (
    <Select
      id={id}
      w="100%"
      data={data}
      value={value === '' ? null : value}
      onChange={(chosen) => {
        const zone = chosen === null ? undefined : byId.get(chosen);
        if (zone !== undefined) onChange(zone);
      }}
      onSearchChange={onSearchChange}
      searchable
      allowDeselect={false}
      selectFirstOptionOnChange
      limit={LISTED}
      filter={({ limit }) => [...(found.length > 0 ? found.slice(0, limit) : refused)]}
      renderOption={({ option }) => <ZoneOption zone={byId.get(option.value)} label={option.label} />}
      leftSection={<IconWorld size={16} stroke={1.7} />}
      maxDropdownHeight={300}
      error={error}
    />
  );
}

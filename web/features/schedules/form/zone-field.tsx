import { Select } from '@mantine/core';
import { IconWorld } from '@tabler/icons-react';
import { type ReactNode, useMemo } from 'react';
import type { TimeZone } from '#contract/profiles';
import { useTimes } from '../../../ui/time/times.tsx';
import { searchZones } from './search-zones.ts';

interface ZoneFieldProps {
  readonly id: string;
  readonly zones: readonly TimeZone[];
  readonly value: string;
  readonly onChange: (zone: TimeZone) => void;
  readonly error: ReactNode;
}

/** At most this many are listed; who looks for another types more. */
const LISTED = 60;
const NOTHING = 'No such place. A larger city nearby would do, a country, or an offset such as +05:30.';

/** A time zone, found by place, country, offset, abbreviation or name. */
export function ZoneField({ id, zones, value, onChange, error }: ZoneFieldProps) {
  const byId = useMemo(() => new Map(zones.map((zone) => [zone.id, zone])), [zones]);
  // Until the zones have come, the chosen one is named by its id.
  const data = useMemo(() => {
    if (zones.length === 0) return value === '' ? [] : [{ value, label: value }];
    return zones.map((zone) => ({ value: zone.id, label: zone.label }));
  }, [zones, value]);
  const current = byId.get(value)?.label;
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
      searchable
      allowDeselect={false}
      selectFirstOptionOnChange
      limit={LISTED}
      filter={({ search, limit }) => {
        const found = search === current ? zones : searchZones(zones, search);
        // A list box without an option says nothing to a screen reader.
        if (found.length === 0) return [{ value: '', label: NOTHING, disabled: true }];
        return found.slice(0, limit).map((zone) => ({ value: zone.id, label: zone.label }));
      }}
      renderOption={({ option }) => <ZoneOption zone={byId.get(option.value)} label={option.label} />}
      leftSection={<IconWorld size={16} stroke={1.7} />}
      maxDropdownHeight={300}
      error={error}
    />
  );
}

function ZoneOption({ zone, label }: { readonly zone: TimeZone | undefined; readonly label: string }) {
  const { format } = useTimes();
  if (zone === undefined) return <span className="zone-nothing">{label}</span>;
  return (
    <span className="zone-option">
      <span className="truncate">{zone.label}</span>
      <span className="meta">
        {zone.abbreviation}
        {zone.nextClockChangeAt === undefined
          ? ', clocks never change'
          : `, clocks change ${format(zone.nextClockChangeAt, { zone: zone.id, style: 'day' })}`}
      </span>
    </span>
  );
}

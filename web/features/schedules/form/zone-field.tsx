import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconWorld } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useMemo, useState } from 'react';
import type { TimeZone } from '#contract/profiles';
import { useTimes } from '../../../ui/time/times.tsx';
import { nearestZone } from '../queries.ts';
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
const SETTLE_MS = 250;
/** Shorter texts are only the beginning of a word. */
const LEAST_LETTERS = 4;

/** What the server makes of a search that fits no zone: why it is refused, and the nearest that is supported. */
function useNearest(search: string, finds: boolean) {
  const [settled] = useDebouncedValue(search.trim(), SETTLE_MS);
  const asks = !finds && settled === search.trim() && settled.length >= LEAST_LETTERS;
  const { data } = useQuery({ ...nearestZone(settled.slice(0, 200)), enabled: asks });
  return asks ? data : undefined;
}

/** A time zone, found by place, country, offset, abbreviation or name. */
export function ZoneField({ id, zones, value, onChange, error }: ZoneFieldProps) {
  const [search, setSearch] = useState('');
  const byId = useMemo(() => new Map(zones.map((zone) => [zone.id, zone])), [zones]);
  const current = byId.get(value)?.label;
  const found = useMemo(() => (search === current ? [...zones] : searchZones(zones, search)), [zones, search, current]);
  const nearest = useNearest(search, found.length > 0 || zones.length === 0);
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
      onSearchChange={setSearch}
      searchable
      allowDeselect={false}
      selectFirstOptionOnChange
      limit={LISTED}
      filter={({ limit }) => {
        if (found.length > 0) return found.slice(0, limit).map((zone) => ({ value: zone.id, label: zone.label }));
        // A list box without an option says nothing to a screen reader.
        const why = {
          value: '',
          label: nearest === undefined ? NOTHING : `time zone not supported: ${search.trim()}. Nearest:`,
          disabled: true,
        };
        const would = nearest === undefined ? undefined : byId.get(nearest.id);
        return would === undefined ? [why] : [why, { value: would.id, label: would.label }];
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
  const { abbreviation, nextClockChangeAt, id } = zone;
  const change = nextClockChangeAt === undefined ? 'never change' : `change ${format(nextClockChangeAt, { zone: id, style: 'day' })}`;
  return (
    <span className="zone-option">
      <span className="truncate">{zone.label}</span>
      <span className="meta">
        {abbreviation}, clocks {change}
      </span>
    </span>
  );
}

import { Select } from '@mantine/core';
import { IconWorld } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { zoneAbbreviation, zonePlace } from '../../ui/time/zone-abbreviation.ts';
import { type OfferedZone, useZoneSearch } from '../../zones/use-zone-search.ts';
import { ZoneOption } from '../../zones/zone-option.tsx';
import { allTimeZones } from '../../zones/zone-queries.ts';
import { MINE, type ZoneChoice } from './use-calendar-url-state.ts';

/** At most this many are listed; who looks for another types more. */
const LISTED = 80;

interface ZonePickerProps {
  readonly value: ZoneChoice;
  readonly viewerZone: string;
  /** First and last instant of what is shown. */
  readonly range: readonly [number, number];
  readonly onChange: (value: ZoneChoice) => void;
}

/** `Los Angeles (PST, then PDT)` */
function named(zone: string, fromMs: number, toMs: number): string {
  const [first, last] = [zoneAbbreviation(fromMs, zone), zoneAbbreviation(toMs, zone)];
  return `${zonePlace(zone)} (${first === last ? first : `${first}, then ${last}`})`;
}

const NONE: readonly never[] = [];

/** In which zone the calendar is drawn: mine, UTC, or any that schedules can have. Found as in the form of a schedule. */
export function ZonePicker({ value, viewerZone, range, onChange }: ZonePickerProps) {
  const { data = NONE } = useQuery(allTimeZones());
  const zones = useMemo(() => data.filter(({ id }) => id !== 'UTC'), [data]);
  const [fromMs, toMs] = range;
  // Mine, UTC, and the chosen zone under a short name; also one from the address that the server does not list.
  const first = useMemo((): OfferedZone[] => {
    const mine = { value: MINE, label: `Mine, ${named(viewerZone, fromMs, toMs)}` };
    const chosen = value === MINE || value === 'UTC' ? [] : [{ value, label: named(value, fromMs, toMs) }];
    return [mine, { value: 'UTC', label: 'UTC' }, ...chosen];
  }, [viewerZone, fromMs, toMs, value]);
  const { typed, byId, found, refused, onSearchChange } = useZoneSearch(zones, first.find((one) => one.value === value)?.label);
  const all = useMemo(
    () => [...first, ...zones.filter(({ id }) => id !== value).map(({ id, label }) => ({ value: id, label }))],
    [first, zones, value],
  );
  const offered = (limit: number): OfferedZone[] => {
    const fits = first.filter(
      ({ label, value: one }) => label.toLowerCase().includes(typed.toLowerCase()) && (typed === '' || one !== value),
    );
    const rest = found.filter((one) => typed !== '' || one.value !== value);
    return fits.length + rest.length > 0 ? [...fits, ...rest].slice(0, limit) : [...refused];
  };
  return (
    <Select
      className="zone-picker"
      aria-label="Zone of the calendar"
      leftSection={<IconWorld size={15} stroke={1.8} aria-hidden />}
      value={value}
      data={all}
      onChange={(chosen) => chosen !== null && onChange(chosen)}
      onSearchChange={onSearchChange}
      filter={({ limit }) => offered(limit)}
      renderOption={({ option }) => <ZoneOption zone={byId.get(option.value)} label={option.label} />}
      limit={LISTED}
      searchable
      selectFirstOptionOnChange
      allowDeselect={false}
      maxDropdownHeight={320}
      comboboxProps={{ width: 560, position: 'bottom-start' }}
    />
  );
}

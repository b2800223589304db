import { Select } from '@mantine/core';
import { IconWorld } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { zoneAbbreviation, zonePlace } from '../../ui/time/zone-abbreviation.ts';
import { supportedZones } from './queries.ts';
import { MINE, type ZoneChoice } from './use-calendar-url-state.ts';

const SHOWN = 80;

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

/** In which zone the calendar is drawn: mine, UTC, or any that schedules can have. Found by place, offset, name or country. */
export function ZonePicker({ value, viewerZone, range, onChange }: ZonePickerProps) {
  const { data: zones = [] } = useQuery(supportedZones());
  const [fromMs, toMs] = range;
  const [choices, texts] = useMemo(() => {
    const known = zones.filter(({ id }) => id !== 'UTC');
    const first = [
      { value: MINE, label: `Mine, ${named(viewerZone, fromMs, toMs)}` },
      { value: 'UTC', label: 'UTC' },
    ];
    // The chosen zone comes first, under a short name; also one from the address that the server does not list.
    const extra = [value].filter((id) => id !== MINE && id !== 'UTC');
    const rest = [
      ...extra.map((id) => ({ value: id, label: named(id, fromMs, toMs) })),
      ...known.filter(({ id }) => id !== value).map(({ id, label }) => ({ value: id, label })),
    ];
    const found = new Map(known.map(({ id, label, keywords }) => [id, [id, label, ...keywords].join(' ').toLowerCase()]));
    return [[...first, ...rest], found];
  }, [zones, viewerZone, fromMs, toMs, value]);
  return (
    <Select
      className="zone-picker"
      aria-label="Zone of the calendar"
      leftSection={<IconWorld size={15} stroke={1.8} aria-hidden />}
      value={value}
      data={choices}
      onChange={(chosen) => chosen !== null && onChange(chosen)}
      filter={({ options, search }) =>
        options.filter((option) => {
          if (!('value' in option)) return false;
          const text = texts.get(option.value) ?? option.label.toLowerCase();
          return text.replaceAll('_', ' ').includes(search.trim().toLowerCase().replaceAll('_', ' '));
        })
      }
      limit={SHOWN}
      searchable
      allowDeselect={false}
      nothingFoundMessage="No zone fits"
      maxDropdownHeight={320}
      comboboxProps={{ width: 360, position: 'bottom-start' }}
    />
  );
}

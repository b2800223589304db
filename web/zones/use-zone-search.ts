import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import type { TimeZone } from '#contract/profiles';
import { searchZones } from './search-zones.ts';
import { nearestZone } from './zone-queries.ts';

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

/** Something in the list of a zone picker. */
export interface OfferedZone {
  readonly value: string;
  readonly label: string;
  readonly disabled?: boolean;
}

export interface ZoneSearch {
  /** What is typed; empty while the chosen zone stands in the box. */
  readonly typed: string;
  readonly onSearchChange: (text: string) => void;
  readonly byId: ReadonlyMap<string, TimeZone>;
  /** The zones that fit, best first. */
  readonly found: readonly OfferedZone[];
  /** In place of what fits, where nothing does: why, and which zone would do. */
  readonly refused: readonly OfferedZone[];
}

const offer = ({ id, label }: TimeZone): OfferedZone => ({ value: id, label });

/** Finds time zones as somebody types, by place, country, offset, abbreviation or name. `chosenLabel` is in the box before anybody types. */
export function useZoneSearch(zones: readonly TimeZone[], chosenLabel: string | undefined): ZoneSearch {
  const [search, setSearch] = useState('');
  const typed = search === chosenLabel ? '' : search.trim();
  const byId = useMemo(() => new Map(zones.map((zone) => [zone.id, zone])), [zones]);
  const found = useMemo(() => searchZones(zones, typed).map(offer), [zones, typed]);
  const nearest = useNearest(typed, found.length > 0 || zones.length === 0);
  const would = nearest === undefined ? undefined : byId.get(nearest.id);
  // A list box without an option says nothing to a screen reader.
  const why = { value: '', label: nearest === undefined ? NOTHING : `time zone not supported: ${typed}. Nearest:`, disabled: true };
  return { typed, onSearchChange: setSearch, byId, found, refused: would === undefined ? [why] : [why, offer(would)] };
}

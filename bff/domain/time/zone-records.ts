import { ALIASES, REFUSED, ZONES } from './zone-data.ts';

/** What is known of a supported zone beside its offsets. */
export interface ZoneRecord {
  readonly id: string;
  /** ISO 3166 codes; the first is the country of its place. */
  readonly countryCodes: readonly string[];
  /** Degrees, north and east positive. */
  readonly latitude: number;
  readonly longitude: number;
  /** Letters in use today with the offset they stand for, in minutes. Empty where people write none: `-03`. */
  readonly abbreviations: readonly { readonly letters: string; readonly offsetMinutes: number }[];
  /** Which part of the country, in the words of the tz database. */
  readonly comment: string;
}

function parseAbbreviation(text: string): ZoneRecord['abbreviations'][number] {
  const letters = /^[A-Za-z]+/.exec(text)?.[0] ?? '';
  return { letters, offsetMinutes: Number(text.slice(letters.length)) };
}

function parseRecord(line: string): ZoneRecord {
  const [id = '', codes = '', latitude, longitude, abbreviations = '', comment = ''] = line.trim().split('|');
  return {
    id,
    countryCodes: codes.split(','),
    latitude: Number(latitude),
    longitude: Number(longitude),
    abbreviations: abbreviations === '' ? [] : abbreviations.split('/').map(parseAbbreviation),
    comment,
  };
}

const parsePairs = (text: string): Map<string, string> => new Map(text.split(/\s+/).map((pair) => pair.split('=') as [string, string]));

/** The supported zones by id. */
export const zoneRecords: ReadonlyMap<string, ZoneRecord> = new Map(
  ZONES.split(';')
    .map(parseRecord)
    .map((record) => [record.id, record]),
);

/** Alias → canonical id. */
export const zoneAliases: ReadonlyMap<string, string> = parsePairs(ALIASES);

/** Ids of the tz database that are not supported → the nearest supported zone. */
export const refusedZones: ReadonlyMap<string, string> = parsePairs(REFUSED);

const aliasesOf = new Map<string, string[]>();
for (const [alias, id] of zoneAliases) aliasesOf.set(id, [...(aliasesOf.get(id) ?? []), alias]);

/** The other ids of a supported zone. */
export const aliasesOfZone = (id: string): readonly string[] => aliasesOf.get(id) ?? [];

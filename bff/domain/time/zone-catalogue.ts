import { clockChanges } from './clock-changes.ts';
import { findZone, isKnownToRuntime } from './find-zone.ts';
import { DAY_MS, type Instant, MINUTE_MS, plus } from './instant.ts';
import { formatLocalMinute, formatOffset } from './local-minute.ts';
import { observesDst, standardOffset } from './standard-offset.ts';
import { transitions, zoneTable } from './transitions.ts';
import { toWall } from './wall-clock.ts';
import { abbreviationOf } from './zone-abbreviation.ts';
import { citiesOfZone } from './zone-cities.ts';
import { zoneCity, zonePlace } from './zone-place.ts';
import { aliasesOfZone, type ZoneRecord, zoneRecords } from './zone-records.ts';

/** A supported zone as the picker shows it, for one date: rules change. */
export interface ZoneDescription {
  readonly id: string;
  /** `(GMT -08:00) United States, California (Pacific Standard Time)` */
  readonly label: string;
  /** Minutes, east positive: the "GMT shift". */
  readonly standardOffset: number;
  /** Whether "Auto adjust during Daylight Saving Time" can be chosen (seed S1). */
  readonly observesDst: boolean;
  readonly country: string;
  /** ISO 3166. */
  readonly countryCode: string;
  readonly place: string;
  /** Of standard time: `PST`. */
  readonly abbreviation: string;
  /** What a search should also find it by: its cities, other countries and their cities, aliases, daylight abbreviation. */
  readonly keywords: readonly string[];
  /** When its clocks change next; absent where no change is in sight. */
  readonly nextClockChangeAt?: Instant;
}

const LANGUAGE = 'en-US';
const countries = new Intl.DisplayNames([LANGUAGE], { type: 'region' });
const countryName = (code: string): string => countries.of(code) ?? code;

function nameOf(id: string, at: Instant, style: 'long' | 'longGeneric'): string {
  const parts = new Intl.DateTimeFormat(LANGUAGE, { timeZone: id, timeZoneName: style }).formatToParts(at);
  return parts.find((part) => part.type === 'timeZoneName')?.value ?? id;
}

/** An instant at which the zone keeps its standard offset: `at`, or the next change to it. */
function inStandardTime(id: string, at: Instant, offsetMinutes: number): Instant {
  const offsetMs = offsetMinutes * MINUTE_MS;
  if (zoneTable(id).spanAt(at).offsetMs === offsetMs) return at;
  return transitions(id, at, plus(at, 366 * DAY_MS)).find((change) => change.afterMs === offsetMs)?.at ?? at;
}

const longNames = new Map<string, string>();

/** `Pacific Standard Time`; where the runtime only knows `GMT+03:00`, the generic `Morocco Time`. */
function longName(id: string, at: Instant): string {
  const key = `${id} ${zoneTable(id).spanAt(at).offsetMs}`;
  const known = longNames.get(key);
  if (known !== undefined) return known;
  const name = nameOf(id, at, 'long');
  const chosen = /^GMT[+-]/.test(name) ? nameOf(id, at, 'longGeneric') : name;
  longNames.set(key, chosen);
  return chosen;
}

function keywordsOf(record: ZoneRecord, place: string): string[] {
  const city = zoneCity(record.id);
  const elsewhere = record.countryCodes.slice(1).map(countryName);
  const aliases = aliasesOfZone(record.id);
  const letters = record.abbreviations.map((one) => one.letters);
  const words = [
    city,
    ...citiesOfZone(record.id),
    ...elsewhere,
    ...aliases.map(zoneCity),
    ...aliases,
    ...letters,
    record.comment,
    ...record.countryCodes,
  ];
  return [...new Set(words)].filter((word) => word !== '' && word !== place);
}

function describeRecord(record: ZoneRecord, at: Instant): ZoneDescription {
  const { id } = record;
  const local = formatLocalMinute(toWall(id, at));
  const offset = standardOffset(id, local);
  const [countryCode = ''] = record.countryCodes;
  const country = countryName(countryCode);
  const place = zonePlace(id);
  const [change] = clockChanges(id, at, 1);
  return {
    id,
    label: `(GMT ${formatOffset(offset)}) ${country}, ${place} (${longName(id, inStandardTime(id, at, offset))})`,
    standardOffset: offset,
    observesDst: observesDst(id, local),
    country,
    countryCode,
    place,
    abbreviation: abbreviationOf(id, offset),
    keywords: keywordsOf(record, place),
    ...(change !== undefined && { nextClockChangeAt: change.at }),
  };
}

/** A supported zone as it is at a date; absent for an id that `findZone` refuses. */
export function describeZone(id: string, at: Instant): ZoneDescription | undefined {
  const found = findZone(id);
  return found.ok ? describeRecord(zoneRecords.get(found.value)!, at) : undefined;
}

let listedDay = Number.NaN;
let listed: readonly ZoneDescription[] = [];

/** All supported zones as they are at a date, from west to east, then by country and place. Kept for the day. */
export function listZones(at: Instant): readonly ZoneDescription[] {
  const day = Math.floor(at / DAY_MS);
  if (day === listedDay) return listed;
  const order = new Intl.Collator(LANGUAGE).compare;
  listed = [...zoneRecords.values()]
    .filter((record) => isKnownToRuntime(record.id))
    .map((record) => describeRecord(record, at))
    .sort((a, b) => a.standardOffset - b.standardOffset || order(a.country, b.country) || order(a.place, b.place));
  listedDay = day;
  return listed;
}

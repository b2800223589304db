import { describe, expect, it } from 'vitest';
import type { TimeZone } from '#contract/profiles';
import { searchZones } from './search-zones.ts';

const zone = (id: string, standardOffset: string, country: string, rest: Partial<TimeZone> = {}): TimeZone => {
  const place = id.split('/').at(-1)?.replaceAll('_', ' ') ?? '';
  const label = `(GMT ${standardOffset}) ${country}, ${place} (Some Time)`;
  return { id, label, standardOffset, observesDst: true, country, countryCode: 'XX', place, abbreviation: 'XST', keywords: [], ...rest };
};

const ZONES = [
  zone('America/Los_Angeles', '-08:00', 'United States', { abbreviation: 'PST', keywords: ['San Francisco', 'PDT', 'US/Pacific'] }),
  zone('America/Sao_Paulo', '-03:00', 'Brazil', { place: 'São Paulo' }),
  zone('Asia/Kolkata', '+05:30', 'India', { abbreviation: 'IST', keywords: ['Mumbai', 'Calcutta'] }),
  zone('Europe/Berlin', '+01:00', 'Germany', { abbreviation: 'CET' }),
];
const found = (text: string) => searchZones(ZONES, text).map(({ id }) => id);

describe('the search for a time zone', () => {
  it.each([
    ['los ang', 'America/Los_Angeles'],
    ['san francisco', 'America/Los_Angeles'],
    ['pdt', 'America/Los_Angeles'],
    ['us/pacific', 'America/Los_Angeles'],
    ['-8', 'America/Los_Angeles'],
    ['GMT -08:00', 'America/Los_Angeles'],
    ['utc−8', 'America/Los_Angeles'],
    ['sao paulo', 'America/Sao_Paulo'],
    ['São', 'America/Sao_Paulo'],
    ['+5:30', 'Asia/Kolkata'],
    ['gmt+05:30 india', 'Asia/Kolkata'],
    ['Europe/Berlin', 'Europe/Berlin'],
    ['germany', 'Europe/Berlin'],
  ])('%s finds %s alone', (text, id) => {
    expect(found(text)).toEqual([id]);
  });

  it('lists all while nothing is typed, and none for what is nowhere', () => {
    expect(found(' ')).toHaveLength(4);
    expect(found('atlantis')).toEqual([]);
  });
});

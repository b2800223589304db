import { describe, expect, it } from 'vitest';
import { clockChanges } from './clock-changes.ts';
import { findZone } from './find-zone.ts';
import { type Instant, instant, toIso } from './instant.ts';
import { observesDst, standardOffset } from './standard-offset.ts';
import { describeZone, listZones } from './zone-catalogue.ts';
import { citiesOfZone, zonesWithCities } from './zone-cities.ts';

const at = instant(Date.parse('2026-07-01T00:00:00Z'));

describe('the supported zones', () => {
  it.each([
    ['America/Los_Angeles', '(GMT -08:00) United States, California (Pacific Standard Time)'],
    ['Europe/Berlin', '(GMT +01:00) Germany, Berlin (Central European Standard Time)'],
    ['Asia/Kolkata', '(GMT +05:30) India, Kolkata (India Standard Time)'],
    ['Africa/Casablanca', '(GMT +01:00) Morocco, Casablanca (Morocco Time)'],
    ['Europe/Dublin', '(GMT +00:00) Ireland, Dublin (Greenwich Mean Time)'],
    ['Australia/Sydney', '(GMT +10:00) Australia, New South Wales (Australian Eastern Standard Time)'],
    ['America/Indiana/Tell_City', '(GMT -06:00) United States, Tell City, Indiana (Central Standard Time)'],
  ])('%s is shown as %s, in summer and in winter', (id, label) => {
    expect(describeZone(id, at)?.label).toBe(label);
    expect(describeZone(id, instant(Date.parse('2026-01-01T00:00:00Z')))?.label).toBe(label);
  });

  it('are found by city, country, offset and abbreviation', () => {
    const zone = describeZone('Europe/Berlin', at)!;
    const words = [zone.label, zone.abbreviation, zone.place, ...zone.keywords].join(' ');
    for (const word of ['Berlin', 'Germany', 'Oslo', 'Sweden', '+01:00', 'CET', 'CEST']) expect(words).toContain(word);
  });

  it('are found by the well-known cities of their clocks, each in one zone alone', () => {
    const home = (city: string) =>
      listZones(at)
        .filter(({ keywords }) => keywords.includes(city))
        .map(({ id }) => id);
    expect([home('San Francisco'), home('Mumbai'), home('Munich')]).toEqual([['America/Los_Angeles'], ['Asia/Kolkata'], ['Europe/Berlin']]);
    const all = zonesWithCities.flatMap(citiesOfZone).filter((city) => city !== 'Santa Fe');
    expect(all.filter((city, index) => all.indexOf(city) !== index)).toEqual([]);
    for (const id of zonesWithCities) expect(findZone(id)).toEqual({ ok: true, value: id });
  });

  it('say when their clocks change next, where they do', () => {
    expect(describeZone('America/Los_Angeles', at)?.nextClockChangeAt).toBe(Date.parse('2026-11-01T09:00:00Z'));
    expect(describeZone('America/Phoenix', at)).not.toHaveProperty('nextClockChangeAt');
  });

  it('have labels that differ', () => {
    const zones = listZones(at);
    expect(zones.length).toBeGreaterThan(300);
    expect(new Set(zones.map((zone) => zone.label)).size).toBe(zones.length);
    expect(zones.every((zone) => zone.country !== '' && zone.place !== '')).toBe(true);
    expect(zones.map((zone) => zone.standardOffset)).toEqual(zones.map((zone) => zone.standardOffset).toSorted((a, b) => a - b));
  });

  it.each([
    ['US/Pacific', 'America/Los_Angeles'],
    ['Asia/Calcutta', 'Asia/Kolkata'],
    ['Europe/Oslo', 'Europe/Berlin'],
    ['Europe/Kiev', 'Europe/Kyiv'],
    ['america/los_angeles', 'America/Los_Angeles'],
    ['Japan', 'Asia/Tokyo'],
  ])('%s is %s', (alias, id) => {
    expect(findZone(alias)).toEqual({ ok: true, value: id });
  });

  it.each([
    ['Canada/Saskatchewan', 'America/Swift_Current'],
    ['America/Regina', 'America/Swift_Current'],
    ['UTC', 'Africa/Abidjan'],
    ['Etc/GMT+8', 'Pacific/Pitcairn'],
    ['EST', 'America/Panama'],
    ['EST5EDT', 'America/New_York'],
    ['HST', 'Pacific/Honolulu'],
    ['Europe/Berln', 'Europe/Berlin'],
    ['Berlin', 'Europe/Berlin'],
  ])('%s is refused, and %s named instead', (id, nearest) => {
    expect(findZone(id)).toMatchObject({ ok: false, error: { code: 'time-zone-not-supported', nearest } });
    expect(describeZone(id, at)).toBeUndefined();
  });

  it.each(['', 'constructor', '__proto__', '+01:00', 'x'.repeat(10_000)])('%.12s is refused with a message and a supported zone', (id) => {
    const found = findZone(id);
    if (found.ok) throw new Error('accepted');
    expect(found.error.message).toMatch(/^time zone not supported: /);
    expect(found.error.message.length).toBeLessThan(200);
    expect(findZone(found.error.nearest).ok).toBe(true);
  });
});

describe('standard offset and daylight saving', () => {
  it.each([
    ['the GMT shift of California is that of winter', 'America/Los_Angeles', '2026-07-01T00:00', -480, true],
    ['Arizona never observes it', 'America/Phoenix', '2026-07-01T00:00', -420, false],
    ['Hawaii never observes it', 'Pacific/Honolulu', '2026-07-01T00:00', -600, false],
    ['in the south standard time is winter too', 'Australia/Sydney', '2026-01-01T00:00', 600, true],
    ['Morocco is +01:00, though its clocks go back for Ramadan', 'Africa/Casablanca', '2026-01-01T00:00', 60, true],
    ['Western Sahara is +01:00', 'Africa/El_Aaiun', '2026-01-01T00:00', 60, true],
    ['Irish standard time by law is summer: the smaller offset counts', 'Europe/Dublin', '2026-07-01T00:00', 0, true],
    ['half an hour', 'Australia/Lord_Howe', '2026-07-01T00:00', 630, true],
    ['a zone that has ended it', 'America/Sao_Paulo', '2026-07-01T00:00', -180, false],
    ['the same zone while it had it', 'America/Sao_Paulo', '2017-07-01T00:00', -180, true],
    ['a change of the zone itself within two years', 'Pacific/Apia', '2011-06-01T00:00', -660, true],
  ])('%s', (...[, zone, start, offset, observed]) => {
    expect(standardOffset(zone, start)).toBe(offset);
    expect(observesDst(zone, start)).toBe(observed);
  });
});

describe('the next changes of the clocks', () => {
  it('names the local times before and after', () => {
    expect(clockChanges('America/Los_Angeles', instant(Date.parse('2026-03-01T00:00:00Z')), 2)).toEqual([
      change('2026-03-08T10:00:00Z', ['2026-03-08T02:00', '2026-03-08T03:00'], ['PST', 'PDT']),
      change('2026-11-01T09:00:00Z', ['2026-11-01T02:00', '2026-11-01T01:00'], ['PDT', 'PST']),
    ]);
  });

  it('includes a change at that very instant', () => {
    const [first] = clockChanges('America/Los_Angeles', instant(Date.parse('2026-03-08T10:00:00Z')), 1);
    expect(first && toIso(first.at)).toBe('2026-03-08T10:00:00Z');
  });

  it('are none in Arizona', () => {
    expect(clockChanges('America/Phoenix', at as Instant, 2)).toEqual([]);
  });
});

const change = (iso: string, [localBefore, localAfter]: string[], [abbreviationBefore, abbreviationAfter]: string[]) => ({
  at: Date.parse(iso),
  localBefore,
  localAfter,
  abbreviationBefore,
  abbreviationAfter,
});

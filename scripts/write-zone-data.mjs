// Writes bff/domain/time/zone-data.ts from the tz database of this machine (Debian: package tzdata). Run it after a new release:
//   node scripts/write-zone-data.mjs
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';

const FOLDER = '/usr/share/zoneinfo';
// What the supported list leaves out: the category "Others" (seed 001, S1).
const OTHERS = ['America/Regina'];
const PER_LINE = 4;

const rows = (file) =>
  readFileSync(`${FOLDER}/${file}`, 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));

const degrees = (text) => {
  const size = text.slice(1);
  const whole = size.length > 5 ? size.length - 4 : size.length - 2;
  const value = Number(size.slice(0, whole)) + Number(size.slice(whole, whole + 2)) / 60;
  return Math.round((text.startsWith('-') ? -value : value) * 10) / 10;
};

const place = (line) => {
  const [codes, coordinates, id, comment = ''] = line.split('\t');
  const [, lat, lon] = /^([+-]\d+)([+-]\d+)$/.exec(coordinates);
  return { id, codes: codes.split(','), lat: degrees(lat), lon: degrees(lon), comment };
};

const readings = new Map();
const read = (id, day) => {
  const key = `${id} ${day}`;
  if (!readings.has(key)) {
    const [name, shift] = execFileSync('date', ['-d', `${day}T12:00Z`, '+%Z %z'], { env: { TZ: id }, encoding: 'utf8' })
      .trim()
      .split(' ');
    const minutes = Number(shift.slice(1, 3)) * 60 + Number(shift.slice(3, 5));
    readings.set(key, { name, minutes: shift.startsWith('-') ? -minutes : minutes });
  }
  return readings.get(key);
};

/** Abbreviations with their offsets: `PST-480/PDT-420`. A numeric one (`-03`) says nothing more than its offset: left out. */
const abbreviations = (id) => {
  const both = ['2026-01-15', '2026-07-15'].map((day) => read(id, day)).sort((a, b) => a.minutes - b.minutes);
  return [...new Set(both.filter((one) => /^[A-Z]+$/i.test(one.name)).map((one) => `${one.name}${one.minutes}`))].join('/');
};

const behaviour = (id) => ['2026-01-15', '2026-04-01', '2026-07-15', '2026-10-15'].map((day) => read(id, day).minutes);
const distance = (a, b) => Math.hypot(a.lat - b.lat, Math.min(Math.abs(a.lon - b.lon), 360 - Math.abs(a.lon - b.lon)));

const all = rows('zone1970.tab').map(place);
const zones = all.filter((zone) => !OTHERS.includes(zone.id));
const bySpelling = new Map(
  rows('zone.tab')
    .map(place)
    .map((zone) => [zone.id, zone]),
);
const known = new Map(all.map((zone) => [zone.id, zone]));
const links = new Map();
const standalone = [];
for (const line of readFileSync(`${FOLDER}/tzdata.zi`, 'utf8').split('\n')) {
  const [kind, first, second] = line.split(' ');
  if (kind === 'L') links.set(second, first);
  if (kind === 'Z' && !known.has(first)) standalone.push(first);
}

/** The least difference of the clocks first, then the nearest on the map. */
const nearest = (id, at, among) => {
  const own = behaviour(id);
  const apart = (zone) => behaviour(zone.id).reduce((sum, minutes, i) => sum + Math.abs(minutes - own[i]), 0);
  return among.map((zone) => [apart(zone), distance(at, zone), zone.id]).sort((a, b) => a[0] - b[0] || a[1] - b[1])[0][2];
};

const aliases = [];
const refused = [];

/** All changes since 1970 as zdump lists them, without the zone's name and letters. */
const history = (id) => {
  const lines = execFileSync('zdump', ['-v', '-c', '1970,2037', id], { encoding: 'utf8' }).split('\n');
  return lines.map((line) => line.replace(/^\S+/, '').replace(/ [^ ]+ isdst=.*gmtoff=/, ' ')).join('\n');
};
const agreeing = (id, spot) => {
  const shared = zones.filter((zone) => zone.codes.some((code) => spot.codes.includes(code)));
  const equal = shared.filter((zone) => history(zone.id) === history(id));
  return equal.length > 0 ? equal : shared;
};

/**
 * The supported zone nearest to an id without a place. If its clocks never change, the one that serves most countries;
 * otherwise the nearest to 40° north, where most of its people are, on the meridian of its standard time.
 */
const nearestToPlaceless = (id) => {
  const own = behaviour(id);
  const alike = zones.filter((zone) => behaviour(zone.id).every((minutes, i) => minutes === own[i]) && !zone.codes.includes('AQ'));
  const named = alike.filter((zone) => abbreviations(zone.id).startsWith(`${id}${own[0]}`));
  const equal = named.length > 0 ? named : alike;
  const steady = own.every((minutes) => minutes === own[0]);
  if (steady && equal.length > 0) return equal.toSorted((a, b) => b.codes.length - a.codes.length)[0].id;
  return nearest(id, { lat: 40, lon: Math.min(...own) / 4 }, zones);
};
for (const id of standalone) {
  const spot = bySpelling.get(id);
  if (spot === undefined) refused.push([id, nearestToPlaceless(id)]);
  else aliases.push([id, nearest(id, spot, agreeing(id, spot))]);
}
for (const id of OTHERS) refused.push([id, nearest(id, known.get(id), zones)]);
for (const [id, target] of links) {
  const seen = new Map([...aliases, ...refused]);
  const answer = seen.get(target) ?? target;
  (OTHERS.includes(target) || refused.some(([one]) => one === target) ? refused : aliases).push([id, answer]);
}

const release = /^# version (\S+)/.exec(readFileSync(`${FOLDER}/tzdata.zi`, 'utf8'))[1];
const text = (entries, separator) => {
  const sorted = entries.toSorted();
  const lines = [];
  for (let i = 0; i < sorted.length; i += PER_LINE) lines.push(sorted.slice(i, i + PER_LINE).join(separator));
  return lines.join(separator === ' ' ? '\n' : `${separator}\n`);
};
const zoneText = (zone) =>
  [zone.id, zone.codes.join(','), zone.lat, zone.lon, abbreviations(zone.id), zone.comment.replaceAll(';', ',')].join('|');

writeFileSync(
  'bff/domain/time/zone-data.ts',
  `// Written by scripts/write-zone-data.mjs from the tz database (public domain), release ${release}: zone1970.tab, zone.tab, tzdata.zi.
// Offsets come from the runtime, not from here.

/** \`id|countries|latitude|longitude|abbreviations with offset in minutes|comment of zone1970.tab\`. */
export const ZONES = \`${text(zones.map(zoneText), ';')}\`;

/** Other spellings and zones that have agreed since 1970: \`alias=canonical id\`. */
export const ALIASES = \`${text(
    aliases.map((pair) => pair.join('=')),
    ' ',
  )}\`;

/** Ids of the tz database that are not supported, each with the nearest supported zone: \`id=supported id\`. */
export const REFUSED = \`${text(
    refused.map((pair) => pair.join('=')),
    ' ',
  )}\`;
`,
);

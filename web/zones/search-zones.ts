import type { TimeZone } from '#contract/profiles';

/** `-08:00` as people type it: -08:00, -8, gmt-8, utc-08:00. */
function offsetSpellings(offset: string): string[] {
  const [, sign = '+', hours = '00', minutes = '00'] = /^([+-])(\d\d):(\d\d)$/.exec(offset) ?? [];
  const short = `${sign}${Number(hours)}${minutes === '00' ? '' : `:${minutes}`}`;
  return [offset, short].flatMap((text) => [text, `gmt${text}`, `utc${text}`]);
}

const plain = (text: string) =>
  text
    .normalize('NFD')
    .replaceAll(/\p{Diacritic}/gu, '')
    .replaceAll('_', ' ')
    .toLowerCase();

/** Words of a zone in which a search looks, without accents. */
const textOf = (zone: TimeZone) => plain([zone.label, zone.id, zone.country, zone.place, zone.abbreviation, ...zone.keywords].join(' '));

const OFFSET = /^(?:gmt|utc)?[+-]\d/;

/** Best first: the place or abbreviation itself, then its beginning, then anywhere. */
function rank(zone: TimeZone, search: string): number {
  const names = [plain(zone.place), plain(zone.abbreviation), ...zone.keywords.map(plain)];
  if (names.includes(search)) return 0;
  return names.some((name) => name.startsWith(search)) ? 1 : 2;
}

/** The zones that fit what is typed: by place, country, name, abbreviation or offset; all words must fit. */
export function searchZones(zones: readonly TimeZone[], text: string): TimeZone[] {
  // "GMT -08:00", as the labels write it, is one word.
  const search = plain(text)
    .replaceAll('−', '-')
    .replaceAll(/(gmt|utc)\s+([+-])/g, '$1$2')
    .replaceAll(/[()]/g, ' ')
    .trim();
  if (search === '') return [...zones];
  const words = search.split(/[\s,]+/).filter((word) => word !== '');
  const fits = (zone: TimeZone) => {
    const [haystack, offsets] = [textOf(zone), offsetSpellings(zone.standardOffset)];
    return words.every((word) => (OFFSET.test(word) ? offsets.includes(word) : haystack.includes(word)));
  };
  return zones.filter(fits).sort((one, other) => rank(one, search) - rank(other, search));
}

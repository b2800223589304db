/** Abbreviations that no locale of Intl knows; standard time only, these zones do not change their clocks. */
const KNOWN: Record<string, string> = {
  'Asia/Tokyo': 'JST',
  'Asia/Seoul': 'KST',
  'Asia/Hong_Kong': 'HKT',
  'Asia/Singapore': 'SGT',
  'Asia/Karachi': 'PKT',
  'Asia/Jakarta': 'WIB',
  'Asia/Manila': 'PHT',
  'Asia/Shanghai': 'CST',
  'Asia/Taipei': 'CST',
  'Africa/Johannesburg': 'SAST',
  'Africa/Nairobi': 'EAT',
  'Africa/Lagos': 'WAT',
  'Asia/Kolkata': 'IST',
  'Asia/Calcutta': 'IST',
  'Etc/UTC': 'UTC',
  UTC: 'UTC',
};

/** Intl names a zone by letters only in the locales where it is used. */
const LOCALES = ['en-US', 'en-GB', 'en-AU', 'en-NZ', 'en-CA', 'en-ZA', 'en-IN'];

const formats = new Map<string, Intl.DateTimeFormat>();

function nameIn(locale: string, zone: string, atMs: number): string {
  const key = `${locale} ${zone}`;
  let format = formats.get(key);
  if (format === undefined) {
    format = new Intl.DateTimeFormat(locale, { timeZone: zone, timeZoneName: 'short' });
    formats.set(key, format);
  }
  return format.formatToParts(atMs).find(({ type }) => type === 'timeZoneName')?.value ?? 'UTC';
}

const isOffset = (name: string) => /^(GMT|UTC)[+-−]/.test(name);

/** `PDT`, `CET`, `JST`; where letters are unknown the offset: `GMT+5:45`. */
export function zoneAbbreviation(atMs: number, zone: string): string {
  const known = KNOWN[zone];
  if (known !== undefined) return known;
  for (const locale of LOCALES) {
    const name = nameIn(locale, zone, atMs);
    if (!isOffset(name)) return name;
  }
  return nameIn('en-US', zone, atMs);
}

/** `America/Los_Angeles` → `Los Angeles`: how a head of a column names a zone. */
export const zonePlace = (zone: string): string => (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ');

import { DAY_MS, HOUR_MS, type Instant, MINUTE_MS, SECOND_MS } from '../../../domain/time/instant.ts';
import { zoneAbbreviation } from '../../../domain/time/zone-abbreviation.ts';

/** `12,904`: groups of three, as in the console. */
export const grouped = (n: number): string => n.toString().replace(/\B(?=(\d{3})+$)/g, ',');

/** `1 host`, `2,048 hosts`. */
export const counted = (n: number, noun: string, plural = `${noun}s`): string => `${grouped(n)} ${n === 1 ? noun : plural}`;

/** `+3`, `−12`, `±0`, with a true minus. */
export const signed = (n: number): string => (n > 0 ? `+${grouped(n)}` : n < 0 ? `−${grouped(-n)}` : '±0');

const formats = new Map<string, Intl.DateTimeFormat>();

function partsAt(zone: string, at: Instant): Record<string, string> {
  const format =
    formats.get(zone) ??
    new Intl.DateTimeFormat('en-GB', {
      ...{ timeZone: zone, weekday: 'short', year: 'numeric', month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit' },
      hourCycle: 'h23',
    });
  formats.set(zone, format);
  return Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]));
}

// The short name of September is the only one with four letters in en-GB.
const month = (parts: Record<string, string>): string => parts.month!.slice(0, 3);

export const zoneName = (zone: string, at: Instant): string => (/^(Etc\/)?UTC$/.test(zone) ? 'UTC' : zoneAbbreviation(zone, at));

/** `02:30` */
export const clockText = (zone: string, at: Instant): string => {
  const parts = partsAt(zone, at);
  return `${parts.hour}:${parts.minute}`;
};

/** `Thu 26 Feb 2026` */
export const dayText = (zone: string, at: Instant): string => {
  const parts = partsAt(zone, at);
  return `${parts.weekday} ${parts.day} ${month(parts)} ${parts.year}`;
};

/** `12 Feb`; with the year when it is not that of `now`. */
export const shortDay = (zone: string, at: Instant, now: Instant): string => {
  const parts = partsAt(zone, at);
  return `${parts.day} ${month(parts)}${parts.year === partsAt(zone, now).year ? '' : ` ${parts.year}`}`;
};

/** `Thu 26 Feb 2026, 02:30 PST` */
export const timeText = (zone: string, at: Instant): string => `${dayText(zone, at)}, ${clockText(zone, at)} ${zoneName(zone, at)}`;

/** `02:30 to 04:12 PST`; the day of the end, and a zone that changed its clocks, are named. */
export function spanText(zone: string, from: Instant, to: Instant): string {
  const begin = zoneName(zone, from) === zoneName(zone, to) ? clockText(zone, from) : `${clockText(zone, from)} ${zoneName(zone, from)}`;
  const endDay = dayText(zone, from) === dayText(zone, to) ? '' : `${dayText(zone, to)}, `;
  return `${begin} to ${endDay}${clockText(zone, to)} ${zoneName(zone, to)}`;
}

/** `0.05 s`, `42 s`, `6 min`, `1 h 42 min`, `2 d 3 h`. */
export function durationText(ms: number): string {
  if (ms < 10 * SECOND_MS) return `${Number((ms / SECOND_MS).toFixed(2))} s`;
  if (ms < MINUTE_MS) return `${Math.round(ms / SECOND_MS)} s`;
  const minutes = Math.round(ms / MINUTE_MS);
  if (minutes < 60) return `${minutes} min`;
  if (ms < DAY_MS) return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
  return `${Math.floor(ms / DAY_MS)} d ${Math.floor((ms % DAY_MS) / HOUR_MS)} h`;
}

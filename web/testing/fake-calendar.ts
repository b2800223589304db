import type { z } from 'zod';
import type { CalendarEntry, calendar } from '#contract/calendar';
import { HOUR_MS, type Instant, instant, toIso } from '#domain/time/instant';
import { zoneAbbreviation } from '#domain/time/zone-abbreviation';
import { hoursOf, startOfZoneDay, type ZoneDay, zoneDayAt, zoneDays } from '#domain/time/zone-days';
import { parseTerms } from '../ui/filter/filter-terms.ts';

type Input = z.output<NonNullable<(typeof calendar.list)['~orpc']['inputSchema']>>;
type Answer = z.input<NonNullable<(typeof calendar.list)['~orpc']['outputSchema']>>;

const fits = (entry: CalendarEntry, query: string): boolean =>
  parseTerms(query).every(({ name, value }) =>
    name === 'verdict' ? value.split(',').includes(entry.verdict) : entry.title.toLowerCase().includes(value.toLowerCase()),
  );

/** Answers like the server: days of the asked zone with totals, the first entries of each day or hour, or a page of them. */
export function fakeCalendar(all: (from: string, to: string) => readonly CalendarEntry[], input: Input): Answer {
  const zone = input.timeZone ?? 'UTC';
  const at = (text: string): Instant =>
    text.includes('T') ? instant(Date.parse(text)) : startOfZoneDay(zone, Math.floor(Date.parse(text) / (24 * HOUR_MS)));
  const [from, to] = [at(input.from), at(input.to)];
  const entries = all(toIso(from), toIso(to)).filter((entry) => fits(entry, input.query ?? ''));
  const days = zoneDays(zone, zoneDayAt(zone, from), zoneDayAt(zone, instant(to - 1)) + 1);
  const within = (start: number, end: number) => entries.filter((entry) => Date.parse(entry.at) >= start && Date.parse(entry.at) < end);
  const shown = days.map((day) => present(day, zone, within(Math.max(day.from, from), day.to).length));
  const whole = { truncated: false, nextCursor: null, days: shown };
  if (input.perHour !== undefined) {
    const most = input.perHour;
    const hours = days.flatMap((day) => hoursOf(day).map((start, index, list) => ({ start, end: list[index + 1] ?? day.to })));
    return {
      ...whole,
      entries: hours.flatMap(({ start, end }) => within(start, end).slice(0, most)),
      fullHours: hours.flatMap(({ start, end }) => {
        const total = within(start, end).length;
        return total > most ? [{ from: toIso(start), to: toIso(end), total }] : [];
      }),
      continuing: [],
    };
  }
  if (input.perDay !== undefined) return { ...whole, entries: days.flatMap((day) => within(day.from, day.to).slice(0, input.perDay)) };
  const start = Number(input.cursor ?? 0);
  const end = start + input.limit;
  const more = entries.length > end;
  return { ...whole, entries: entries.slice(start, end), truncated: more, nextCursor: more ? String(end) : null };
}

const present = ({ date, from, to, parts }: ZoneDay, zone: string, total: number) => ({
  ...{ date, from: toIso(from), to: toIso(to), hours: (to - from) / HOUR_MS, total },
  parts: parts.map((part) => ({ ...part, at: toIso(part.at), abbreviation: zoneAbbreviation(zone, part.at) })),
});

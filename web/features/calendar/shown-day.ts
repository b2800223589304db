import type { CalendarDay } from './queries.ts';

const MINUTE_MS = 60_000;
const DAY_MINUTES = 24 * 60;

/** What is special about a day of a clock change. Minutes from midnight, as the clocks show them. */
export interface ClockChange {
  /** `gap`: the minutes do not exist. `fold`: they come twice. */
  readonly kind: 'gap' | 'fold';
  readonly fromMinute: number;
  readonly toMinute: number;
}

/** The day on which an instant lies, of those that the server sent. */
export const dayAt = (days: readonly CalendarDay[], atMs: number): CalendarDay | undefined =>
  days.find(({ from, to }) => atMs >= Date.parse(from) && atMs < Date.parse(to));

/** The change of the clocks on a day, if there is one. */
export function changeOf({ parts }: CalendarDay): ClockChange | undefined {
  const edges = [{ toMinute: 0 }, ...parts];
  for (const [index, { toMinute: end }] of edges.entries()) {
    const next = parts[index]?.fromMinute ?? DAY_MINUTES;
    if (next > end) return { kind: 'gap', fromMinute: end, toMinute: next };
    if (next < end) return { kind: 'fold', fromMinute: next, toMinute: end };
  }
  return undefined;
}

/** What the clocks of a day show at an instant of it, and in which of its parts. */
export function minuteAt({ parts }: CalendarDay, atMs: number): { readonly minute: number; readonly part: number } {
  const part = Math.max(
    0,
    parts.findLastIndex(({ at }) => Date.parse(at) <= atMs),
  );
  const { at, fromMinute } = parts[part]!;
  return { minute: fromMinute + (atMs - Date.parse(at)) / MINUTE_MS, part };
}

const two = (value: number) => String(value).padStart(2, '0');

/** `03:30` of minutes from midnight. */
export const clockOf = (minute: number): string => `${two(Math.floor(minute / 60))}:${two(Math.floor(minute) % 60)}`;

/** `03:30`; the zone is named where the hour comes twice. */
export function clockLabel(day: CalendarDay, atMs: number): string {
  const { minute, part } = minuteAt(day, atMs);
  const change = changeOf(day);
  const twice = change?.kind === 'fold' && minute >= change.fromMinute && minute < change.toMinute;
  return twice ? `${clockOf(minute)} ${day.parts[part]!.abbreviation}` : clockOf(minute);
}

import { STATUSES, type StatusName } from '../../ui/status/status-vocabulary.ts';
import { formatTime } from '../../ui/time/format-time.ts';
import { zoneAbbreviation } from '../../ui/time/zone-abbreviation.ts';
import type { CalendarEntry } from './queries.ts';

const HOUR_MS = 3600 * 1000;

/** `03:30`, from the stored instant. The zone is named where the hour comes twice. */
export function clockLabel(at: string, zone: string): string {
  const atMs = Date.parse(at);
  const clock = formatTime(atMs, { zone, nowMs: atMs, style: 'clock', withoutZone: true });
  const repeated = [-HOUR_MS, HOUR_MS].some(
    (ms) => formatTime(atMs + ms, { zone, nowMs: atMs, style: 'clock', withoutZone: true }) === clock,
  );
  return repeated ? `${clock} ${zoneAbbreviation(atMs, zone)}` : clock;
}

/** Everything that the block says, for those who hear it. */
export function spokenLabel(entry: CalendarEntry, status: StatusName, zone: string): string {
  const atMs = Date.parse(entry.at);
  const time = formatTime(atMs, { zone, nowMs: atMs });
  return [`${time}, ${entry.title}`, STATUSES[status].word, entry.reason].filter(Boolean).join(', ');
}

/** `up to 2.3 h`: how long a planned launch may take, where the server knows. */
export function longestLength({ verdict, at, endsAt }: CalendarEntry): string | undefined {
  if (verdict !== 'planned' || endsAt === undefined) return undefined;
  const hours = (Date.parse(endsAt) - Date.parse(at)) / HOUR_MS;
  return `up to ${Number(hours.toFixed(1))} h`;
}

export const NOTE_WORDS = {
  gap: 'The hour of its clock does not exist on this day, so it is moved.',
  fold: 'The hour of its clock comes twice on this day.',
  'short-month': 'The month is too short for its day, so it is moved.',
} as const;

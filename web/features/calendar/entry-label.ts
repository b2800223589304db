import { STATUSES } from '../../ui/status/status-vocabulary.ts';
import { formatTime } from '../../ui/time/format-time.ts';
import { appearanceOf } from './entry-look.ts';
import type { CalendarDay, CalendarEntry } from './queries.ts';
import { clockLabel, dayAt } from './shown-day.ts';

const HOUR_MS = 3600 * 1000;

/** Names an entry in the URL. */
export const entryKey = ({ scheduleId, at }: Pick<CalendarEntry, 'scheduleId' | 'at'>): string => `${scheduleId}@${at}`;

/** When it begins on the drawing: a launch that was made late, when it really began. */
export const startOf = ({ at, startedAt }: CalendarEntry): number => Date.parse(startedAt ?? at);

/** The clock of its begin: of a late launch the real one, unless that is on another day. What began before the day says so. */
export function entryClock(entry: CalendarEntry, day: CalendarDay): string {
  const dueMs = Date.parse(entry.at);
  const really = startOf(entry);
  const shown = entry.verdict === 'late' && really < Date.parse(day.to) ? really : dueMs;
  return shown < Date.parse(day.from) ? 'earlier' : clockLabel(day, shown);
}

/** `~2.3 h` from past runs, `up to 3 h` from its limit; nothing where the server knows neither. */
export function lengthLabel(entry: CalendarEntry): string | undefined {
  const { verdict, endsAt, predictedFrom } = entry;
  if (verdict !== 'planned' || endsAt === undefined || predictedFrom === undefined) return undefined;
  const hours = (Date.parse(endsAt) - Date.parse(entry.at)) / HOUR_MS;
  const text = hours < 1 ? `${Math.max(1, Math.round(hours * 60))} min` : `${Number(hours.toFixed(1))} h`;
  return predictedFrom === 'past-runs' ? `~${text}` : `up to ${text}`;
}

/** `62 %, ends about 12:50`: how far a scan is. */
export function progressLabel({ scanState, progressPercent, endsAt }: CalendarEntry, days: readonly CalendarDay[]): string | undefined {
  if (scanState !== 'running' && scanState !== 'paused' && scanState !== 'pausing') return undefined;
  const done = progressPercent === undefined ? undefined : `${progressPercent} %`;
  const endMs = endsAt === undefined ? undefined : Date.parse(endsAt);
  const day = endMs === undefined ? undefined : dayAt(days, endMs);
  const end = day === undefined || endMs === undefined ? undefined : `ends about ${clockLabel(day, endMs)}`;
  return [done, end].filter(Boolean).join(', ') || undefined;
}

const PAUSED_BY = { person: 'paused by a person', duration: 'paused by duration' } as const;

/** The state in words, with who paused it and how late it was. */
export function stateLabel(entry: CalendarEntry): string {
  const { verdict, scanState, pausedBy, lateBySeconds } = entry;
  if (verdict === 'held') return 'held';
  if (scanState === 'paused' && pausedBy !== undefined) return PAUSED_BY[pausedBy];
  const word = STATUSES[appearanceOf(entry).status].word.toLowerCase();
  return word === 'late' && lateBySeconds !== undefined ? `${Math.max(1, Math.round(lateBySeconds / 60))} min late` : word;
}

/** Everything that the block says, for those who hear it. */
export function spokenLabel(entry: CalendarEntry, zone: string): string {
  const time = formatTime(startOf(entry), { zone, nowMs: Date.parse(entry.at) });
  return [`${time}, ${entry.title}`, stateLabel(entry), lengthLabel(entry), entry.reason].filter(Boolean).join(', ');
}

export const NOTE_WORDS = {
  gap: 'The hour of its clock does not exist on this day, so it is moved.',
  fold: 'The hour of its clock comes twice on this day.',
  'short-month': 'The month is too short for its day, so it is moved.',
} as const;

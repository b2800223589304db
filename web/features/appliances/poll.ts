import type { Appliance } from '#contract/appliances';
import type { Tone } from '../../ui/status/status-vocabulary.ts';
import { formatAge, formatCountdown } from '../../ui/time/format-duration.ts';

/** When the next poll of an appliance comes, in words, with the second line where it is overdue. */
export interface PollText {
  readonly figure: string;
  readonly remark?: string;
  readonly tone?: Tone;
}

type Facts = Pick<Appliance, 'state' | 'nextPollAt' | 'lastPollAt'>;

/** `2:11` before it is due; `0:51 overdue` after; `none for 6 days` once it is offline. */
export function pollText({ state, nextPollAt, lastPollAt }: Facts, nowMs: number): PollText {
  if (nextPollAt === undefined || lastPollAt === undefined || state === 'retired' || state === 'never-connected') return { figure: '—' };
  if (state === 'offline' || state === 'missing') {
    return { figure: 'none', remark: `for ${formatAge(nowMs - Date.parse(lastPollAt))}`, tone: 'bad' };
  }
  const leftMs = Date.parse(nextPollAt) - nowMs;
  if (leftMs >= 0) return { figure: formatCountdown(leftMs) };
  return { figure: formatCountdown(-leftMs), remark: 'overdue', ...(state === 'late' && { tone: 'warn' as const }) };
}

/** How much of the interval is over, 0 to 1. */
export function intervalOver(
  { nextPollAt, pollIntervalSeconds }: Pick<Appliance, 'nextPollAt' | 'pollIntervalSeconds'>,
  nowMs: number,
): number {
  if (nextPollAt === undefined) return 0;
  const leftMs = Date.parse(nextPollAt) - nowMs;
  return Math.min(1, Math.max(0, 1 - leftMs / (pollIntervalSeconds * 1000)));
}

/** A clock this far off raises an alarm (design 04 §4.2). */
const CLOCK_ALARM_MS = 2_000;

export const clockIsOff = (offsetMs: number): boolean => Math.abs(offsetMs) >= CLOCK_ALARM_MS;

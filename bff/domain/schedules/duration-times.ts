import { DAY_MS, HOUR_MS, type Instant, MINUTE_MS, plus } from '../time/instant.ts';
import type { ScanDuration } from './schedule.ts';

/** A limit under this acts as this (seed S4). */
export const LEAST_MINUTES = 15;

/** What happens to a run segment, and when. */
export interface DurationTimes {
  readonly pausesAt?: Instant;
  readonly cancelsAt?: Instant;
  /** Absent when a person resumes. */
  readonly resumesAt?: Instant;
}

/** The times of a run segment that started at `startedAt`. All are measured from its start: the resume too, not from the pause (seed S5). */
export function durationTimes(startedAt: Instant, duration: ScanDuration): DurationTimes {
  const endsAt = plus(startedAt, effectiveMinutes(duration) * MINUTE_MS);
  if (duration.action === 'cancel') return { cancelsAt: endsAt };
  const { resume } = duration;
  if (resume?.kind !== 'after') return { pausesAt: endsAt };
  return { pausesAt: endsAt, resumesAt: plus(startedAt, resume.days * DAY_MS + resume.hours * HOUR_MS) };
}

/** The minutes after which it really pauses or cancels. */
export const effectiveMinutes = (duration: ScanDuration): number => Math.max(LEAST_MINUTES, duration.afterMinutes);

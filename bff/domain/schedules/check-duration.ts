import type { Issue } from '../issue.ts';
import { fromEpochDay } from '../time/civil-date.ts';
import { describeDuration } from '../time/describe-duration.ts';
import { describeDay, describeTime } from '../time/describe-instant.ts';
import { HOUR_MS, MINUTE_MS } from '../time/instant.ts';
import { epochDayOf, parseLocalMinute, type Wall, wall } from '../time/local-minute.ts';
import { effectiveMinutes } from './duration-times.ts';
import type { ScanDuration } from './schedule.ts';

/** H (0–119) hours and M (0–59) minutes. */
const MOST_MINUTES = 119 * 60 + 59;

/**
 * What is wrong with a duration, at its fields under `duration`. `startLocal` (`YYYY-MM-DDTHH:mm`), if known, puts the times of the
 * first run into the message.
 */
export function checkDuration(duration: ScanDuration, startLocal?: string): Issue[] {
  return [...checkAfter(duration.afterMinutes), ...checkResume(duration, startLocal)];
}

function checkAfter(minutes: number): Issue[] {
  if (Number.isInteger(minutes) && minutes >= 0 && minutes <= MOST_MINUTES) return [];
  return [{ path: ['duration', 'afterMinutes'], code: 'duration-out-of-range', message: 'Choose 0 to 119 hours and 0 to 59 minutes.' }];
}

function checkResume(duration: ScanDuration, startLocal: string | undefined): Issue[] {
  const { action, resume } = duration;
  if (resume === undefined) return [];
  const path = ['duration', 'resume'];
  if (action === 'cancel') {
    return [{ path, code: 'resume-without-pause', message: 'A canceled scan is not resumed: pause it, or leave the resume out.' }];
  }
  if (resume.kind === 'manual') return [];
  const inRange = isCount(resume.days, 9) && isCount(resume.hours, 23);
  if (!inRange) return [{ path, code: 'resume-out-of-range', message: 'Choose 0 to 9 days and 0 to 23 hours.' }];
  const resumeHours = resume.days * 24 + resume.hours;
  const leastHours = Math.ceil(effectiveMinutes(duration) / 60) + 1;
  if (resumeHours >= leastHours) return [];
  return [{ path, code: 'resume-too-early', message: tooEarly(effectiveMinutes(duration), resumeHours, { leastHours, startLocal }) }];
}

const isCount = (value: number, most: number): boolean => Number.isInteger(value) && value >= 0 && value <= most;

/** `Resumes 08:30, must be 09:30 or later (pauses 08:00).` */
function tooEarly(pauseMinutes: number, resumeHours: number, rest: { leastHours: number; startLocal: string | undefined }): string {
  const start = rest.startLocal === undefined ? 'malformed' : parseLocalMinute(rest.startLocal);
  if (typeof start === 'string') {
    const times = [resumeHours * HOUR_MS, rest.leastHours * HOUR_MS, pauseMinutes * MINUTE_MS].map(describeDuration);
    return `Resumes ${times[0]} after the start, must be ${times[1]} or later (pauses after ${times[2]}).`;
  }
  const times = [resumeHours * HOUR_MS, rest.leastHours * HOUR_MS, pauseMinutes * MINUTE_MS].map((ms) => timeFrom(start, ms));
  return `Resumes ${times[0]}, must be ${times[1]} or later (pauses ${times[2]}).`;
}

/** The clock time after the start; with the day when it is another one. */
function timeFrom(start: Wall, ms: number): string {
  const at = wall(start + ms);
  if (epochDayOf(at) === epochDayOf(start)) return describeTime(at);
  return `${describeDay(at, fromEpochDay(epochDayOf(start)).year)} ${describeTime(at)}`;
}

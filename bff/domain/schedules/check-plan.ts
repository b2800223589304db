import type { Issue } from '../issue.ts';
import { fromEpochDay } from '../time/civil-date.ts';
import { findZone } from '../time/find-zone.ts';
import { type Instant, instant } from '../time/instant.ts';
import { epochDayOf, parseLocalMinute } from '../time/local-minute.ts';
import { observesDst } from '../time/standard-offset.ts';
import { zoneCity } from '../time/zone-place.ts';
import { checkRecurrence } from './check-recurrence.ts';
import { nextOccurrence } from './next-occurrence.ts';
import type { LaunchPlan } from './recurrence.ts';

/** Before this year zones had offsets of odd seconds, and nobody schedules there. */
const FIRST_YEAR = 1980;
const BEFORE_EVERY_START = instant(0);
const MOST_LAUNCHES = 9999;

/**
 * All that is wrong with a launch plan, at its fields. Its members must be of their types; their values may be anything: no text of
 * `start` or `timeZone` and no number makes it throw.
 */
export function checkPlan(plan: LaunchPlan, now: Instant): Issue[] {
  const issues = [...checkStart(plan.start), ...checkZone(plan.timeZone), ...checkRecurrence(plan.recurrence), ...checkEnd(plan.endsAfter)];
  const sound = issues.every((issue) => issue.path[0] === 'endsAfter');
  // What follows needs a start, a zone and a rule that can be reckoned with.
  return sound ? [...issues, ...checkTogether(plan, now)] : [...issues, ...checkDst(plan)];
}

function checkStart(start: string): Issue[] {
  const path = ['start'];
  const parsed = parseLocalMinute(start);
  if (parsed === 'malformed') return [{ path, code: 'start-malformed', message: 'Write the start as 2026-03-01T02:30.' }];
  if (parsed === 'impossible') {
    return [
      {
        path,
        code: 'start-impossible',
        message: `There is no ${start.replace('T', ' ')} on the calendar: choose a date and time that exist.`,
      },
    ];
  }
  if (fromEpochDay(epochDayOf(parsed)).year < FIRST_YEAR) {
    return [{ path, code: 'start-too-early', message: `Choose a start in ${FIRST_YEAR} or later.` }];
  }
  return [];
}

function checkZone(id: string): Issue[] {
  const found = findZone(id);
  return found.ok ? [] : [{ path: ['timeZone'], code: found.error.code, message: found.error.message }];
}

function checkEnd(endsAfter: number | undefined): Issue[] {
  if (endsAfter === undefined || (Number.isInteger(endsAfter) && endsAfter >= 1 && endsAfter <= MOST_LAUNCHES)) return [];
  return [{ path: ['endsAfter'], code: 'ends-after-out-of-range', message: `End after 1 to ${MOST_LAUNCHES} launches, or never.` }];
}

/** "Auto adjust during Daylight Saving Time" is disabled where the clocks never change (seed S1). */
function checkDst(plan: LaunchPlan): Issue[] {
  const zone = findZone(plan.timeZone);
  if (!plan.observeDst || !zone.ok || checkStart(plan.start).length > 0 || observesDst(zone.value, plan.start)) return [];
  const message = `${zoneCity(zone.value)} does not change its clocks within two years of the start: turn daylight saving off.`;
  return [{ path: ['observeDst'], code: 'dst-not-observed', message }];
}

function checkTogether(plan: LaunchPlan, now: Instant): Issue[] {
  const issues = checkDst(plan);
  const first = nextOccurrence(plan, BEFORE_EVERY_START);
  if (first === undefined) return [...issues, neverMatches(plan)];
  if (plan.recurrence.kind === 'once' && first.at <= now) {
    return [
      ...issues,
      { path: ['start'], code: 'start-past', message: 'The start has passed, and it launches only once: choose a later start.' },
    ];
  }
  return issues;
}

function neverMatches({ recurrence, start }: LaunchPlan): Issue {
  const code = 'rule-never-matches';
  if (recurrence.kind === 'monthlyByDate' && recurrence.day > 28 && recurrence.shortMonth === 'skip') {
    const message = `No month of this rule has a day ${recurrence.day}: choose another day or interval, or the last day instead.`;
    return { path: ['recurrence', 'day'], code, message };
  }
  const message = `The clocks always jump over ${start.slice(11)} on the days of this rule: choose another time, or launch later instead of skipping.`;
  return { path: ['start'], code, message };
}

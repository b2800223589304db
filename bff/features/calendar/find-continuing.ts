import type { CalendarEntry } from '../../contract/calendar.ts';
import { DAY_MS, plus } from '../../domain/time/instant.ts';
import type { Database } from '../../storage/database.ts';
import { describePlaces, type Question, underWay } from './describe-places.ts';
import { usualLengths } from './length-store.ts';
import { continuingLaunches } from './past-store.ts';
import { tallyPlanned } from './planned.ts';
import type { PlannedSchedule } from './planned-store.ts';
import { presentPast } from './present.ts';

/** A planned launch is looked for in the day before the range, and only where there are so few that each can be asked for its length. */
const BEFORE_MS = DAY_MS;
const MOST_PLANNED = 500;

/** What began before the range and lasts into it: scans that did, and planned ones that are predicted to. */
export async function findContinuing(db: Database, question: Question, schedules: readonly PlannedSchedule[]): Promise<CalendarEntry[]> {
  const { actor, request, now } = question;
  const past = await continuingLaunches(db, { actor, filter: request.filter, now }, request.from);
  const usual = await usualLengths(db, underWay(past));
  const before = [plus(request.from, -BEFORE_MS), request.from];
  const { totals, first } = await tallyPlanned(schedules, { counted: before, given: before, most: MOST_PLANNED });
  const planned = totals[0]! > MOST_PLANNED ? [] : await describePlaces(db, question, first.flat());
  return [
    ...past.map((row) => presentPast(row, usual.get(row.launch.scheduleId), now)),
    ...planned.filter(({ endsAt }) => endsAt !== undefined && Date.parse(endsAt) > request.from),
  ].sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
}

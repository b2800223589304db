import type { CalendarEntry } from '../../contract/calendar.ts';
import type { Actor } from '../../domain/identity/role.ts';
import type { Instant } from '../../domain/time/instant.ts';
import type { Database } from '../../storage/database.ts';
import { usualLengths } from './length-store.ts';
import { type PastLaunch, type PastPlace, pastLaunches } from './past-store.ts';
import type { Planned } from './planned.ts';
import { shownSchedules } from './planned-store.ts';
import { presentPast, presentPlanned } from './present.ts';
import type { CalendarRequest } from './read-request.ts';

/** Something on the calendar, found but not yet read in full. */
export type Place = PastPlace | Planned;

/** Everything about one question: who asks for what, and when. */
export interface Question {
  readonly actor: Actor;
  readonly request: CalendarRequest;
  readonly now: Instant;
}

/** What the calendar shows of these places, in their order: a few set-based reads, however many there are. */
export async function describePlaces(db: Database, { now }: Question, places: readonly Place[]): Promise<CalendarEntry[]> {
  const planned = places.filter((place) => 'schedule' in place);
  const past = places.filter((place) => 'launchId' in place);
  const [schedules, launches] = await Promise.all([
    shownSchedules(db, [...new Set(planned.map(({ scheduleId }) => scheduleId))]),
    pastLaunches(
      db,
      past.map(({ launchId }) => launchId),
    ),
  ]);
  const shown = new Map(schedules.map((one) => [one.id, one]));
  const rows = new Map(launches.map((one) => [one.launch.id, one]));
  const usual = await usualLengths(db, [...shown.keys(), ...underWay(launches)]);
  return places.flatMap((place) => {
    if ('schedule' in place) {
      const schedule = shown.get(place.scheduleId);
      return schedule === undefined ? [] : [presentPlanned(place, schedule, usual.get(schedule.id))];
    }
    const row = rows.get(place.launchId);
    return row === undefined ? [] : [presentPast(row, usual.get(row.launch.scheduleId), now)];
  });
}

/** The schedules whose scans have an end to be predicted. */
export const underWay = (launches: readonly PastLaunch[]): string[] =>
  launches.flatMap(({ launch, scan }) => (scan?.state === 'running' ? [launch.scheduleId] : []));

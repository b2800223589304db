import { setImmediate as letOthersRun } from 'node:timers/promises';
import { DueCalendar } from '../../domain/schedules/due-calendar.ts';
import { occurrences } from '../../domain/schedules/occurrences.ts';
import type { Occurrence } from '../../domain/schedules/recurrence.ts';
import { occurrencesLeft } from '../../domain/schedules/same-plan.ts';
import type { Instant } from '../../domain/time/instant.ts';
import type { PlannedSchedule } from './planned-store.ts';
import type { EntryPlace } from './read-request.ts';
import { FirstOnes, type Tally, type TallyOptions } from './tally.ts';

/** A launch that is planned. */
export interface Planned extends EntryPlace {
  readonly schedule: PlannedSchedule;
}

/** So many schedules are worked out before others get their turn. */
const AT_ONCE = 1000;

/** The launches planned in a range. One pass over the schedules. */
export async function tallyPlanned(schedules: readonly PlannedSchedule[], options: TallyOptions): Promise<Tally<Planned>> {
  const totals = options.counted.slice(1).map(() => 0);
  const given = options.given.slice(1).map(() => new FirstOnes<Planned>(options.most));
  for (let done = 0; done < schedules.length; done += AT_ONCE) {
    await letOthersRun();
    for (const schedule of schedules.slice(done, done + AT_ONCE)) addLaunches(schedule, options, { totals, given });
  }
  return { totals, first: given.map((part) => part.inOrder()) };
}

interface Counting {
  readonly totals: number[];
  readonly given: readonly FirstOnes<Planned>[];
}

function addLaunches(schedule: PlannedSchedule, options: TallyOptions, { totals, given }: Counting): void {
  const { counted, after } = options;
  const scheduleId = schedule.id;
  let [inCounted, inGiven] = [0, 0];
  eachLaunch(schedule, counted[0]!, counted.at(-1)!, (at) => {
    if (after !== undefined && at === after.at && scheduleId <= after.scheduleId) return;
    while (at >= counted[inCounted + 1]!) inCounted += 1;
    while (at >= options.given[inGiven + 1]!) inGiven += 1;
    totals[inCounted]! += 1;
    const part = given[inGiven]!;
    if (part.takes(at)) part.keep({ at, scheduleId, schedule });
  });
}

/** The launches of a schedule that are still to come, `from` inclusive, `to` exclusive. */
function eachLaunch(schedule: PlannedSchedule, from: Instant, to: Instant, visit: (at: Instant) => void): void {
  const { nextLaunchAt: next } = schedule;
  const start = from > next ? from : next;
  try {
    // A relaunch lies on no calendar rule: only the next one is known.
    if (schedule.recurrence.kind === 'continuous') visitNext(schedule, from, to, visit);
    else if (schedule.endsAfter === undefined) new DueCalendar(schedule).eachInstant(start, to, visit);
    else {
      const limit = occurrencesLeft(schedule, schedule.occurrencesCounted);
      for (const { at } of occurrences(schedule, { from: start, to, limit, countFrom: next })) visit(at);
    }
  } catch {
    // A plan that cannot be evaluated hides no other; the launcher sets it aside when it is due.
    visitNext(schedule, from, to, visit);
  }
}

function visitNext({ nextLaunchAt: at }: PlannedSchedule, from: Instant, to: Instant, visit: (at: Instant) => void): void {
  if (at >= from && at < to) visit(at);
}

/** The occurrence of a launch that was found, with its wall clock and its note; `nextLaunchLocal` where no rule tells it. */
export function occurrenceOf({ at, schedule }: Planned, nextLaunchLocal: string | null): Pick<Occurrence, 'local' | 'note'> {
  const stored = { local: nextLaunchLocal ?? schedule.start };
  if (schedule.recurrence.kind === 'continuous') return stored;
  try {
    const [found] = occurrences(schedule, { from: at, count: 1, limit: 1 });
    return found ?? stored;
  } catch {
    return stored;
  }
}

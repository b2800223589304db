import type { Schedule } from '#contract/schedules';
import type { ScheduleVerb } from './queries.ts';

/** What an action would do to a row. `nothing`: the row stays as it is and is left out. `refused`: the server will say no. */
export interface Outcome {
  readonly kind: 'does' | 'nothing' | 'refused';
  readonly text: string;
}

const UNFINISHED: readonly string[] = ['queued', 'running', 'pausing', 'paused', 'canceling'];

interface OutcomeFacts {
  /** An instant in the schedule's zone, as people read it. */
  readonly format: (schedule: Schedule) => string;
  /** Setup forbids two scans of a schedule at once. */
  readonly preventOverlap: boolean;
}

const does = (text: string): Outcome => ({ kind: 'does', text });
const nothing = (text: string): Outcome => ({ kind: 'nothing', text });
const refused = (text: string): Outcome => ({ kind: 'refused', text });

function launching(schedule: Schedule, scanState: string | undefined, preventOverlap: boolean): Outcome {
  if (scanState !== undefined && preventOverlap) return refused(`its scan is ${scanState}, overlaps are prevented`);
  const [first, ...rest] = schedule.scannerNames;
  if (first === undefined) return does('starts a scan now, on any appliance');
  return does(`starts a scan now, on ${first}${rest.length === 0 ? '' : ` and ${rest.length} more`}`);
}

/** The outcome of an action for one schedule, as far as the list can know it, before it happens. */
export function outcomeOf(verb: ScheduleVerb, schedule: Schedule, { format, preventOverlap }: OutcomeFacts): Outcome {
  const { active, nextLaunch, lastScan } = schedule;
  const scanState = lastScan !== undefined && UNFINISHED.includes(lastScan.state) ? lastScan.state : undefined;
  switch (verb) {
    case 'launch':
      return launching(schedule, scanState, preventOverlap);
    case 'activate':
      return active ? nothing('active already') : does('launches again from now on');
    case 'deactivate':
      if (!active) return nothing('inactive already');
      return does(nextLaunch === undefined ? 'is not launched again' : `will not launch ${format(schedule)}`);
    case 'remove':
      if (scanState !== undefined) return refused(`its scan is ${scanState}: cancel it or wait for its end`);
      return does(nextLaunch === undefined ? 'is deleted' : `is deleted, will not launch ${format(schedule)}`);
  }
}

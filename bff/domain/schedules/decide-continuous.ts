import { type Instant, MINUTE_MS } from '../time/instant.ts';
import { occurrenceAt } from './due-calendar.ts';
import type { LaunchSetup } from './launch-decision.ts';
import { nextOccurrence } from './next-occurrence.ts';
import type { LaunchPlan, Occurrence } from './recurrence.ts';
import type { InactiveReason } from './schedule.ts';

/** What has become of the scan that a continuous schedule waits for. */
export type ContinuousScan =
  | { readonly state: 'finished'; readonly endedAt: Instant }
  | { readonly state: 'error'; readonly endedAt: Instant }
  /** By a person, or by the schedule's own duration limit. */
  | { readonly state: 'canceled'; readonly endedAt: Instant; readonly by: 'person' | 'duration' }
  /** Anything that is not an end: a paused scan holds its schedule. */
  | { readonly state: 'queued' | 'running' | 'pausing' | 'paused' | 'canceling' };

/** How a continuous schedule goes on. */
export interface ContinuousDecision {
  /** Absent while its scan has not ended, and when it becomes inactive. */
  readonly next?: Occurrence | undefined;
  readonly errorsInARow: number;
  readonly inactive?: InactiveReason | undefined;
}

/** The next scan starts when the previous ends, at least one minute later (design 03 §3.5). */
const PAUSE_BETWEEN_MS = MINUTE_MS;

/** Decides on the relaunch of a continuous schedule when the state of its scan changes (seed S7). */
export function decideContinuous(
  schedule: { readonly plan: LaunchPlan; readonly errorsInARow: number },
  scan: ContinuousScan,
  setup: Pick<LaunchSetup, 'relaunchOnFinish' | 'deactivateAfterErrors'>,
): ContinuousDecision {
  if (!('endedAt' in scan)) return { errorsInARow: schedule.errorsInARow };
  const errorsInARow = errorsAfter(schedule.errorsInARow, scan.state);
  const inactive = whyStopped(scan, errorsInARow, setup);
  if (inactive !== undefined) return { errorsInARow, inactive };
  return { errorsInARow, next: nextContinuous(schedule.plan, (scan.endedAt + PAUSE_BETWEEN_MS) as Instant) };
}

/** A scan stopped by its duration limit is neither an error nor a success: the row of errors stays as it is. */
function errorsAfter(errorsInARow: number, state: 'finished' | 'error' | 'canceled'): number {
  if (state === 'canceled') return errorsInARow;
  return state === 'error' ? errorsInARow + 1 : 0;
}

function whyStopped(
  scan: ContinuousScan,
  errorsInARow: number,
  setup: Pick<LaunchSetup, 'relaunchOnFinish' | 'deactivateAfterErrors'>,
): InactiveReason | undefined {
  if (scan.state === 'canceled' && scan.by === 'person') return 'scan-canceled';
  if (scan.state === 'error' && errorsInARow >= setup.deactivateAfterErrors) return 'scan-errors';
  return setup.relaunchOnFinish ? undefined : 'relaunch-off';
}

/** The next launch of a continuous schedule at or after an instant: its start if that lies ahead, else that very instant. */
export function nextContinuous(plan: LaunchPlan, from: Instant): Occurrence {
  return nextOccurrence(plan, (from - 1) as Instant) ?? occurrenceAt(plan, from);
}

import { MINUTE_MS } from '../time/instant.ts';
import type { LaunchPlan, Occurrence } from './recurrence.ts';

/**
 * How late an occurrence may still launch, in milliseconds: half the time to the following occurrence, at most what Setup says.
 * The last occurrence has only Setup's limit. A continuous schedule has none: it always wants to run, so it starts as soon as it can.
 */
export function latenessLimitMs(
  plan: LaunchPlan,
  occurrence: Occurrence,
  following: Occurrence | undefined,
  maxLatenessMinutes: number,
): number {
  if (plan.recurrence.kind === 'continuous') return Number.POSITIVE_INFINITY;
  const most = maxLatenessMinutes * MINUTE_MS;
  return following === undefined ? most : Math.min(most, (following.at - occurrence.at) / 2);
}

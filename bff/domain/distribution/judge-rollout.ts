import { HOUR_MS, type Instant, plus } from '../time/instant.ts';
import type { Rollout } from './rollout.ts';

/** How the appliances fare that a roll-out reaches by now. */
export interface RolloutFigures {
  readonly reached: number;
  readonly installed: number;
  /** Could not take the version, or went back from it, since a person looked last. */
  readonly failed: number;
}

export type RolloutVerdict =
  | { readonly kind: 'pause'; readonly reason: string }
  | { readonly kind: 'advance' }
  | { readonly kind: 'complete' }
  /** Nothing to do; `at`: when time alone may change that. */
  | { readonly kind: 'wait'; readonly at?: Instant | undefined };

/** What a roll-out does by itself now. */
export function judgeRollout(rollout: Rollout, figures: RolloutFigures, now: Instant): RolloutVerdict {
  if (rollout.state !== 'running') return { kind: 'wait' };
  const { failed, installed, reached } = figures;
  const tried = failed + installed;
  if (failed > 0 && failed * 100 > rollout.maxFailedPercent * tried) {
    return { kind: 'pause', reason: `Paused by itself: ${failed} of ${tried} appliances failed, more than ${rollout.maxFailedPercent} %` };
  }
  const hours = rollout.phases[rollout.phase]?.healthyHours;
  if (hours === undefined) return { kind: 'wait' };
  const at = plus(rollout.phaseSince, hours * HOUR_MS);
  if (now < at) return { kind: 'wait', at };
  // Health is proven by somebody who runs it: with all of them silent the phase waits for the first.
  if (reached > 0 && installed === 0) return { kind: 'wait' };
  return rollout.phase === rollout.phases.length - 1 ? { kind: 'complete' } : { kind: 'advance' };
}

import type { Issue } from '../issue.ts';
import { hashOf } from '../stable-hash.ts';
import type { Instant } from '../time/instant.ts';

/** What is distributed. */
export const PACKAGES = ['scand', 'signatures', 'appliance'] as const;
export type PackageName = (typeof PACKAGES)[number];

/** `paused`: who has it keeps it, nobody new gets it. `superseded`: a newer version took its place before it was through. */
export type RolloutState = 'running' | 'paused' | 'completed' | 'aborted' | 'superseded';

export interface RolloutPhase {
  /** Share of the fleet that gets the version in this phase, those of earlier phases included. */
  readonly sharePercent: number;
  /** Goes on by itself after so many hours without too many failures; absent: a person advances it. */
  readonly healthyHours?: number | undefined;
}

/** A version on its way to the fleet. */
export interface Rollout {
  readonly id: string;
  readonly package: PackageName;
  readonly version: string;
  readonly formerVersion: string | null;
  readonly phases: readonly RolloutPhase[];
  readonly phase: number;
  readonly phaseSince: Instant;
  readonly state: RolloutState;
  readonly maxFailedPercent: number;
  readonly failuresSince: Instant;
}

/** What this server builds goes out so, unless a person says otherwise. */
export const STANDARD_PHASES: readonly RolloutPhase[] = [
  { sharePercent: 10, healthyHours: 4 },
  { sharePercent: 50, healthyHours: 4 },
  { sharePercent: 100, healthyHours: 4 },
];
export const STANDARD_MAX_FAILED_PERCENT = 10;

const MAX_PHASES = 10;

/** Everything that is wrong with phases: shares rise, and the last one is the whole fleet. */
export function checkPhases(phases: readonly RolloutPhase[]): readonly Issue[] {
  const at = (index: number, message: string): Issue => ({ path: ['phases', index, 'sharePercent'], code: 'phase-share', message });
  if (phases.length === 0 || phases.length > MAX_PHASES)
    return [{ path: ['phases'], code: 'phase-count', message: `Give it 1 to ${MAX_PHASES} phases` }];
  const notRising = phases.flatMap(({ sharePercent }, index) => {
    const before = phases[index - 1]?.sharePercent ?? 0;
    return sharePercent > before ? [] : [at(index, `A phase reaches more of the fleet than the one before it: more than ${before} %`)];
  });
  const last = phases.length - 1;
  return phases[last]!.sharePercent === 100 ? notRising : [...notRising, at(last, 'The last phase reaches the whole fleet: 100 %')];
}

/** Where an appliance stands in the order of a roll-out, in [0, 100): the same at every look, and another in every roll-out. */
export function placeOf(rolloutId: string, applianceId: string): number {
  // A second round: ids that differ in their last digit only would stand side by side.
  return (hashOf(`${hashOf(`${rolloutId}/${applianceId}`)}`) / 2 ** 32) * 100;
}

const isActive = ({ state }: Pick<Rollout, 'state'>): boolean => state === 'running' || state === 'paused';

/** Whether the version is meant for this appliance by now. */
export function reaches(rollout: Pick<Rollout, 'id' | 'phases' | 'phase' | 'state'>, applianceId: string): boolean {
  if (!isActive(rollout)) return false;
  return placeOf(rollout.id, applianceId) < (rollout.phases[rollout.phase]?.sharePercent ?? 0);
}

/**
 * The version of a package that an appliance should run: of the roll-out that is under way if that reaches it or it runs it already (it
 * was installed with it, say), else of the last one that was completed. Null: the one it was installed with, because none was.
 */
export function wantedVersion(
  { active, completed }: { readonly active?: Rollout | undefined; readonly completed?: Rollout | undefined },
  applianceId: string,
  running?: string | undefined,
): string | null {
  const hasIt = active !== undefined && isActive(active) && running === active.version;
  if (active !== undefined && (hasIt || reaches(active, applianceId))) return active.version;
  return completed?.version ?? null;
}

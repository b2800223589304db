import { type PackageName, type RolloutPhase, STANDARD_MAX_FAILED_PERCENT, STANDARD_PHASES } from '../../domain/distribution/rollout.ts';
import type { Clock } from '../../domain/time/instant.ts';
import type { Work } from '../../storage/unit-of-work.ts';
import { completedVersion, insertRollout, lockActive, updateRollout } from './rollout-store.ts';

export interface RolloutPlan {
  readonly package: PackageName;
  readonly version: string;
  readonly phases: readonly RolloutPhase[];
  readonly maxFailedPercent: number;
  readonly startedByName: string;
}

interface StartDeps {
  readonly clock: Clock;
  readonly newId: () => string;
}

/** Begins in its first phase. There must be no other of the package. */
export async function startRollout(work: Work, { clock, newId }: StartDeps, plan: RolloutPlan): Promise<string> {
  const id = newId();
  const now = new Date(clock());
  await insertRollout(work.tx, {
    ...{ id, ...plan, phase: 0, phaseSince: now, state: 'running', failuresSince: now, createdAt: now },
    formerVersion: (await completedVersion(work.tx, plan.package)) ?? null,
  });
  work.announce('rollouts', id);
  return id;
}

const BY_ITSELF = 'Watchbill';

/**
 * What this server was built with goes out by itself, in place of an older build that was still on its way. The very first version of
 * a package is what the fleet has: nothing needs to be rolled out.
 */
export async function rollOutOwn(work: Work, deps: StartDeps, name: PackageName, version: string): Promise<void> {
  const now = new Date(deps.clock());
  const before = await lockActive(work.tx, name);
  if (before !== undefined) {
    await updateRollout(work.tx, before.id, { state: 'superseded', stateReason: `Version ${version} took its place`, endedAt: now });
    work.announce('rollouts', before.id);
  }
  const isFirst = before === undefined && (await completedVersion(work.tx, name)) === undefined;
  const plan = { package: name, version, phases: STANDARD_PHASES, maxFailedPercent: STANDARD_MAX_FAILED_PERCENT, startedByName: BY_ITSELF };
  const id = await startRollout(work, deps, plan);
  if (isFirst)
    await updateRollout(work.tx, id, {
      state: 'completed',
      phase: STANDARD_PHASES.length - 1,
      stateReason: 'The first version',
      endedAt: now,
    });
  await work.audit({ actor: null, action: 'rollout.started', objectType: 'rollout', objectId: id, after: { package: name, version } });
}

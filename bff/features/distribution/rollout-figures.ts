import type { RolloutAppliance } from '../../contract/rollouts.ts';
import type { RolloutFigures } from '../../domain/distribution/judge-rollout.ts';
import { type Rollout, reaches } from '../../domain/distribution/rollout.ts';
import { instant, toIso } from '../../domain/time/instant.ts';
import type { FleetMember } from './rollout-store.ts';

/** How one appliance stands to a roll-out. */
export interface MemberState extends RolloutAppliance {
  /** It failed after a person looked last. */
  readonly counts: boolean;
}

/** From what the appliance says it runs, and what it told of its last update. */
export function memberState(rollout: Rollout, member: FleetMember): MemberState {
  const reached = rollout.state === 'completed' || reaches(rollout, member.id);
  const version = member.versions?.[rollout.package];
  const told = member.updates?.find((one) => one.package === rollout.package && one.to === rollout.version);
  const about = {
    ...{ id: member.id, name: member.name, reached },
    ...(version === undefined ? {} : { version }),
    ...(told === undefined ? {} : { at: toIso(instant(told.at)) }),
  };
  if (version === rollout.version) return { ...about, state: 'installed', counts: false };
  if (told?.state === 'failed' || told?.state === 'rolled-back') {
    const reason = told.reason === undefined ? {} : { reason: told.reason };
    return { ...about, ...reason, state: told.state, counts: told.at >= rollout.failuresSince };
  }
  if (told?.state === 'downloading' || told?.state === 'installing') return { ...about, state: 'updating', counts: false };
  if (!reached) return { ...about, state: 'not-yet', counts: false };
  const reason = member.updates === null ? { reason: 'It cannot update itself: install a newer appliance there' } : {};
  return { ...about, ...reason, state: 'waiting', counts: false };
}

/** Failures of appliances that are not reached any more (it was aborted, say) are not its own. */
export function figuresOf(members: readonly MemberState[]): RolloutFigures {
  const reached = members.filter((one) => one.reached);
  return {
    reached: reached.length,
    installed: reached.filter((one) => one.state === 'installed').length,
    failed: reached.filter((one) => one.counts).length,
  };
}

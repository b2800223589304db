import type { Actor } from '../../domain/identity/role.ts';
import type { Issue } from '../../domain/issue.ts';
import type { ScheduleTarget } from '../../domain/schedules/schedule.ts';
import type { Executor } from '../../storage/database.ts';
import type { Work } from '../../storage/unit-of-work.ts';

/** Whoever knows what targets mean. */
export interface TargetReader {
  /** The addresses that a scan of the target must not touch, whatever its names resolve to: at most so many ranges, both ends inclusive. */
  readonly excluded: (
    executor: Executor,
    target: ScheduleTarget,
    most: number,
  ) => Promise<readonly { readonly first: string; readonly last: string }[]>;
}

/** Whoever keeps the pools of asset groups. */
export interface AppliancePools {
  /** Lets an appliance join the pools of these groups; answers what is wrong with the choice, and then changes nothing. */
  readonly join: (
    work: Work,
    actor: Actor,
    joining: { readonly applianceId: string; readonly groupIds: readonly string[] },
  ) => Promise<Issue[]>;
}

/** Whoever knows which schedules would have no scanner left. */
export interface DependentSchedules {
  /** The active schedules whose scanner choice names this appliance and no other that still serves, by title. */
  readonly dependingOnlyOn: (
    executor: Executor,
    applianceId: string,
  ) => Promise<readonly { readonly id: string; readonly title: string; readonly owner: { readonly id: string; readonly name: string } }[]>;
  /** Deactivates them because their appliance is retired, and tells their people. */
  readonly scannerLost: (work: Work, lost: { readonly scheduleIds: readonly string[]; readonly actor: Actor }) => Promise<void>;
}

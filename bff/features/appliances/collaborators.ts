import type { Actor } from '../../domain/identity/role.ts';
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

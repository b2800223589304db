import type { ScheduleTarget } from '../../domain/schedules/schedule.ts';
import type { Executor } from '../../storage/database.ts';

/** Whoever knows what targets mean. */
export interface TargetReader {
  /** The addresses that a scan of the target must not touch, whatever its names resolve to: at most so many ranges, both ends inclusive. */
  readonly excluded: (
    executor: Executor,
    target: ScheduleTarget,
    most: number,
  ) => Promise<readonly { readonly first: string; readonly last: string }[]>;
}

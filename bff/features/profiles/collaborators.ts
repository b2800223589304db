import type { Actor } from '../../domain/identity/role.ts';
import type { ScheduleUsage, UsedThing } from '../../domain/schedules/schedule-usage.ts';
import type { Executor } from '../../storage/database.ts';

/** Whoever keeps the schedules: which of them use what. Ids that no schedule uses are not in the answer. */
export interface UsageReader {
  readonly schedulesUsing: (
    executor: Executor,
    used: { readonly actor: Actor; readonly thing: UsedThing; readonly ids: readonly string[] },
  ) => Promise<ReadonlyMap<string, ScheduleUsage>>;
}

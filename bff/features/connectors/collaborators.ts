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

/** Keeps texts unreadable in the database. */
export interface SealedBox {
  readonly seal: (text: string) => string;
  readonly open: (sealed: string) => string;
}

/** How many instances of a connector are known, and how many of them a scan can reach. */
export interface InstanceCounts {
  readonly instances: number;
  readonly scannable: number;
}

/** Whoever keeps the assets. */
export interface CloudAssets {
  /** By connector; one without instances is not in the answer. */
  readonly countInstances: (executor: Executor, connectorIds: readonly string[]) => Promise<ReadonlyMap<string, InstanceCounts>>;
}

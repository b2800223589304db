import type { CloudAccess } from '../../domain/connectors/cloud-access.ts';
import type { CloudInstance } from '../../domain/connectors/cloud-instance.ts';
import type { Actor } from '../../domain/identity/role.ts';
import type { Result } from '../../domain/result.ts';
import type { ScheduleUsage, UsedThing } from '../../domain/schedules/schedule-usage.ts';
import type { Instant } from '../../domain/time/instant.ts';
import type { Executor } from '../../storage/database.ts';
import type { Work } from '../../storage/unit-of-work.ts';

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
  /** Makes these the instances of the connector: others that it knew are gone. Answers how many assets changed. */
  readonly keepInstances: (work: Work, told: ToldInstances) => Promise<number>;
}

/** All that a connector was told. */
export interface ToldInstances {
  readonly connectorId: string;
  readonly addressKind: 'private' | 'public';
  readonly instances: readonly CloudInstance[];
  readonly at: Instant;
}

/** Whoever asks the cloud. Failures come as sentences for people; it throws only when it was called off. */
export interface CloudAccount {
  readonly listInstances: (access: CloudAccess) => Promise<Result<readonly CloudInstance[], string>>;
}

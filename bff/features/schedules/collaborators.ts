import type { ScheduledScansSetup } from '../../contract/setup.ts';
import type { Actor } from '../../domain/identity/role.ts';
import type { Issue } from '../../domain/issue.ts';
import type { OwedNotice } from '../../domain/notifications/notice.ts';
import type { ScanState } from '../../domain/scans/scan.ts';
import type { Schedule, ScheduleTarget } from '../../domain/schedules/schedule.ts';
import type { Instant } from '../../domain/time/instant.ts';
import type { Executor } from '../../storage/database.ts';
import type { Work } from '../../storage/unit-of-work.ts';

/** What a scan is to be opened for. */
export interface ScanOrder {
  readonly schedule: Schedule;
  /** The occurrence; for a launch by hand the moment of the order. */
  readonly nominalAt: Instant;
  readonly launchKind: 'scheduled' | 'continuous' | 'by-hand';
  /** When it was due: the first hop of the scan. */
  readonly dueAt: Instant;
  /** The person who pressed Launch now. */
  readonly startedBy?: { readonly userId: string; readonly name: string } | undefined;
}

/** A scan that was opened. `whyEmpty`: its target has no host, so that nothing will ever report for it. */
export interface StartedScan {
  readonly scanId: string;
  readonly whyEmpty?: string | undefined;
}

/** Opens scans in the transaction of whoever orders them. Throws when a scan cannot be opened as it was ordered. */
export interface ScanStarter {
  readonly startScan: (work: Work, order: ScanOrder) => Promise<StartedScan>;
  /** The same for many; the answers are in the order of the orders. All of them, or an error and none. */
  readonly startScans: (work: Work, orders: readonly ScanOrder[]) => Promise<readonly StartedScan[]>;
  /** Ends those of them that have no host. Called once all else about their launch is written, in the same transaction. */
  readonly endEmpty: (work: Work, started: readonly StartedScan[]) => Promise<void>;
  /** Queued and running scans: they count toward the concurrent-scan limit (seed S7). */
  readonly countActive: (executor: Executor) => Promise<number>;
  /** A scan of the schedule that has not ended, with its state. */
  readonly unfinishedOf: (
    executor: Executor,
    scheduleId: string,
  ) => Promise<{ readonly scanId: string; readonly state: ScanState } | undefined>;
}

/** The account's rules of scheduled scans as they are now, inside the transaction that asks. */
export interface SetupReader {
  readonly scheduledScans: (within?: Executor) => Promise<ScheduledScansSetup>;
}

/** Writes down in the transaction of a decision whom it owes a mail: each notice once, however often it is owed. */
export interface NoticeBook {
  readonly owe: (work: Work, notices: readonly OwedNotice[]) => Promise<void>;
}

/** Whoever keeps the assets, their groups and tags. */
export interface TargetReader {
  /** Everything that is wrong with a target; `before` is what it was. */
  readonly issues: (
    executor: Executor,
    target: ScheduleTarget,
    context: { readonly actor: Actor; readonly before?: ScheduleTarget | undefined },
  ) => Promise<Issue[]>;
  /** The hosts that each of the targets means at this moment. */
  readonly resolve: (
    executor: Executor,
    wanted: readonly { readonly target: ScheduleTarget; readonly ownerId: string; readonly businessUnitId?: string | undefined }[],
  ) => Promise<readonly { readonly hosts: readonly unknown[]; readonly whyEmpty?: string | undefined }[]>;
}

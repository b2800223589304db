import type { ScheduledScansSetup } from '../../contract/setup.ts';
import type { OwedNotice } from '../../domain/notifications/notice.ts';
import type { ScanState } from '../../domain/scans/scan.ts';
import type { Schedule } from '../../domain/schedules/schedule.ts';
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

/** Opens scans in the transaction of whoever orders them. Throws when a scan cannot be opened as it was ordered. */
export interface ScanStarter {
  readonly startScan: (work: Work, order: ScanOrder) => Promise<{ readonly scanId: string }>;
  /** The same for many; the answers are in the order of the orders. All of them, or an error and none. */
  readonly startScans: (work: Work, orders: readonly ScanOrder[]) => Promise<readonly { readonly scanId: string }[]>;
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

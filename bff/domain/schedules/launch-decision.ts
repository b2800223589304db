import type { Instant } from '../time/instant.ts';
import type { LaunchReason, Verdict } from './launch.ts';
import type { LaunchPlan, Occurrence } from './recurrence.ts';
import type { InactiveReason } from './schedule.ts';

/** The account's launch settings (seed S7, S8). */
export interface LaunchSetup {
  readonly preventOverlap: boolean;
  /** Queued and running scans together. */
  readonly maxConcurrentScans: number;
  readonly maxLatenessMinutes: number;
  readonly holdAfterOutage: number;
  readonly relaunchOnFinish: boolean;
  readonly deactivateAfterErrors: number;
}

/** What a decision about a schedule needs to know of it. */
export interface DueSchedule {
  readonly plan: LaunchPlan;
  /** Its stored next occurrence. */
  readonly next?: Occurrence | undefined;
  readonly occurrencesCounted: number;
}

/** The world at the moment of a decision, read in the transaction that carries it out. */
export interface LaunchSituation {
  readonly now: Instant;
  /** The last heartbeat before this tick, this process's or an earlier one's; absent on the very first start. */
  readonly lastAliveAt?: Instant | undefined;
  readonly setup: LaunchSetup;
  /** Scans queued or running in the whole account. */
  readonly activeScans: number;
  /** A scan of this schedule that has not ended. */
  readonly unfinishedScan?: { readonly id: string; readonly state: string } | undefined;
  /** Set by `decideHold`: late launches wait for a manager. */
  readonly heldAt?: Instant | undefined;
  /** Why the target of this continuous schedule has no host at this moment; absent: it has some, or the schedule goes by a calendar. */
  readonly nothingToScan?: string | undefined;
  /** Set when launches shall wait for an allowed appliance instead of queueing. */
  readonly noCapacity?: { readonly appliances: readonly string[]; readonly since?: Instant | undefined } | undefined;
}

/** One row to write to the ledger. */
export interface LedgerRow {
  readonly occurrence: Occurrence;
  readonly verdict: Verdict;
  readonly reason?: LaunchReason | undefined;
  readonly decidedAt: Instant;
  /** Only of `late`. */
  readonly lateBySeconds?: number | undefined;
}

/** Everything one transaction has to write. */
export interface LaunchDecision {
  /** Oldest first. Empty: nothing to write. */
  readonly rows: readonly LedgerRow[];
  /** The occurrence that starts a scan; always that of the last row. */
  readonly launches?: Occurrence | undefined;
  /** The schedule's next occurrence from now on; absent: none. */
  readonly next?: Occurrence | undefined;
  readonly occurrencesCounted: number;
  /** The schedule becomes inactive, for this reason. */
  readonly inactive?: InactiveReason | undefined;
}

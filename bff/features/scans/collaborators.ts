import type { ApplianceState } from '../../domain/appliances/appliance.ts';
import type { Actor } from '../../domain/identity/role.ts';
import type { Issue } from '../../domain/issue.ts';
import type { HostResult } from '../../domain/scans/host-result.ts';
import type { Pool } from '../../domain/scans/pools.ts';
import type { PausedBy, ScanState } from '../../domain/scans/scan.ts';
import type { ScanHost } from '../../domain/scans/targets.ts';
import type { ScannerChoice, ScheduleTarget } from '../../domain/schedules/schedule.ts';
import type { Instant } from '../../domain/time/instant.ts';
import type { Executor } from '../../storage/database.ts';
import type { Work } from '../../storage/unit-of-work.ts';

/** What the appliances do for a scan: every leased slice of it is to be paused or canceled at its next host boundary. */
export interface SliceControl {
  readonly controlSlices: (work: Work, control: { readonly scanId: string; readonly action: 'pause' | 'cancel' }) => Promise<unknown>;
}

/** A scan of a schedule reached its end. `itself`: it ran to its end, well or not. */
export interface ScanEnd {
  readonly scheduleId: string;
  readonly scanId: string;
  readonly state: Extract<ScanState, 'finished' | 'error' | 'canceled'>;
  readonly endedBy: PausedBy | 'itself';
}

/** What the schedules do when one of their scans ends, in the same transaction. */
export interface ScanEndListener {
  readonly scanEnded: (work: Work, end: ScanEnd) => Promise<void>;
}

/** The account's limit of scans at a time, as it is now, inside the transaction that asks. */
export interface SetupReader {
  readonly scheduledScans: (within: Executor) => Promise<{ readonly maxConcurrentScans: number }>;
}

/** Says why a queued scan waits: "no appliance is online". Undefined when it is about to be taken. */
export type WaitingFor = (
  executor: Executor,
  scan: { readonly scanId: string; readonly scanners: ScannerChoice },
) => Promise<string | undefined>;

/** Slices of a scan that wait for the same appliances, and why each of these has not taken them. */
export interface WaitingSlices {
  readonly slices: number;
  readonly hosts: number;
  readonly scanners: ScannerChoice;
  readonly appliances: readonly {
    readonly id: string;
    readonly name: string;
    readonly state: ApplianceState;
    readonly reason: string;
  }[];
  /** Allowed appliances that are not listed. */
  readonly more: number;
}

/** Explains every slice of a scan that waits. */
export type SliceWaits = (executor: Executor, scanId: string) => Promise<readonly WaitingSlices[]>;

/** A target, and whose it is: an owner in a unit reaches the assets of that unit alone. */
export interface WantedTarget {
  readonly target: ScheduleTarget;
  readonly ownerId: string;
  readonly businessUnitId?: string | undefined;
}

/** What a target means at this moment. */
export interface ResolvedTarget {
  readonly hosts: readonly ScanHost[];
  /** What was left out, and why. */
  readonly notes: readonly string[];
  /** Why there is no host. */
  readonly whyEmpty?: string | undefined;
}

/** Whoever keeps the assets, their groups and tags. */
export interface TargetReader {
  /** Everything that is wrong with a target. */
  readonly issues: (executor: Executor, target: ScheduleTarget, context: { readonly actor: Actor }) => Promise<Issue[]>;
  /** What each of the targets means, in a handful of statements for all of them. */
  readonly resolve: (executor: Executor, wanted: readonly WantedTarget[]) => Promise<readonly ResolvedTarget[]>;
  /** Asset groups that say who scans their hosts. */
  readonly pools: (executor: Executor) => Promise<readonly Pool[]>;
}

/** Told of every host that answers a scan, in the transaction that stores its result. */
export interface FoundHosts {
  readonly hostFound: (
    work: Work,
    found: { readonly scanId: string; readonly result: HostResult; readonly seenAt: Instant },
  ) => Promise<void>;
}

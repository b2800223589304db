import type { HostResult } from '../../domain/scans/host-result.ts';
import type { Instant } from '../../domain/time/instant.ts';
import type { Work } from '../../storage/unit-of-work.ts';

export interface SliceRef {
  readonly scanId: string;
  readonly sliceId: string;
}

/**
 * What the scans make of the news of a slice, in the transaction that judged it. The row of the scan and then the
 * row of the slice are locked already (always in this order: nobody waits for each other in a circle).
 *
 * The leases (`applianceId`, `leaseExpiresAt`, `control`, attempts) are kept by the appliances; the *state* of the
 * slice and everything of the scan by the implementer of this interface.
 */
export interface SliceProgress {
  readonly sliceAccepted: (work: Work, slice: SliceRef & { readonly at: Instant }) => Promise<void>;
  readonly sliceStarted: (work: Work, slice: SliceRef & { readonly at: Instant; readonly engine: string }) => Promise<void>;
  /** True if this host was not known yet. */
  readonly hostReported: (
    work: Work,
    host: SliceRef & { readonly applianceId: string; readonly result: HostResult; readonly at: Instant },
  ) => Promise<boolean>;
  /** The appliance is done with it. `stopped`: at a host boundary; hosts not reported are still to do. */
  readonly sliceEnded: (
    work: Work,
    slice: SliceRef & { readonly outcome: 'finished' | 'stopped' | 'failed'; readonly reason?: string | undefined; readonly at: Instant },
  ) => Promise<void>;
  /**
   * Declined, or the lease was lost: the slice is to be queued again, or fails when it was lost too often.
   * `lostAttempts` counts lost leases, this one included, and not what was merely declined.
   */
  readonly sliceReturned: (work: Work, slice: SliceRef & { readonly lostAttempts: number; readonly at: Instant }) => Promise<void>;
}

/** What the appliances do for the scans. */
export interface SliceControl {
  /** Every leased slice of the scan is to be paused or cancelled: told to its appliance within a second, or at its next poll. Returns how many. */
  readonly controlSlices: (work: Work, control: { readonly scanId: string; readonly action: 'pause' | 'cancel' }) => Promise<number>;
}

import { FINAL_SCAN_STATES, type ScanState, type SliceState } from '../scans/scan.ts';

export type ReportKind = 'accepted' | 'declined' | 'started' | 'progress' | 'host' | 'finished' | 'stopped' | 'failed';

/** A slice as it is when a report about it arrives. */
export interface ReportedSlice {
  readonly state: SliceState;
  readonly scanState: ScanState;
  /** Who holds the lease, and the number of the newest lease. */
  readonly applianceId?: string | undefined;
  readonly attempts: number;
}

/** The lease that the report names, given to the appliance that sends it. Without an outcome it has not ended. */
export interface ReportedAttempt {
  readonly attempt: number;
  readonly applianceId: string;
  readonly outcome?: 'finished' | 'stopped' | 'failed' | 'declined' | 'lease-lost' | undefined;
}

/**
 * What becomes of a report. `take-back`: the lease was lost, but nobody else has begun: it is given back, then the
 * report applies. `results-only`: what was found counts, though the lease is over. `ignore`: true, and without effect.
 */
export type ReportVerdict = 'apply' | 'take-back' | 'results-only' | 'ignore' | 'slice-unknown' | 'attempt-over' | 'slice-over';

const ENDINGS: readonly ReportKind[] = ['declined', 'finished', 'stopped', 'failed'];

/** Judges a report by who holds the slice. Only an appliance that holds or held an attempt of a slice may speak of it. */
export function judgeReport(kind: ReportKind, slice: ReportedSlice, attempt: ReportedAttempt | undefined): ReportVerdict {
  if (attempt === undefined) return 'slice-unknown';
  const newest = attempt.attempt === slice.attempts;
  if (newest && slice.state === 'leased' && slice.applianceId === attempt.applianceId && attempt.outcome === undefined) return 'apply';
  const scanOver = FINAL_SCAN_STATES.some((state) => state === slice.scanState);
  if (scanOver || slice.state === 'done' || slice.state === 'failed' || slice.state === 'canceled') {
    return ENDINGS.includes(kind) ? 'ignore' : 'slice-over';
  }
  // A scan that is being paused or cancelled takes no slice back: the appliance stops by itself.
  const wanted = slice.scanState === 'queued' || slice.scanState === 'running';
  const lostOnly = newest && slice.state === 'queued' && attempt.outcome === 'lease-lost';
  if (lostOnly && wanted && (kind === 'finished' || !ENDINGS.includes(kind))) return 'take-back';
  if (ENDINGS.includes(kind)) return 'ignore';
  return kind === 'host' ? 'results-only' : 'attempt-over';
}

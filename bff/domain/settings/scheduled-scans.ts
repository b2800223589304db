/** Account-wide rules of launching, set by the Manager primary contact (seed S7, S8). */
export interface ScheduledScansRules {
  /** Whether schedules may relaunch when their scan finishes. */
  readonly relaunchOnFinish: boolean;
  /** Scan errors in a row after which a continuous schedule is deactivated. */
  readonly deactivateAfterErrors: number;
  /** No launch while a scan of the same schedule has not ended. */
  readonly preventOverlap: boolean;
  /** Queued and running scans together. */
  readonly maxConcurrentScans: number;
  readonly maxLatenessMinutes: number;
  /** More launches than this due at once after an outage are held. */
  readonly holdAfterOutage: number;
}

/** What holds until somebody changes it. */
export const DEFAULT_SCHEDULED_SCANS: ScheduledScansRules = {
  relaunchOnFinish: false,
  deactivateAfterErrors: 1,
  preventOverlap: false,
  maxConcurrentScans: 40,
  maxLatenessMinutes: 240,
  holdAfterOutage: 50,
};

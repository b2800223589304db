import type { Instant } from '../time/instant.ts';
import type { LaunchPlan, Occurrence } from './recurrence.ts';

/** What a schedule scans. Host texts are kept as entered: addresses, ranges, CIDR blocks, host names. */
export type ScheduleTarget =
  | {
      readonly kind: 'hosts';
      readonly include: readonly string[];
      readonly exclude: readonly string[];
      readonly assetGroupIds: readonly string[];
    }
  | { readonly kind: 'tags'; readonly include: TagSelection; readonly exclude?: TagSelection | undefined }
  | { readonly kind: 'cloud'; readonly connectorId: string; readonly include: TagSelection; readonly exclude?: TagSelection | undefined };

export interface TagSelection {
  readonly match: 'any' | 'all';
  readonly tagIds: readonly string[];
}

/** Which appliances may take slices of its scans. */
export type ScannerChoice = { readonly kind: 'any' } | { readonly kind: 'appliances'; readonly ids: readonly string[] };

/** What happens to a scan that runs too long (seed S4, S5). Minutes count from the start of the run segment; under 15 acts as 15. */
export interface ScanDuration {
  readonly action: 'cancel' | 'pause';
  readonly afterMinutes: number;
  readonly resume?: { readonly kind: 'manual' } | { readonly kind: 'after'; readonly days: number; readonly hours: number } | undefined;
}

export interface NotificationText {
  readonly message: string;
}

/** The five notifications of seed S6; an absent one is not sent. */
export interface ScheduleNotifications {
  readonly before?: { readonly amount: number; readonly unit: 'minutes' | 'hours' | 'days'; readonly message: string } | undefined;
  readonly completed?: NotificationText | undefined;
  readonly delayed?: NotificationText | undefined;
  readonly skipped?: NotificationText | undefined;
  readonly deactivated?: NotificationText | undefined;
  readonly distributionGroupIds: readonly string[];
}

/** Why a schedule is not active. `quarantined`: it could not be evaluated; an alarm is raised. */
export type InactiveReason =
  | 'by-user'
  | 'occurrences-exhausted'
  | 'scan-errors'
  | 'scan-canceled'
  /** Setup no longer allows relaunch on finish. */
  | 'relaunch-off'
  | 'once-done'
  | 'appliance-retired'
  | 'quarantined';

/** A saved task that launches scans. */
export interface Schedule extends LaunchPlan {
  readonly id: string;
  /** Rises by one at every change; a change that names an older one is refused. */
  readonly revision: number;
  readonly title: string;
  readonly target: ScheduleTarget;
  readonly optionProfileId: string;
  readonly scanners: ScannerChoice;
  /** 0 none, 1 most urgent … 9 least. */
  readonly priority: number;
  readonly duration?: ScanDuration | undefined;
  readonly notifications: ScheduleNotifications;
  readonly ownerId: string;
  readonly businessUnitId?: string | undefined;
  readonly active: boolean;
  readonly inactiveReason?: InactiveReason | undefined;
  /** Launched and overlap-skipped occurrences so far: they count toward `endsAfter` (seed S8). */
  readonly occurrencesCounted: number;
  /** Scan errors in a row, for continuous schedules (seed S7). */
  readonly errorsInARow: number;
  /** Absent while inactive, and for a continuous schedule whose scan has not ended. */
  readonly next?: Occurrence | undefined;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
}

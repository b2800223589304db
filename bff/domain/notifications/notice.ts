import type { LaunchReason } from '../schedules/launch.ts';
import type { InactiveReason, ScheduleNotifications } from '../schedules/schedule.ts';
import type { Instant } from '../time/instant.ts';

/** The five events of seed S6. */
export const NOTICE_EVENTS = ['before', 'completed', 'delayed', 'skipped', 'deactivated'] as const;
export type NoticeEvent = (typeof NOTICE_EVENTS)[number];

export type Lead = Pick<NonNullable<ScheduleNotifications['before']>, 'amount' | 'unit'>;

/** What a notice tells of, as it was when it was owed. `next`: the launch that follows, as far as it was known then. */
export type NoticeFacts =
  | { readonly event: 'before'; readonly at: Instant; readonly lead: Lead; readonly next?: Instant | undefined }
  /** Launched late, or waiting at its time and not yet launched. */
  | {
      readonly event: 'delayed';
      readonly at: Instant;
      readonly verdict: 'late' | 'waiting';
      readonly reason?: LaunchReason | undefined;
      readonly lateBySeconds?: number | undefined;
      readonly next?: Instant | undefined;
    }
  /** `missedSince`: the first of several launches missed in one outage, of which `at` is the last; `missed` says how many. */
  | {
      readonly event: 'skipped';
      readonly at: Instant;
      readonly verdict: 'skipped' | 'missed';
      readonly reason?: LaunchReason | undefined;
      readonly missed?: number | undefined;
      readonly missedSince?: Instant | undefined;
      readonly next?: Instant | undefined;
    }
  | {
      readonly event: 'completed';
      readonly scanId: string;
      readonly state: 'finished' | 'error' | 'canceled';
      /** Who canceled it. */
      readonly canceledBy?: 'person' | 'duration' | undefined;
      readonly next?: Instant | undefined;
    }
  | {
      readonly event: 'deactivated';
      readonly at: Instant;
      readonly because: InactiveReason;
      /** Why it cannot be evaluated. */
      readonly problem?: string | undefined;
      readonly scanId?: string | undefined;
    };

/** The schedule that a notice is about, with what is kept of it. */
export interface NoticeSchedule {
  readonly id: string;
  readonly title: string;
  readonly timeZone: string;
  readonly ownerId: string;
  readonly businessUnitId?: string | undefined;
  readonly notifications: ScheduleNotifications;
}

/** A notification that somebody shall get. Owed once for each event, schedule and `key`, however often it is asked for. */
export interface OwedNotice {
  readonly of: NoticeSchedule;
  readonly facts: NoticeFacts;
  /** The occurrence or scan, in text: `2026-03-09T09:30:00Z`. */
  readonly key: string;
  readonly owedAt: Instant;
}

import type { Instant } from '../time/instant.ts';
import type { OccurrenceNote } from './recurrence.ts';

/** The decision on one due occurrence. `waiting` is not final: it becomes `late` or `missed`. */
export type Verdict = 'launched' | 'late' | 'skipped' | 'missed' | 'waiting';

/** What used up the time in which a launch was still allowed. */
export type LatenessCause = 'platform-down' | 'concurrency-limit' | 'no-capacity' | 'held';

/** Why a launch is anything but in time. Who, what and since when: enough to answer "why didn't it run?". */
export type LaunchReason =
  /** Overlap prevention is on and a scan of this schedule had not ended (seed S8). */
  | { readonly code: 'overlap'; readonly scanId: string; readonly scanState: string }
  /** The concurrent-scan limit, queued and running, was full (seed S7). */
  | { readonly code: 'concurrency-limit'; readonly active: number; readonly limit: number }
  /** Nobody was there to launch: the platform was down, or asleep, when it was due. */
  | { readonly code: 'platform-down'; readonly since?: Instant | undefined }
  /** A newer occurrence of the same outage was launched instead. */
  | { readonly code: 'superseded'; readonly by: Instant }
  /** Still not launchable when its lateness limit was reached. */
  | { readonly code: 'lateness-limit'; readonly limitSeconds: number; readonly because: LatenessCause }
  /** No appliance that the schedule allows could take work: `appliances` by name, as far as known. */
  | { readonly code: 'no-capacity'; readonly appliances: readonly string[]; readonly since?: Instant | undefined }
  /** A continuous schedule whose target has no host: it waits for one. `why`, a sentence: no scannable asset carries its tags. */
  | { readonly code: 'nothing-to-scan'; readonly why: string }
  /** One row for the older part of a very long outage: this occurrence and those up to `last`, `count` in all. */
  | { readonly code: 'many-missed'; readonly count: number; readonly last: Instant }
  /** Too many launches were due at once after an outage: held until a manager releases them. */
  | { readonly code: 'held'; readonly heldAt: Instant }
  | { readonly code: 'released'; readonly by: string }
  /** It was held, and a manager let it pass. */
  | { readonly code: 'not-released'; readonly by: string }
  /** Relaunch on finish. */
  | { readonly code: 'previous-ended'; readonly scanId: string }
  /** The schedule was deactivated or removed while the launch waited. */
  | { readonly code: 'withdrawn'; readonly by: string }
  /** It could not be evaluated, or its scan could not be started: the schedule is quarantined until a person looks. */
  | { readonly code: 'not-evaluable'; readonly problem: string }
  /** A person pressed Launch now. */
  | { readonly code: 'by-hand'; readonly by: string };

/** One row of the ledger. Unique on schedule and nominal time; never changed once its verdict is final. */
export interface Launch {
  readonly id: string;
  readonly scheduleId: string;
  readonly nominalAt: Instant;
  /** Wall clock in the schedule's zone at the nominal time. */
  readonly local: string;
  readonly note?: OccurrenceNote | undefined;
  readonly verdict: Verdict;
  readonly reason?: LaunchReason | undefined;
  readonly decidedAt: Instant;
  readonly lateBySeconds?: number | undefined;
  readonly scanId?: string | undefined;
}

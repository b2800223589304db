/** Two-letter weekday as in RFC 5545 §3.3.10. A week begins on Monday. */
export const WEEKDAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const;
export type Weekday = (typeof WEEKDAYS)[number];

export const WEEKS_OF_MONTH = ['first', 'second', 'third', 'fourth', 'last'] as const;
export type WeekOfMonth = (typeof WEEKS_OF_MONTH)[number];

/** What happens on the 31st of a month of 30 days: the last day instead, or nothing that month. */
export type ShortMonth = 'lastDay' | 'skip';

/** How often a schedule is due (seed S2, design: once and continuous added). Intervals are civil: calendar days, weeks, months. */
export type Recurrence =
  | { readonly kind: 'once' }
  /** every 1–365 days. */
  | { readonly kind: 'daily'; readonly every: number }
  /** every 1–52 weeks, counted from the week (Monday first) of the start date; at least one weekday. */
  | { readonly kind: 'weekly'; readonly every: number; readonly weekdays: readonly Weekday[] }
  /** every 1–12 months counted from the month of the start date, on day 1–31. */
  | { readonly kind: 'monthlyByDate'; readonly every: number; readonly day: number; readonly shortMonth?: ShortMonth | undefined }
  /** every 1–12 months, on the n-th or last weekday of the month. */
  | { readonly kind: 'monthlyByWeekday'; readonly every: number; readonly week: WeekOfMonth; readonly weekday: Weekday }
  /** relaunch on finish: the next launch follows the end of the scan, not the calendar. */
  | { readonly kind: 'continuous' };

/** A start time that does not exist on a spring day: launch later by the length of the gap, or not at all. */
export type GapPolicy = 'shift' | 'skip';
/** A start time that occurs twice on an autumn day: launch at the first or at the second. RFC 5545 §3.3.5 takes the first. */
export type FoldPolicy = 'first' | 'second';

/** All that decides when a schedule is due. The launcher, preview, calendar and diff are computed from this alone. */
export interface LaunchPlan {
  /** Wall-clock start in `timeZone`, `YYYY-MM-DDTHH:mm`. */
  readonly start: string;
  /** Canonical IANA id of a supported zone. */
  readonly timeZone: string;
  /** true: wall-clock times of the zone; false: the zone's standard offset all year (seed S1). */
  readonly observeDst: boolean;
  readonly gap: GapPolicy;
  readonly fold: FoldPolicy;
  readonly recurrence: Recurrence;
  /** Launches after which the schedule becomes inactive (seed S3); absent: no end. */
  readonly endsAfter?: number | undefined;
}

/** Why an occurrence is not simply the wall-clock time that was asked for. */
export type OccurrenceNote = 'gap' | 'fold' | 'short-month';

/** One nominal time at which a schedule is due. */
export interface Occurrence {
  readonly at: import('../time/instant.ts').Instant;
  /** Wall clock in the schedule's zone (or its fixed offset), `YYYY-MM-DDTHH:mm`. */
  readonly local: string;
  /** Offset from UTC in force at that instant, in minutes, east positive. */
  readonly offsetMinutes: number;
  readonly note?: OccurrenceNote | undefined;
}

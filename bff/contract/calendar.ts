import { z } from 'zod';
import { base } from './base.ts';
import { id, instant } from './primitives.ts';
import { occurrenceNote } from './schedules.ts';

const scanState = z.enum(['queued', 'running', 'pausing', 'paused', 'canceling', 'canceled', 'finished', 'error']);

/** One thing on the calendar: a planned launch, or a past one with its verdict and its scan. */
const calendarEntry = z.object({
  scheduleId: id,
  title: z.string(),
  timeZone: z.string(),
  /** When it is or was due. Entries are ordered by it, and a day counts what was due on it. */
  at: instant,
  /** The wall clock of the schedule's zone at that time. */
  local: z.string(),
  note: occurrenceNote.optional(),
  /** `held`: waits after an outage until a manager releases it. */
  verdict: z.enum(['planned', 'launched', 'late', 'skipped', 'missed', 'waiting', 'held']),
  reason: z.string().optional(),
  lateBySeconds: z.int().optional(),
  scanId: id.optional(),
  scanNumber: z.int().optional(),
  scanState: scanState.optional(),
  pausedBy: z.enum(['person', 'duration']).optional(),
  progressPercent: z.int().min(0).max(100).optional(),
  /** When it really began, where it has: a late launch is drawn from here. */
  startedAt: instant.optional(),
  /** The end of its scan; of what is planned or under way the predicted one, and then `predictedFrom` says from what. Absent: not known. */
  endsAt: instant.optional(),
  /** `past-runs`: the median of the schedule's last finished scans. `duration`: the limit after which it is paused or cancelled. */
  predictedFrom: z.enum(['past-runs', 'duration']).optional(),
});
export type CalendarEntry = z.infer<typeof calendarEntry>;

/** A stretch of a day in which the clocks run on. Minutes from midnight, the end exclusive. */
const dayPart = z.object({ at: instant, fromMinute: z.int(), toMinute: z.int(), abbreviation: z.string() });

/** A day of the asked zone. Two parts where the clocks change: a gap between them does not exist, what both hold comes twice. */
const calendarDay = z.object({
  date: z.iso.date(),
  /** Inclusive. */
  from: instant,
  /** Exclusive. */
  to: instant,
  hours: z.number(),
  parts: z.array(dayPart),
  /** Launches due on it, also those that are not among the entries. */
  total: z.int(),
});
export type CalendarDay = z.infer<typeof calendarDay>;

/** An hour with more launches than were asked for. */
const fullHour = z.object({ from: instant, to: instant, total: z.int() });

const whole = (least: number, most: number) => z.coerce.number().int().min(least).max(most);

export const calendar = {
  list: base
    .meta({ permission: 'schedules.read' })
    .route({ method: 'GET', path: '/calendar', summary: 'Launches planned and past of all visible schedules', tags: ['Calendar'] })
    /**
     * `from` inclusive, `to` exclusive, at most 400 days apart; instants, or days of `timeZone`. `query` filters as the list of schedules
     * does, and by `verdict:`; launches of schedules that are gone fit no filter by schedule. Without `perDay` or `perHour` the entries
     * come in order, `limit` at a time, continued by `cursor`; with one of them the first so many of each day or hour of `timeZone` are
     * given, at most 42 days.
     */
    .input(
      z.object({
        from: z.union([instant, z.iso.date()]),
        to: z.union([instant, z.iso.date()]),
        timeZone: z.string().min(1).max(64).optional(),
        query: z.string().max(2000).optional(),
        perDay: whole(1, 50).optional(),
        perHour: whole(1, 20).optional(),
        limit: whole(1, 10_000).default(10_000),
        cursor: z.string().max(500).optional(),
      }),
    )
    .output(
      z.object({
        entries: z.array(calendarEntry),
        /** Whether more launches lie in the range than are given. */
        truncated: z.boolean(),
        /** Where to go on when `limit` cut the entries; null otherwise. */
        nextCursor: z.string().nullable(),
        /** The days of the range in `timeZone`, with exact totals; not on later pages. */
        days: z.array(calendarDay).optional(),
        /** With `perHour`: the hours of which not all launches are given. */
        fullHours: z.array(fullHour).optional(),
        /** With `perHour`: what began before the range and lasts into it. Counted by no day of the range. */
        continuing: z.array(calendarEntry).optional(),
      }),
    ),
};

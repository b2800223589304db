import { z } from 'zod';
import { WEEKDAYS, WEEKS_OF_MONTH } from '#domain/schedules/recurrence';

const weekday = z.enum(WEEKDAYS);

/** How often a schedule is due. Limits as in design 03 §3.2. */
export const recurrence = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('once') }),
  z.object({ kind: z.literal('daily'), every: z.int().min(1).max(365) }),
  z.object({
    kind: z.literal('weekly'),
    every: z.int().min(1).max(52),
    weekdays: z.array(weekday).min(1, 'Choose at least one weekday').max(7),
  }),
  z.object({
    kind: z.literal('monthlyByDate'),
    every: z.int().min(1).max(12),
    day: z.int().min(1).max(31),
    shortMonth: z.enum(['lastDay', 'skip']).optional(),
  }),
  z.object({ kind: z.literal('monthlyByWeekday'), every: z.int().min(1).max(12), week: z.enum(WEEKS_OF_MONTH), weekday }),
  z.object({ kind: z.literal('continuous') }),
]);

const DAYS = 'Choose 0 to 9 days';
const HOURS = 'Choose 0 to 23 hours';
const LENGTH = 'Choose 0 to 119 hours and 0 to 59 minutes';

/** What happens to a scan that runs too long: H (0–119) hours M (0–59) minutes; under 15 minutes acts as 15 (seed S4). */
export const duration = z.object({
  action: z.enum(['cancel', 'pause']),
  afterMinutes: z
    .int(LENGTH)
    .min(0, LENGTH)
    .max(119 * 60 + 59, LENGTH),
  resume: z
    .discriminatedUnion('kind', [
      z.object({ kind: z.literal('manual') }),
      z.object({ kind: z.literal('after'), days: z.int().min(0, DAYS).max(9, DAYS), hours: z.int().min(0, HOURS).max(23, HOURS) }),
    ])
    .optional(),
});

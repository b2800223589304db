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

/** What happens to a scan that runs too long: H (0–119) hours M (0–59) minutes; under 15 minutes acts as 15 (seed S4). */
export const duration = z.object({
  action: z.enum(['cancel', 'pause']),
  afterMinutes: z
    .int()
    .min(0)
    .max(119 * 60 + 59),
  resume: z
    .discriminatedUnion('kind', [
      z.object({ kind: z.literal('manual') }),
      z.object({ kind: z.literal('after'), days: z.int().min(0).max(9), hours: z.int().min(0).max(23) }),
    ])
    .optional(),
});

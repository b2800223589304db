import { z } from 'zod';
import { base } from './base.ts';
import { id, instant } from './primitives.ts';
import { occurrenceNote } from './schedules.ts';

/** One thing on the calendar: a planned launch, or a past one with its verdict. */
const calendarEntry = z.object({
  scheduleId: id,
  title: z.string(),
  timeZone: z.string(),
  at: instant,
  local: z.string(),
  note: occurrenceNote.optional(),
  verdict: z.enum(['planned', 'launched', 'late', 'skipped', 'missed', 'waiting']),
  reason: z.string().optional(),
  scanId: id.optional(),
  scanState: z.string().optional(),
  endsAt: instant.optional(),
});

export const calendar = {
  list: base
    .meta({ permission: 'schedules.read' })
    .route({ method: 'GET', path: '/calendar', summary: 'Launches planned and past of all visible schedules', tags: ['Calendar'] })
    /** `from` inclusive, `to` exclusive; at most 400 days apart. */
    .input(z.object({ from: instant, to: instant }))
    .output(z.object({ entries: z.array(calendarEntry), truncated: z.boolean() })),
};

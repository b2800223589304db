import { z } from 'zod';
import { base } from './base.ts';
import { csvOutput, exportInput } from './export.ts';
import { listInput, page } from './page.ts';
import { id, instant } from './primitives.ts';

/** One row of the launch ledger: what was decided on one due occurrence, and why. */
export const launch = z.object({
  id,
  scheduleId: id,
  scheduleTitle: z.string(),
  timeZone: z.string(),
  nominalAt: instant,
  /** Wall clock in the schedule's zone, without offset. */
  local: z.string(),
  note: z.enum(['gap', 'fold', 'short-month']).optional(),
  verdict: z.enum(['launched', 'late', 'skipped', 'missed', 'waiting']),
  /** Stable code, and a sentence that says who, what and since when. */
  reason: z.object({ code: z.string(), message: z.string() }).optional(),
  decidedAt: instant,
  lateBySeconds: z.int().optional(),
  scanId: id.optional(),
  scanNumber: z.int().optional(),
});
export type Launch = z.infer<typeof launch>;

const tags = ['Launches'];

export const launches = {
  list: base
    .meta({ permission: 'schedules.read' })
    .route({ method: 'GET', path: '/launches', summary: 'The ledger over all visible schedules', tags })
    .input(listInput)
    .output(page(launch)),
  release: base
    .meta({ permission: 'launches.release' })
    .route({ method: 'POST', path: '/launches/held/release', summary: 'Release launches that are held after an outage', tags })
    .input(z.object({ launchIds: z.array(id).max(10_000).optional() }))
    .output(z.object({ released: z.int() })),
  decline: base
    .meta({ permission: 'launches.release' })
    .route({ method: 'POST', path: '/launches/held/decline', summary: 'Let launches that are held after an outage pass: missed', tags })
    .input(z.object({ launchIds: z.array(id).max(10_000).optional() }))
    .output(z.object({ declined: z.int() })),
  export: base
    .meta({ permission: 'schedules.read' })
    .route({ method: 'GET', path: '/launches/export', summary: 'The ledger as CSV, as it is filtered', tags, outputStructure: 'detailed' })
    .input(exportInput)
    .output(csvOutput),
};

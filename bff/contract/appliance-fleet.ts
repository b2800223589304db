import { z } from 'zod';
import { APPLIANCE_STATES } from '#domain/appliances/appliance';
import { base } from './base.ts';
import { csvOutput, exportInput } from './export.ts';
import { id, instant } from './primitives.ts';

const summary = z.object({
  /** How many are in each state; states that none is in are left out. */
  states: z.array(z.object({ state: z.enum(APPLIANCE_STATES), count: z.int() })),
  /** Of all that are not retired, as each told at its last poll. */
  slots: z.object({ used: z.int(), total: z.int() }),
});
export type FleetSummary = z.infer<typeof summary>;

/** A slice that was handed to an appliance, with the hops of its way. */
const job = z.object({
  sliceId: id,
  attempt: z.int(),
  scanId: id,
  scanTitle: z.string(),
  /** Of the slice in its scan, from 0. */
  index: z.int(),
  hostsDone: z.int(),
  hostsTotal: z.int(),
  offeredAt: instant,
  acceptedAt: instant.optional(),
  startedAt: instant.optional(),
  endedAt: instant.optional(),
  /** Absent: under way. */
  outcome: z.enum(['finished', 'stopped', 'failed', 'declined', 'lease-lost']).optional(),
  reason: z.string().optional(),
});
export type ApplianceJob = z.infer<typeof job>;

/** What an appliance told of an update. */
const updateNote = z.object({
  /** `repository`: the Distribution Server as a whole. */
  package: z.string(),
  at: instant,
  state: z.string(),
  fromVersion: z.string().optional(),
  toVersion: z.string().optional(),
  reason: z.string().optional(),
});
export type ApplianceUpdateNote = z.infer<typeof updateNote>;

/** Who changed what of an appliance, as the audit kept it. */
const auditNote = z.object({
  id,
  at: instant,
  /** A person, or Watchbill: the service itself, or the appliance. */
  by: z.string(),
  /** Past participle with its object: `appliance.changed`. */
  action: z.string(),
  /** Fields that changed; values beyond 200 characters are cut. */
  changes: z.array(z.object({ field: z.string(), before: z.string().optional(), after: z.string().optional() })),
});
export type ApplianceAuditNote = z.infer<typeof auditNote>;

const tags = ['Appliances'];

/** What is read of the whole fleet, and of the past of an appliance. */
export const applianceFleet = {
  summary: base
    .meta({ permission: 'appliances.read' })
    .route({ method: 'GET', path: '/appliances/summary', summary: 'How many appliances are in which state, and the slots in use', tags })
    .output(summary),
  export: base
    .meta({ permission: 'appliances.read' })
    .route({
      method: 'GET',
      path: '/appliances/export',
      summary: 'The appliances as CSV, as they are filtered',
      tags,
      outputStructure: 'detailed',
    })
    .input(exportInput)
    .output(csvOutput),
  jobs: base
    .meta({ permission: 'appliances.read' })
    .route({ method: 'GET', path: '/appliances/{id}/jobs', summary: 'The newest 50 slices that were offered to an appliance', tags })
    .input(z.object({ id }))
    .output(z.object({ items: z.array(job) })),
  updates: base
    .meta({ permission: 'appliances.read' })
    .route({ method: 'GET', path: '/appliances/{id}/updates', summary: 'The newest 50 things that an appliance told of its updates', tags })
    .input(z.object({ id }))
    .output(z.object({ items: z.array(updateNote) })),
  audit: base
    .meta({ permission: 'appliances.write' })
    .route({ method: 'GET', path: '/appliances/{id}/audit', summary: 'The newest 50 changes of an appliance, with who made them', tags })
    .input(z.object({ id }))
    .output(z.object({ items: z.array(auditNote) })),
};

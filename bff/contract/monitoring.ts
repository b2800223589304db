import { z } from 'zod';
import { base } from './base.ts';
import { csvOutput, exportInput } from './export.ts';
import { listInput, page } from './page.ts';
import { id, instant, revision } from './primitives.ts';

export const logLevel = z.enum(['info', 'warn', 'error']);

/** An event that an appliance told of itself. */
export const applianceLogEntry = z.object({
  id,
  applianceId: id,
  applianceName: z.string(),
  /** Counts from 1 without gaps, for as long as the appliance keeps its data folder. */
  number: z.int(),
  /** How many entries right before this one never arrived: the appliance had no room for them. */
  lost: z.int(),
  /** By the appliance's corrected clock; never later than `receivedAt`. */
  at: instant,
  /** By the appliance's own clock, right or wrong. */
  machineAt: instant,
  receivedAt: instant,
  level: logLevel,
  /** `platform-lost`, `platform-back`, `slice-declined`, `clock-stepped`, … */
  code: z.string(),
  message: z.string(),
  details: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional(),
});
export type ApplianceLogEntry = z.infer<typeof applianceLogEntry>;

/** `from` inclusive, `to` exclusive. Terms of `query`: `level:`, `code:`, `appliance:`, and words of message and details. */
const span = { from: instant.optional(), to: instant.optional() };
export type LogSpan = { readonly from?: string | undefined; readonly to?: string | undefined };

/** Where the clock stood: one row when it moved by more than 50 ms, and one an hour. */
const clockSample = z.object({ at: instant, offsetMs: z.int() });

export const alertsSetup = z.object({
  /** Whether anybody is told. */
  enabled: z.boolean(),
  /** All managers. */
  managers: z.boolean(),
  distributionGroupIds: z.array(id).max(20),
  /** Told when so many polls in a row did not come: an outage that is shorter is told to nobody. */
  afterMissedPolls: z.int().min(1).max(100),
  /** How long the operational log, the clock history and the history of updates are kept. */
  keepLogDays: z.int().min(1).max(365),
});
export type AlertsSetup = z.infer<typeof alertsSetup>;

const tags = ['Appliances'];

export const monitoring = {
  log: base
    .meta({ permission: 'appliances.read' })
    .route({ method: 'GET', path: '/appliances/log', summary: 'The operational log of all appliances', tags })
    .input(listInput.extend(span))
    .output(page(applianceLogEntry)),
  export: base
    .meta({ permission: 'appliances.read' })
    .route({ method: 'GET', path: '/appliances/log/export', summary: 'The operational log as CSV', tags, outputStructure: 'detailed' })
    .input(exportInput.extend({ ...span, id: id.optional() }))
    .output(csvOutput),
  ofAppliance: base
    .meta({ permission: 'appliances.read' })
    .route({ method: 'GET', path: '/appliances/{id}/log', summary: 'The operational log of an appliance', tags })
    .input(listInput.extend({ ...span, id }))
    .output(page(applianceLogEntry)),
  clock: base
    .meta({ permission: 'appliances.read' })
    .route({ method: 'GET', path: '/appliances/{id}/clock', summary: 'How the clock of an appliance went, newest first', tags })
    .input(z.object({ id }))
    .output(z.object({ items: z.array(clockSample), alarmMs: z.int() })),
  alerts: base
    .meta({ permission: 'setup.read' })
    .route({ method: 'GET', path: '/setup/alerts', summary: 'Who is told of silent appliances', tags: ['Setup'] })
    .output(alertsSetup.extend({ revision })),
  changeAlerts: base
    .meta({ permission: 'setup.write' })
    .route({ method: 'PUT', path: '/setup/alerts', summary: 'Change who is told of silent appliances', tags: ['Setup'] })
    .input(alertsSetup.extend({ revision }))
    .output(alertsSetup.extend({ revision })),
};

import { z } from 'zod';
import { base } from './base.ts';
import { revision } from './primitives.ts';

/** Account-wide launch settings; changed by the Manager primary contact alone (seed S7, S8). */
export const scheduledScansSetup = z.object({
  relaunchOnFinish: z.boolean(),
  /** Scan errors in a row after which a continuous schedule is deactivated. */
  deactivateAfterErrors: z.int().min(1).max(100),
  preventOverlap: z.boolean(),
  /** Queued and running scans together. */
  maxConcurrentScans: z.int().min(1).max(100_000),
  /** Upper limit of how late a launch may still happen; the other limit is half the interval. */
  maxLatenessMinutes: z.int().min(1).max(1440),
  /** More launches than this due at once after an outage are held for a manager. */
  holdAfterOutage: z.int().min(1).max(100_000),
});
export type ScheduledScansSetup = z.infer<typeof scheduledScansSetup>;

const tags = ['Setup'];

export const setup = {
  scheduledScans: base
    .meta({ permission: 'setup.read' })
    .route({ method: 'GET', path: '/setup/scheduled-scans', summary: 'Setup of scheduled scans', tags })
    .output(scheduledScansSetup.extend({ revision })),
  changeScheduledScans: base
    .meta({ permission: 'setup.write' })
    .route({ method: 'PUT', path: '/setup/scheduled-scans', summary: 'Change the setup of scheduled scans', tags })
    .input(scheduledScansSetup.extend({ revision }))
    .output(scheduledScansSetup.extend({ revision })),
};

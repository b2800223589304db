import { z } from 'zod';
import { SCAN_STATES, TRIGGER_OUTCOMES, TRIGGERS } from '#domain/containers/container';
import { id, instant, severity } from './primitives.ts';

/** How many findings of each severity. Without meaning where nothing was scanned: look at `scanState`. */
export const vulnerabilityCounts = z.object({
  severity1Count: z.int(),
  severity2Count: z.int(),
  severity3Count: z.int(),
  severity4Count: z.int(),
  severity5Count: z.int(),
  /** How many of all have a version without it. */
  fixableCount: z.int(),
});

/** The last scan of an image or a container. */
export const lastScan = {
  /** `not-scanned`: never. `not-matched`: scanned without a manifest, so that vulnerabilities are not known. */
  scanState: z.enum(SCAN_STATES),
  /** Why it could not be scanned. */
  scanProblem: z.string().optional(),
  /** Of the last scan that gave findings; those that are shown are of it. */
  lastVmScanDate: instant.optional(),
  /** Of the last try, whatever came of it. */
  lastTriedAt: instant.optional(),
  /** What led to the last scan. */
  trigger: z.enum(TRIGGERS).optional(),
  /** The manifest that it was matched with. */
  manifestVersion: z.string().optional(),
  /** Absent: it was never scanned, and nothing is known of it. */
  vulnerabilities: vulnerabilityCounts.optional(),
};

/** A known vulnerability of a package. */
export const containerFinding = z.object({
  advisoryId: z.string(),
  cveids: z.array(z.string()),
  severity,
  title: z.string(),
  package: z.string(),
  installedVersion: z.string(),
  fixedVersion: z.string().optional(),
  /** Digest of the layer that brought the package in. */
  layer: z.string().optional(),
  path: z.string().optional(),
  /** Of a container: its image has it, or its drift brought it. */
  origin: z.enum(['image', 'drift']),
});
export type ContainerFinding = z.infer<typeof containerFinding>;

export const software = z.object({
  ecosystem: z.string(),
  type: z.string(),
  name: z.string(),
  version: z.string(),
  source: z.string().optional(),
  purl: z.string().optional(),
  path: z.string().optional(),
  layer: z.string().optional(),
});
export type Software = z.infer<typeof software>;

/** One thing that happened to an image or a container, and whether it led to a scan, and why (F5). */
export const triggerEntry = z.object({
  id,
  at: instant,
  receivedAt: instant,
  sensorId: id,
  sensorName: z.string().optional(),
  hostName: z.string().optional(),
  /** Of an image: a container of it that this is about. */
  containerId: id.optional(),
  trigger: z.enum(TRIGGERS).optional(),
  /** The word of the engine: `pull`, `pause`. */
  action: z.string().optional(),
  outcome: z.enum(TRIGGER_OUTCOMES),
  /** Why not, as a code and in words. */
  code: z.string().optional(),
  reason: z.string().optional(),
  manifestVersion: z.string().optional(),
  /** How many findings the scan had. */
  findings: z.int().optional(),
  orderId: id.optional(),
});
export type TriggerEntry = z.infer<typeof triggerEntry>;

/** A scan that was asked for, and how it stands. */
export const rescan = z.object({
  orderId: id,
  sensorId: id,
  sensorName: z.string(),
  state: z.enum(['queued', 'delivered', 'taken', 'done', 'failed', 'expired']),
  reason: z.string().optional(),
  orderedBy: z.string(),
  orderedAt: instant,
  expiresAt: instant,
});
export type Rescan = z.infer<typeof rescan>;

import { z } from 'zod';
import { applianceState } from './appliances.ts';
import { asksBack, base } from './base.ts';
import { csvOutput, exportInput } from './export.ts';
import { listInput, page } from './page.ts';
import { id, instant, personRef, revision, severity, severityCounts } from './primitives.ts';
import { duration } from './recurrence.ts';
import { acknowledge, scannerChoice, scheduleTarget } from './schedules.ts';

const scanState = z.enum(['queued', 'running', 'pausing', 'paused', 'canceling', 'canceled', 'finished', 'error']);

export const scan = z.object({
  id,
  number: z.int(),
  revision,
  title: z.string(),
  scheduleId: id.optional(),
  scheduleTitle: z.string().optional(),
  /** The schedule's zone, for the zone switch; absent for a scan launched by hand. */
  timeZone: z.string().optional(),
  target: scheduleTarget,
  targetText: z.string(),
  optionProfile: z.object({ id, name: z.string() }),
  scanners: scannerChoice,
  duration: duration.optional(),
  owner: personRef,
  state: scanState,
  pausedBy: z.enum(['person', 'duration']).optional(),
  outcome: z.enum(['results', 'no-host-alive', 'no-vulnerabilities']).optional(),
  /** Why it ended in error; of a finished scan: what was left out. */
  errorReason: z.string().optional(),
  /** What its launch left out, and why: tags without scannable assets, hosts beyond the limit. */
  notes: z.array(z.string()),
  /** Why a queued scan waits: "no appliance is online". */
  waitingFor: z.string().optional(),
  progress: z.object({ hostsDone: z.int(), hostsTotal: z.int(), hostsAlive: z.int(), slicesDone: z.int(), slicesTotal: z.int() }),
  findings: severityCounts,
  servicesCount: z.int(),
  hops: z.object({
    dueAt: instant.optional(),
    queuedAt: instant,
    offeredAt: instant.optional(),
    acceptedAt: instant.optional(),
    startedAt: instant.optional(),
    uploadedAt: instant.optional(),
    indexedAt: instant.optional(),
  }),
  pausesAt: instant.optional(),
  cancelsAt: instant.optional(),
  resumesAt: instant.optional(),
  endedAt: instant.optional(),
  createdAt: instant,
  applianceNames: z.array(z.string()),
});
export type Scan = z.infer<typeof scan>;

const slice = z.object({
  id,
  index: z.int(),
  /** `held` belongs to a paused scan: it is queued again when the scan resumes. */
  state: z.enum(['queued', 'held', 'leased', 'done', 'failed', 'canceled']),
  hostsDone: z.int(),
  hostsTotal: z.int(),
  attempts: z.int(),
  applianceId: id.optional(),
  applianceName: z.string().optional(),
  leaseExpiresAt: instant.optional(),
  /** Appliances whose lease was lost, who failed, or who declined, oldest first, with the reason. */
  lost: z.array(z.object({ applianceName: z.string(), outcome: z.enum(['lease-lost', 'declined', 'failed']), reason: z.string() })),
});
export type Slice = z.infer<typeof slice>;

/** Slices that wait for the same appliances. */
const sliceWait = z.object({
  slices: z.int(),
  hosts: z.int(),
  /** `any`; or those that the scan names, or the pools of asset groups that hold these hosts. */
  scanners: scannerChoice,
  /** The allowed appliances, each with why it has not taken them: `offline since …`, `full: 4 of 4 slots in use`. At most 50. */
  appliances: z.array(z.object({ id, name: z.string(), state: applianceState, reason: z.string() })),
  /** Allowed appliances that are not listed. */
  more: z.int(),
});
export type SliceWait = z.infer<typeof sliceWait>;

export const service = z.object({
  port: z.int(),
  protocol: z.enum(['tcp', 'udp']),
  name: z.string().optional(),
  product: z.string().optional(),
  version: z.string().optional(),
  cpe: z.string().optional(),
  tls: z.boolean(),
});

export const finding = z.object({
  key: z.string(),
  severity,
  title: z.string(),
  port: z.int().optional(),
  protocol: z.enum(['tcp', 'udp']).optional(),
  cves: z.array(z.string()),
  evidence: z.string(),
  solution: z.string(),
  /** Of a known vulnerability: the version of the package that was seen, and the first one without it. */
  installedVersion: z.string().optional(),
  fixedVersion: z.string().optional(),
});

/** All that the scan learned of one address so far. */
export const hostResult = z.object({
  address: z.string(),
  hostname: z.string().optional(),
  alive: z.boolean(),
  operatingSystem: z.string().optional(),
  state: z.enum(['finished', 'failed']),
  failure: z.string().optional(),
  applianceName: z.string().optional(),
  /** The signature manifest that known vulnerabilities were looked up in; absent: in none. */
  signatures: z.string().optional(),
  startedAt: instant,
  finishedAt: instant,
  severity: severityCounts,
  services: z.array(service),
  findings: z.array(finding),
});
export type HostResult = z.infer<typeof hostResult>;

/** What a client sends to launch a scan without a schedule. */
const newScan = z.object({
  title: z.string().trim().min(1).max(2000),
  target: scheduleTarget,
  optionProfileId: id.optional(),
  scanners: scannerChoice,
  priority: z.int().min(0).max(9).default(0),
  duration: duration.optional(),
  acknowledge,
});

/**
 * `draft` may have an empty tag selection, which `create` refuses: tags are prefilled only if the schedule was not updated since the scan
 * (seed S13). `reason` says then by whom and when it was. `warnings` name what the draft left out because it is gone.
 */
const relaunch = z.object({
  draft: newScan.omit({ acknowledge: true }),
  tagsPrefilled: z.boolean(),
  reason: z.string().optional(),
  warnings: z.array(z.string()),
});
export type Relaunch = z.infer<typeof relaunch>;

const byId = z.object({ id });
const tags = ['Scans'];

export const scans = {
  list: base
    .meta({ permission: 'scans.read' })
    .route({ method: 'GET', path: '/scans', summary: 'List scans', tags })
    .input(listInput)
    .output(page(scan)),
  export: base
    .meta({ permission: 'scans.read' })
    .route({ method: 'GET', path: '/scans/export', summary: 'The scans as CSV, as they are filtered', tags, outputStructure: 'detailed' })
    .input(exportInput)
    .output(csvOutput),
  get: base
    .meta({ permission: 'scans.read' })
    .route({ method: 'GET', path: '/scans/{id}', summary: 'Read a scan', tags })
    .input(byId)
    .output(scan),
  create: base
    .meta({ permission: 'scans.launch' })
    .route({ method: 'POST', path: '/scans', successStatus: 201, summary: 'Launch a scan now, without a schedule', tags })
    .errors(asksBack)
    .input(newScan)
    .output(scan),
  /** What launching this scan again would take: shown on a launch page, changed or not, and sent to `create` (seed S13). */
  relaunch: base
    .meta({ permission: 'scans.launch' })
    .route({ method: 'GET', path: '/scans/{id}/relaunch', summary: 'A draft to launch a scan again', tags })
    .input(byId)
    .output(relaunch),
  pause: base
    .meta({ permission: 'scans.control' })
    .route({ method: 'POST', path: '/scans/{id}/pause', summary: 'Pause a scan', tags })
    .input(byId)
    .output(scan),
  resume: base
    .meta({ permission: 'scans.control' })
    .route({ method: 'POST', path: '/scans/{id}/resume', summary: 'Resume a paused scan', tags })
    .input(byId)
    .output(scan),
  cancel: base
    .meta({ permission: 'scans.control' })
    .route({ method: 'POST', path: '/scans/{id}/cancel', summary: 'Cancel a scan', tags })
    .input(byId)
    .output(scan),
  slices: base
    .meta({ permission: 'scans.read' })
    .route({ method: 'GET', path: '/scans/{id}/slices', summary: 'The slices of a scan', tags })
    .input(byId)
    .output(z.object({ items: z.array(slice) })),
  /** Empty when nothing of it waits. */
  waits: base
    .meta({ permission: 'scans.read' })
    .route({ method: 'GET', path: '/scans/{id}/waits', summary: 'Which appliances the slices of a scan wait for, and why', tags })
    .input(byId)
    .output(z.object({ items: z.array(sliceWait) })),
  results: base
    .meta({ permission: 'scans.read' })
    .route({ method: 'GET', path: '/scans/{id}/results', summary: 'What a scan found, host by host', tags })
    .input(listInput.extend({ id }))
    .output(page(hostResult)),
  report: base
    .meta({ permission: 'scans.read' })
    .route({
      method: 'GET',
      path: '/scans/{id}/report',
      summary: 'The report of a scan as HTML, CSV or JSON',
      tags,
      // The answer carries a content security policy of its own.
      outputStructure: 'detailed',
    })
    .input(z.object({ id, format: z.enum(['html', 'csv', 'json']).default('html'), timeZone: z.string().max(64).optional() }))
    .output(z.object({ headers: z.record(z.string(), z.string()), body: z.file() })),
};

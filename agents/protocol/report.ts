import { z } from 'zod';
import { address, epochMs, id, networkText } from './primitives.ts';
import { sliceControl } from './slice.ts';

export const service = z.object({
  port: z.int().min(1).max(65_535),
  protocol: z.enum(['tcp', 'udp']),
  name: networkText(64).optional(),
  product: networkText(200).optional(),
  version: networkText(200).optional(),
  cpe: networkText(300).optional(),
  tls: z.boolean(),
});
/** An open port and what answered on it. */
export type Service = z.infer<typeof service>;

export const finding = z.object({
  key: z
    .string()
    .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
    .max(100),
  severity: z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4), z.literal(5)]),
  title: networkText(300),
  port: z.int().min(1).max(65_535).optional(),
  protocol: z.enum(['tcp', 'udp']).optional(),
  cves: z.array(z.string().regex(/^CVE-\d{4}-\d{4,}$/)).max(100),
  evidence: networkText(4000),
  solution: networkText(2000),
  /** Of a known vulnerability: the version of the package that was seen, and the first one without it. */
  installedVersion: networkText(300).optional(),
  fixedVersion: networkText(300).optional(),
});
/** A weakness that was observed. One host has at most one of a `key` per port. */
export type Finding = z.infer<typeof finding>;

export const hostResult = z.object({
  /**
   * The address that was scanned. For a host given by name: what the name resolved to; `hostname` is then that name.
   * `0.0.0.0` when the name did not resolve: `failure` says so.
   */
  address,
  hostname: networkText(253).optional(),
  alive: z.boolean(),
  operatingSystem: networkText(200).optional(),
  services: z.array(service).max(4096),
  findings: z.array(finding).max(4096),
  startedAt: epochMs,
  finishedAt: epochMs,
  failure: networkText(500).optional(),
  /** Version of the signature manifest that known vulnerabilities were looked up in: `2026.03.05-2`. Absent: in none. */
  signatures: z.string().max(64).optional(),
});
export type HostResult = z.infer<typeof hostResult>;

const about = { messageId: id, sliceId: id, attempt: z.int().min(1), at: epochMs };

/** One thing that happened to a slice at the appliance. The same message may arrive twice: its id makes that harmless. */
export const report = z.discriminatedUnion('kind', [
  z.object({ ...about, kind: z.literal('accepted'), slotsFree: z.int(), slots: z.int() }),
  /** Not now: the own load check failed. The platform offers it elsewhere. */
  z.object({ ...about, kind: z.literal('declined'), reason: z.string().max(500) }),
  z.object({ ...about, kind: z.literal('started'), engine: z.string().max(64) }),
  /** Sent every 15 s while it runs; renews the lease. */
  z.object({ ...about, kind: z.literal('progress'), hostsDone: z.int(), hostsTotal: z.int() }),
  z.object({ ...about, kind: z.literal('host'), result: hostResult }),
  /** Every host of the slice has been reported. */
  z.object({ ...about, kind: z.literal('finished') }),
  /** Ended early at a host boundary, by pause or cancel; hosts not reported are still to do. */
  z.object({ ...about, kind: z.literal('stopped') }),
  z.object({ ...about, kind: z.literal('failed'), reason: z.string().max(500) }),
]);
export type Report = z.infer<typeof report>;

/** `POST /agent/v1/reports`: reports in the order in which they happened. Each is judged on its own. */
export const reportBatch = z.object({ reports: z.array(report).min(1).max(200) });
export type ReportBatch = z.infer<typeof reportBatch>;

/**
 * Why the platform will never accept a report, in `refused[].code`. After `slice-unknown`, `attempt-over` and
 * `slice-over` for the attempt that it works on, the agent stops that slice and drops what is left of it.
 */
export const REPORT_REFUSALS = [
  /** No such slice, or never given to this appliance. */
  'slice-unknown',
  /** The lease ended and the slice was given away, to another appliance or to a later attempt. */
  'attempt-over',
  /** The slice or its scan has ended already. */
  'slice-over',
  /** The result is about a host that is not part of the slice. */
  'host-not-in-slice',
  /** The report breaks a rule of the wire; `message` says which. */
  'report-invalid',
] as const;
export type ReportRefusal = (typeof REPORT_REFUSALS)[number];

export const reportResponse = z.object({
  serverTime: epochMs,
  /** Stored, or known already. The agent forgets them. */
  accepted: z.array(id),
  /** Will never be accepted: the agent forgets them and logs why. `code` is one of REPORT_REFUSALS, or newer. */
  refused: z.array(z.object({ messageId: id, code: z.string(), message: z.string() })),
  control: z.array(sliceControl),
});
export type ReportResponse = z.infer<typeof reportResponse>;

import type { HostResult, Severity } from '../../../domain/scans/host-result.ts';
import type { ScanState } from '../../../domain/scans/scan.ts';
import type { Instant } from '../../../domain/time/instant.ts';

/** How many findings of each severity. */
export type SeverityCounts = Readonly<Record<Severity, number>>;

export const SEVERITIES: readonly Severity[] = [5, 4, 3, 2, 1];

export const sumOf = (counts: SeverityCounts): number => SEVERITIES.reduce((sum, severity) => sum + counts[severity], 0);

/** Findings of one key and severity, over all hosts. */
export interface FindingKind {
  readonly key: string;
  readonly severity: Severity;
  readonly title: string;
  readonly cves: readonly string[];
  /** Of the first place. */
  readonly evidence: string;
  readonly solution: string;
  /** Of the first place. */
  readonly fixedVersion?: string | undefined;
  /** The first few places, `10.0.0.1:22`, by address. */
  readonly places: readonly string[];
  readonly placesCount: number;
  readonly hostsCount: number;
  /** Start of the first of the uninterrupted runs of the schedule that saw it; absent: new, or nothing to compare with. */
  readonly since?: Instant | undefined;
}

/** The finished run of the same schedule before this one, and what became of its findings. */
export interface Comparison {
  readonly number: number;
  readonly startedAt: Instant;
  /** Counts of that run; of a scan that still runs: over the hosts scanned so far. */
  readonly severity: SeverityCounts;
  readonly servicesCount: number;
  readonly added: number;
  /** Of them, severity 5. */
  readonly addedWorst: number;
  readonly fixed: number;
  readonly remaining: number;
  /** Findings of that run on hosts that did not answer this time. */
  readonly notChecked: number;
}

export interface AffectedHost {
  readonly address: string;
  readonly hostname?: string | undefined;
  readonly severity: SeverityCounts;
}

/** The launch of the scan in the ledger. */
export interface LaunchFacts {
  readonly verdict: string;
  readonly dueAt?: Instant | undefined;
  /** From due to queued, ms. */
  readonly lateByMs?: number | undefined;
  readonly reasonCode?: string | undefined;
}

export interface ApplianceShare {
  readonly name: string;
  readonly slices: number;
  readonly clockOffsetMs?: number | undefined;
  readonly engines: readonly { readonly name: string; readonly version: string }[];
}

/** Everything a report says but its hosts, which follow one batch after another. */
export interface ReportModel {
  readonly madeAt: Instant;
  readonly madeFor: string;
  /** Times are shown in this zone, and named with it. */
  readonly timeZone: string;
  readonly product: { readonly version: string; readonly address: string };
  readonly scan: {
    readonly id: string;
    readonly number: number;
    readonly title: string;
    readonly scheduleTitle?: string | undefined;
    /** The schedule's zone; the report's times are repeated in it when it is another. */
    readonly timeZone?: string | undefined;
    readonly targetText: string;
    readonly state: ScanState;
    readonly ownerName: string;
    readonly createdAt: Instant;
    readonly startedAt?: Instant | undefined;
    readonly endedAt?: Instant | undefined;
    /** Why it ended in error, or what was left out. */
    readonly errorReason?: string | undefined;
  };
  readonly counts: {
    readonly hostsTotal: number;
    readonly hostsDone: number;
    readonly hostsAlive: number;
    readonly services: number;
    readonly severity: SeverityCounts;
    /** Findings that come with a solution. */
    readonly fixable: number;
  };
  readonly comparison?: Comparison | undefined;
  readonly affected: readonly AffectedHost[];
  readonly kinds: readonly FindingKind[];
  /** Kinds beyond those listed. */
  readonly kindsLeftOut: number;
  /** Hosts without a result, by address or name: not reached yet, or left out. */
  readonly notScanned: readonly string[];
  readonly run: {
    readonly launch?: LaunchFacts | undefined;
    readonly appliances: readonly ApplianceShare[];
    /** Versions of the signature manifest that were used, each once. */
    readonly signatures: readonly string[];
    readonly slices: { readonly done: number; readonly failed: number; readonly total: number };
    readonly profile: {
      readonly name: string;
      readonly engine: string;
      readonly ports: string;
      readonly intensity: string;
      readonly hostTimeoutMinutes: number;
    };
  };
}

/** A host of the report. */
export interface ReportHost extends HostResult {
  readonly applianceName?: string | undefined;
}

/** The hosts in order of address, a bounded number at a time. */
export type HostBatches = AsyncIterable<readonly ReportHost[]>;

/** Whether more may still come. */
export const isPartial = ({ scan }: ReportModel): boolean => !['finished', 'error', 'canceled'].includes(scan.state);

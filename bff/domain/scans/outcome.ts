import type { ScanOutcome } from './scan.ts';

/** What a scan counted: answering hosts, and findings of all severities. */
export interface ScanCounts {
  readonly hostsAlive: number;
  readonly findings: number;
}

/** The qualifier of a finished scan. */
export function outcomeOf({ hostsAlive, findings }: ScanCounts): ScanOutcome {
  if (hostsAlive === 0) return 'no-host-alive';
  return findings === 0 ? 'no-vulnerabilities' : 'results';
}

/** How many slices of a scan are in which state, and the hosts of those that failed before they were scanned. */
export interface SliceCounts {
  readonly waiting: number;
  readonly leased: number;
  readonly done: number;
  readonly failed: number;
  readonly hostsMissing: number;
  /** The reason that the last failed slice gave. */
  readonly lastReason?: string | undefined;
}

/** How a scan ends once nothing of it waits or is leased: in error only if every slice failed. */
export function endOf(slices: SliceCounts, counts: ScanCounts) {
  const because = slices.lastReason === undefined ? '' : `: ${slices.lastReason}`;
  if (slices.failed > 0 && slices.done === 0) {
    return {
      kind: 'failed',
      reason: `${slices.failed === 1 ? 'Its only slice' : `All ${slices.failed} slices`} failed${because}`,
    } as const;
  }
  const outcome = outcomeOf(counts);
  if (slices.failed === 0) return { kind: 'all-done', outcome } as const;
  const all = slices.failed + slices.done;
  const missing = `${slices.failed} of ${all} slices failed, ${plural(slices.hostsMissing, 'host was', 'hosts were')} not scanned${because}`;
  return { kind: 'all-done', outcome, missing } as const;
}

const plural = (n: number, one: string, many: string): string => `${n} ${n === 1 ? one : many}`;

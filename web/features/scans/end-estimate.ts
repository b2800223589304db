import type { Scan } from '#contract/scans';

const MIN_HOSTS = 8;
const MIN_SHARE = 0.1;
const MIN_RUN_MS = 60_000;

/**
 * When a running scan ends at the pace so far, in milliseconds since 1970. Nothing before enough is known
 * (8 hosts, a tenth of all, one minute), and nothing beyond the pause or cancellation that its duration brings first.
 */
export function estimateEnd({ state, hops, progress, pausesAt, cancelsAt }: Scan, nowMs: number): number | undefined {
  const { hostsDone, hostsTotal } = progress;
  if (state !== 'running' || hops.startedAt === undefined || hostsDone >= hostsTotal) return undefined;
  const ranMs = nowMs - Date.parse(hops.startedAt);
  if (hostsDone < MIN_HOSTS || hostsDone / hostsTotal < MIN_SHARE || ranMs < MIN_RUN_MS) return undefined;
  const endMs = nowMs + (ranMs / hostsDone) * (hostsTotal - hostsDone);
  const limit = pausesAt ?? cancelsAt;
  return limit !== undefined && Date.parse(limit) <= endMs ? undefined : endMs;
}

import type { ScanOutcome } from '../scans/scan.ts';
import { describeDuration } from '../time/describe-duration.ts';
import type { Instant } from '../time/instant.ts';
import type { NoticeFacts } from './notice.ts';

/** A scan that has ended, as far as a mail speaks of it. `findings`: by severity, the most urgent (5) first. */
export interface NoticeScan {
  readonly number: number;
  /** When it was due; of a launch by hand when it was ordered. */
  readonly dueAt: Instant;
  readonly startedAt?: Instant | undefined;
  readonly endedAt: Instant;
  readonly outcome?: ScanOutcome | undefined;
  /** Why it failed, or what of it is missing. */
  readonly errorReason?: string | undefined;
  readonly hostsTotal: number;
  readonly hostsDone: number;
  readonly hostsAlive: number;
  readonly findings: readonly [number, number, number, number, number];
}

interface Words {
  readonly time: (at: Instant) => string;
  readonly owedAt: Instant;
}

const STATES = { finished: 'Finished', error: 'Failed', canceled: 'Canceled' } as const;

/** The end of a scan in a state, its time, and sentences. */
export function describeScanEnd(
  { state, canceledBy }: Extract<NoticeFacts, { event: 'completed' }>,
  scan: NoticeScan | undefined,
  { time, owedAt }: Words,
): { state: string; at: Instant; story: string[] } {
  const name = scan === undefined ? 'The scan' : `Scan ${scan.number}`;
  const at = scan?.dueAt ?? owedAt;
  const ended = time(scan?.endedAt ?? owedAt);
  const took = scan?.startedAt === undefined ? '' : ` after ${describeDuration(scan.endedAt - scan.startedAt)}`;
  const story = {
    finished: `${name}, due at ${time(at)}, finished at ${ended}${took}.`,
    error: `${name}, due at ${time(at)}, ended in error at ${ended}.`,
    canceled: `${name}, due at ${time(at)}, was canceled at ${ended}${BY[canceledBy ?? 'person']}.`,
  }[state];
  const results = scan === undefined ? [] : describeResults(scan, state);
  return { state: STATES[state], at, story: [story, ...results] };
}

const BY = { person: ' by a person', duration: ": it ran longer than its schedule's duration allows" } as const;

function describeResults(scan: NoticeScan, state: keyof typeof STATES): string[] {
  const problem = scan.errorReason === undefined ? [] : [`${scan.errorReason}.`];
  const hosts = `${scan.hostsDone} of ${scan.hostsTotal} ${scan.hostsTotal === 1 ? 'host' : 'hosts'} scanned, ${scan.hostsAlive} alive.`;
  const found = scan.findings.flatMap((count, i) => (count === 0 ? [] : [`${count} of severity ${5 - i}`]));
  if (scan.outcome === 'no-host-alive') return ['No host was alive.', ...problem];
  if (state === 'error' && scan.hostsDone === 0) return problem;
  return [hosts, found.length === 0 ? 'No vulnerabilities found.' : `Findings: ${found.join(', ')}.`, ...problem];
}

import type { Scan } from '#contract/scans';
import { Status } from '../../ui/status/status.tsx';
import { TimeText } from '../../ui/time/time-text.tsx';

const OUTCOMES = { results: undefined, 'no-host-alive': 'no host alive', 'no-vulnerabilities': 'no vulnerabilities' } as const;

/** How much of the hosts of a running scan is done, in whole per cent; never 100 before its end. */
export function percentDone({ hostsDone, hostsTotal }: Scan['progress']): number | undefined {
  return hostsTotal === 0 ? undefined : Math.min(99, Math.floor((hostsDone / hostsTotal) * 100));
}

function qualifierOf(scan: Scan): string | undefined {
  if (scan.state === 'paused') return scan.pausedBy === 'duration' ? 'by duration' : 'by a person';
  const percent = percentDone(scan.progress);
  return scan.state === 'running' && percent !== undefined ? `${percent} %` : undefined;
}

/** The second line: why it waits, what follows, how it ended. */
export function ScanReason({ scan }: { readonly scan: Scan }) {
  const { state, waitingFor, resumesAt, errorReason, outcome, timeZone } = scan;
  if (state === 'queued') return waitingFor ?? 'about to be taken';
  if (state === 'paused' && resumesAt !== undefined) {
    return (
      <>
        resumes <TimeText at={resumesAt} scheduleZone={timeZone} />
      </>
    );
  }
  if (state === 'paused') return 'resumes when somebody resumes it';
  return errorReason ?? (outcome === undefined ? undefined : OUTCOMES[outcome]);
}

const hasReason = ({ state, errorReason, outcome }: Scan) =>
  state === 'queued' || state === 'paused' || errorReason !== undefined || (outcome !== undefined && OUTCOMES[outcome] !== undefined);

interface ScanStatusProps {
  readonly scan: Scan;
  /** With the second line. */
  readonly withReason?: boolean;
}

export function ScanStatus({ scan, withReason = false }: ScanStatusProps) {
  const name = scan.state === 'queued' && scan.waitingFor !== undefined ? 'waiting' : scan.state;
  const qualifier = qualifierOf(scan);
  return (
    <Status
      name={name}
      {...(qualifier !== undefined && { qualifier })}
      {...(withReason && hasReason(scan) && { reason: <ScanReason scan={scan} /> })}
    />
  );
}

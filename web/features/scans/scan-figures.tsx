import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Scan } from '#contract/scans';
import { ProgressBar } from '../../ui/progress/progress-bar.tsx';
import { totalOf } from '../../ui/severity/severity-bar.tsx';
import { formatDuration, formatNumber } from '../../ui/time/format-duration.ts';
import { TimeText } from '../../ui/time/time-text.tsx';
import { useNow } from '../../ui/time/use-now.ts';
import { estimateEnd } from './end-estimate.ts';
import { slicesOf } from './queries.ts';
import { hasEnded } from './scan-actions.ts';
import { hostsUnderWay } from './slice-groups.ts';

const BAR_TONES: Partial<Record<Scan['state'], 'accent' | 'warn' | 'bad'>> = { running: 'accent', error: 'bad' };

/** How far it is, and the figures of a scan; each leads to what it counts. */
export function ScanFigures({ scan }: { readonly scan: Scan }) {
  const { id, progress, findings, servicesCount } = scan;
  return (
    <div className="scan-figures">
      <HostsProgress scan={scan} />
      <dl className="scan-stats">
        <Figure label="slices done">
          <Link to="/scans/$id/slices" params={{ id }}>
            {formatNumber(progress.slicesDone)} of {formatNumber(progress.slicesTotal)}
          </Link>
        </Figure>
        <RunningTime scan={scan} />
        <Figure label="hosts alive">
          <Link to="/scans/$id" params={{ id }} search={{ q: 'alive:yes' }}>
            {formatNumber(progress.hostsAlive)}
          </Link>
        </Figure>
        <Figure label="open services">
          <Link to="/scans/$id/services" params={{ id }}>
            {formatNumber(servicesCount)}
          </Link>
        </Figure>
        <Figure label="findings">
          <Link to="/scans/$id/findings" params={{ id }}>
            {formatNumber(totalOf(findings))}
          </Link>
        </Figure>
      </dl>
      <div className="scan-owner">
        <span className="meta">owner</span> {scan.owner.name}
      </div>
    </div>
  );
}

function Figure({ label, children }: { readonly label: ReactNode; readonly children: ReactNode }) {
  return (
    <div className="scan-stat">
      <dt>{label}</dt>
      <dd className="tabular">{children}</dd>
    </div>
  );
}

function HostsProgress({ scan }: { readonly scan: Scan }) {
  const { progress, state } = scan;
  const slices = useQuery(slicesOf(scan.id)).data?.items;
  return (
    <div className="scan-hosts">
      <div className="scan-hosts-line">
        <span className="tabular">
          <b>{formatNumber(progress.hostsDone)}</b> of {formatNumber(progress.hostsTotal)} hosts
        </span>
        <EndText scan={scan} />
      </div>
      <ProgressBar
        label="Hosts scanned"
        value={progress.hostsDone}
        of={progress.hostsTotal}
        underWay={slices === undefined ? 0 : hostsUnderWay(slices)}
        tone={BAR_TONES[state] ?? 'idle'}
      />
    </div>
  );
}

function EndText({ scan }: { readonly scan: Scan }) {
  const now = useNow(30_000);
  const { endedAt, timeZone, state } = scan;
  if (endedAt !== undefined) {
    return (
      <span className="text-2">
        ended <TimeText at={endedAt} scheduleZone={timeZone} />
      </span>
    );
  }
  const endMs = estimateEnd(scan, now);
  if (endMs === undefined) return state === 'running' ? null : <span className="text-2">{state === 'queued' ? 'not started' : null}</span>;
  return (
    <span className="text-2">
      ends about <TimeText at={new Date(endMs).toISOString()} scheduleZone={timeZone} style="clock" />
    </span>
  );
}

/** From the start to the end, pauses included; what its duration does next. */
function RunningTime({ scan }: { readonly scan: Scan }) {
  const now = useNow(1000);
  const { hops, endedAt, pausesAt, cancelsAt, resumesAt, timeZone } = scan;
  const turn = (word: string, at: string | undefined) =>
    at !== undefined && (
      <>
        , {word} <TimeText at={at} scheduleZone={timeZone} style="clock" />
      </>
    );
  const figure =
    hops.startedAt === undefined ? '—' : formatDuration((endedAt === undefined ? now : Date.parse(endedAt)) - Date.parse(hops.startedAt));
  return (
    <Figure
      label={
        <>
          {hasEnded(scan) ? 'from start to end' : 'since the start'}
          {turn('pauses', pausesAt)}
          {turn('cancels', cancelsAt)}
          {turn('resumes', resumesAt)}
        </>
      }
    >
      {figure}
    </Figure>
  );
}

import { IconCheck, IconDatabaseImport, IconPlayerPlay, IconSend2, IconUpload } from '@tabler/icons-react';
import type { Scan } from '#contract/scans';
import { type Hop, HopsLine } from '../../ui/progress/hops-line.tsx';
import { formatNumber } from '../../ui/time/format-duration.ts';
import { TimeText } from '../../ui/time/time-text.tsx';
import { dueToFirstHost, type HopKey, hopsOfScan, type ScanHop } from './hops.ts';
import { hasEnded } from './scan-actions.ts';

const ICONS: Partial<Record<HopKey, Hop['icon']>> = {
  offered: IconSend2,
  accepted: IconCheck,
  started: IconPlayerPlay,
  uploading: IconUpload,
  indexed: IconDatabaseImport,
};

/** What is known about the hop beside its time. */
function remark(key: HopKey, { progress, applianceNames }: Scan): string | undefined {
  if (key === 'queued') return progress.slicesTotal === 1 ? '1 slice' : `${formatNumber(progress.slicesTotal)} slices`;
  if (key === 'accepted') return applianceNames[0];
  if (key === 'uploading' || key === 'uploaded') return `${formatNumber(progress.hostsDone)} of ${formatNumber(progress.hostsTotal)} hosts`;
  return undefined;
}

function detailOf(hop: ScanHop, scan: Scan, first: boolean) {
  const text = remark(hop.key, scan);
  if (hop.at === undefined) return hop.state === 'now' || (hop.key === 'uploading' && scan.progress.hostsDone > 0) ? text : '—';
  return (
    <>
      <TimeText at={hop.at} scheduleZone={scan.timeZone} style={first ? 'day' : 'clock-seconds'} withoutZone />
      {text !== undefined && ` · ${text}`}
    </>
  );
}

function toHop(hop: ScanHop, scan: Scan, first: boolean): Hop {
  const icon = ICONS[hop.key];
  const offset =
    first && hop.at !== undefined ? <TimeText at={hop.at} scheduleZone={scan.timeZone} style="clock-seconds" /> : (hop.offset ?? undefined);
  return {
    ...{ key: hop.key, name: hop.name, state: hop.state },
    offset: hop.state === 'now' ? 'now' : offset,
    detail: detailOf(hop, scan, first),
    ...(icon !== undefined && { icon }),
  };
}

/** The way of the scan with its times, and how long the first host took to come. */
export function HopsRegion({ scan }: { readonly scan: Scan }) {
  const hops = hopsOfScan(scan);
  const first = dueToFirstHost(scan);
  return (
    <section className="scan-region">
      <header className="scan-region-head">
        <h2>Hops</h2>
        {first !== undefined && (
          <span className="meta tabular">
            {first.from} to first host in {first.words}
          </span>
        )}
        {scan.state === 'queued' && scan.waitingFor !== undefined && <span className="meta">waits: {scan.waitingFor}</span>}
        {hasEnded(scan) && scan.hops.startedAt === undefined && <span className="meta">ended before a host was scanned</span>}
      </header>
      <HopsLine label="Hops" hops={hops.map((hop, index) => toHop(hop, scan, index === 0))} />
    </section>
  );
}

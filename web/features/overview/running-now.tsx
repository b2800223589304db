import type { Scan } from '#contract/scans';
import { Region } from '../../ui/page/page.tsx';
import { PageLink } from '../../ui/page/page-link.tsx';
import { ProgressBar } from '../../ui/progress/progress-bar.tsx';
import { totalOf } from '../../ui/severity/severity-bar.tsx';
import { Status } from '../../ui/status/status.tsx';
import type { StatusName } from '../../ui/status/status-vocabulary.ts';
import type { Column, RowCard } from '../../ui/table/columns.ts';
import { DataTable } from '../../ui/table/data-table.tsx';
import { TableSkeleton } from '../../ui/table/table-skeleton.tsx';
import { formatNumber } from '../../ui/time/format-duration.ts';
import { TimeText } from '../../ui/time/time-text.tsx';

function ScanStatus({ scan }: { readonly scan: Scan }) {
  if (scan.state === 'queued' && scan.waitingFor !== undefined) return <Status name="waiting" qualifier={scan.waitingFor} />;
  const name: StatusName = scan.state === 'error' ? 'error' : scan.state;
  if (scan.state === 'paused' && scan.pausedBy === 'duration') return <Status name={name} qualifier="by duration" />;
  return <Status name={name} />;
}

/** The next turn of a scan that its duration decides. */
function NextTurn({ scan }: { readonly scan: Scan }) {
  const turns = [
    ['resumes', scan.state === 'paused' ? scan.resumesAt : undefined],
    ['pauses', scan.state === 'running' ? scan.pausesAt : undefined],
    ['cancels', scan.state === 'running' ? scan.cancelsAt : undefined],
  ] as const;
  const [word, at] = turns.find(([, time]) => time !== undefined) ?? [];
  if (at === undefined) return '—';
  return (
    <>
      {word} <TimeText at={at} scheduleZone={scan.timeZone} style="clock" />
    </>
  );
}

const hosts = ({ progress }: Scan) => `${formatNumber(progress.hostsDone)} of ${formatNumber(progress.hostsTotal)}`;

const ScanLink = ({ scan }: { readonly scan: Scan }) => (
  <PageLink to="/scans/$id" params={{ id: scan.id }}>
    {scan.title}
  </PageLink>
);

const COLUMNS: readonly Column<Scan>[] = [
  { key: 'title', head: 'Scan', cell: (scan) => <ScanLink scan={scan} /> },
  { key: 'state', head: 'State', width: '180px', cell: (scan) => <ScanStatus scan={scan} /> },
  {
    key: 'progress',
    head: 'Hosts',
    width: '25%',
    cell: (scan) => (
      <span className="overview-progress">
        <ProgressBar
          label={`Hosts of ${scan.title}`}
          value={scan.progress.hostsDone}
          of={scan.progress.hostsTotal}
          tone={scan.state === 'running' ? 'accent' : 'idle'}
          size="thin"
        />
        <span className="tabular nowrap">{hosts(scan)}</span>
      </span>
    ),
  },
  {
    key: 'findings',
    head: 'Findings',
    width: '80px',
    align: 'right',
    cell: (scan) => (scan.hops.startedAt === undefined ? '—' : formatNumber(totalOf(scan.findings))),
  },
  { key: 'turn', head: 'Next turn', width: '160px', align: 'right', cell: (scan) => <NextTurn scan={scan} /> },
];

const card = (scan: Scan): RowCard => ({
  title: <ScanLink scan={scan} />,
  aside: <ScanStatus scan={scan} />,
  line:
    scan.hops.startedAt === undefined ? `${hosts(scan)} hosts` : `${hosts(scan)} hosts, ${formatNumber(totalOf(scan.findings))} findings`,
});

interface RunningNowProps {
  readonly scans: readonly Scan[] | undefined;
  readonly total: number | undefined;
}

/** The scans that are under way. */
export function RunningNow({ scans, total }: RunningNowProps) {
  const aside = total === undefined || total === 0 ? undefined : <PageLink to="/scans">All {formatNumber(total)} scans</PageLink>;
  return (
    <Region title="Running now" aside={aside} flush>
      {scans === undefined ? (
        <TableSkeleton columns={5} density="one-line" rows={6} />
      ) : (
        <DataTable
          label="Running now"
          columns={COLUMNS}
          rows={scans}
          rowKey={({ id }) => id}
          rowLabel={({ title }) => title}
          density="one-line"
          card={card}
          inline
          empty={<p className="overview-nothing">No scan is running or waiting.</p>}
        />
      )}
    </Region>
  );
}

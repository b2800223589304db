import { useQuery } from '@tanstack/react-query';
import { toProblem } from '../../api/problem.ts';
import { FailureNote } from '../../ui/note/note.tsx';
import { ProgressBar } from '../../ui/progress/progress-bar.tsx';
import { Status } from '../../ui/status/status.tsx';
import type { StatusName } from '../../ui/status/status-vocabulary.ts';
import type { Column, RowCard } from '../../ui/table/columns.ts';
import { DataTable } from '../../ui/table/data-table.tsx';
import { TableSkeleton } from '../../ui/table/table-skeleton.tsx';
import { Countdown } from '../../ui/time/time-text.tsx';
import { slicesOf } from './queries.ts';
import { type ScanSlice, sliceNumber } from './slice-groups.ts';

const STATUSES: Record<ScanSlice['state'], StatusName> = {
  queued: 'queued',
  held: 'paused',
  leased: 'running',
  done: 'finished',
  failed: 'failed',
  canceled: 'canceled',
};

const hostsInWords = ({ hostsDone, hostsTotal }: ScanSlice) => `${hostsDone} of ${hostsTotal}`;
/** The last word of each, and how often. */
function lostInWords({ lost }: ScanSlice): string {
  const names = [...new Set(lost.map(({ applianceName }) => applianceName))];
  const words = names.map((name) => {
    const own = lost.filter(({ applianceName }) => applianceName === name);
    return `${name}${own.length > 1 ? ` ${own.length} times` : ''}: ${own.at(-1)?.reason}`;
  });
  return words.join('; ');
}

function Lease({ slice }: { readonly slice: ScanSlice }) {
  return slice.leaseExpiresAt === undefined ? '—' : <Countdown to={slice.leaseExpiresAt} over="expired" />;
}

const COLUMNS: readonly Column<ScanSlice>[] = [
  { key: 'number', head: 'Slice', width: '70px', cell: (slice) => <span className="tabular">{sliceNumber(slice)}</span> },
  { key: 'state', head: 'State', width: '130px', cell: ({ state }) => <Status name={STATUSES[state]} /> },
  { key: 'appliance', head: 'Appliance', width: '16%', cell: ({ applianceName }) => applianceName ?? '—' },
  {
    key: 'hosts',
    head: 'Hosts',
    width: '220px',
    cell: (slice) => (
      <span className="scan-progress">
        <ProgressBar
          label={`Hosts of slice ${sliceNumber(slice)}`}
          value={slice.hostsDone}
          of={slice.hostsTotal}
          tone={slice.state === 'leased' ? 'accent' : 'idle'}
          size="thin"
        />
        <span className="tabular nowrap">{hostsInWords(slice)}</span>
      </span>
    ),
  },
  { key: 'lease', head: 'Lease ends in', width: '110px', align: 'right', cell: (slice) => <Lease slice={slice} /> },
  { key: 'attempts', head: 'Attempts', width: '90px', align: 'right', cell: ({ attempts }) => attempts },
  { key: 'lost', head: 'Lost or declined', cell: (slice) => <span title={lostInWords(slice)}>{lostInWords(slice) || '—'}</span> },
];

const card = (slice: ScanSlice): RowCard => ({
  title: `Slice ${sliceNumber(slice)}`,
  aside: <Status name={STATUSES[slice.state]} />,
  line: `${hostsInWords(slice)} hosts, ${slice.applianceName ?? 'not leased'}`,
  ...(slice.lost.length > 0 && { meta: lostInWords(slice) }),
});

const keyOf = ({ id }: ScanSlice) => id;
const versionOf = ({ state, hostsDone, applianceName }: ScanSlice) => `${state} ${hostsDone} ${applianceName ?? ''}`;

/** The parts of a scan: who has them, how far they are, who lost them. */
export function SlicesTab({ id }: { readonly id: string }) {
  const slices = useQuery(slicesOf(id));
  if (slices.isPending) return <TableSkeleton columns={6} density="one-line" rows={8} />;
  return (
    <>
      {slices.isError && (
        <div className="list-note">
          <FailureNote title="The slices could not be read." {...toProblem(slices.error)} onRetry={() => void slices.refetch()} />
        </div>
      )}
      {slices.data !== undefined && (
        <DataTable
          label="Slices"
          columns={COLUMNS}
          rows={slices.data.items}
          rowKey={keyOf}
          rowLabel={(slice) => `slice ${sliceNumber(slice)}`}
          density="one-line"
          version={versionOf}
          card={card}
          inline
        />
      )}
    </>
  );
}

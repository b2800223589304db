import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { HostResult } from '#contract/scans';
import { useListUrlState } from '../../ui/list/use-list-url-state.ts';
import { SeverityBar, totalOf } from '../../ui/severity/severity-bar.tsx';
import type { Column, RowCard } from '../../ui/table/columns.ts';
import { DataTable } from '../../ui/table/data-table.tsx';
import { TimeText } from '../../ui/time/time-text.tsx';
import { HostStatus, hostName, servicesInWords } from './host-cells.tsx';
import { hostsOf } from './queries.ts';
import { ResultsFrame } from './results-frame.tsx';

const Findings = ({ host }: { readonly host: HostResult }) =>
  host.alive ? <SeverityBar counts={host.severity} /> : <span className="meta">—</span>;

const columns = (open: (address: string) => void): readonly Column<HostResult>[] => [
  {
    key: 'host',
    head: 'Host',
    cell: (host) => (
      <button type="button" className="text-button" onClick={() => open(host.address)}>
        {hostName(host)}
      </button>
    ),
  },
  { key: 'address', head: 'Address', sort: 'address', width: '130px', cell: ({ address }) => <span className="mono">{address}</span> },
  { key: 'os', head: 'Operating system', width: '13%', cell: ({ operatingSystem }) => operatingSystem ?? '—' },
  { key: 'services', head: 'Services', width: '20%', cell: ({ services }) => servicesInWords(services) },
  { key: 'findings', head: 'Findings, severity 5 to 1', sort: 'severity', width: '180px', cell: (host) => <Findings host={host} /> },
  { key: 'state', head: 'State', width: '128px', cell: (host) => <HostStatus host={host} /> },
  { key: 'appliance', head: 'Appliance', width: '110px', cell: ({ applianceName }) => applianceName ?? '—' },
  {
    key: 'seen',
    head: 'Seen',
    sort: 'finishedAt',
    width: '92px',
    align: 'right',
    cell: ({ finishedAt }) => <TimeText at={finishedAt} style="clock-seconds" withoutZone />,
  },
];

const BESIDE_PANEL: ReadonlySet<string> = new Set(['host', 'services', 'findings', 'state', 'seen']);

const card = (host: HostResult): RowCard => ({
  title: hostName(host),
  aside: <HostStatus host={host} />,
  line: <Findings host={host} />,
  meta: `${host.address} · ${servicesInWords(host.services)}`,
});

const keyOf = ({ address }: HostResult) => address;
const versionOf = ({ finishedAt, severity }: HostResult) => `${finishedAt} ${totalOf(severity)}`;

/** The hosts of a scan, as they come in. */
export function HostsTab({ id }: { readonly id: string }) {
  const list = useListUrlState('severity:desc');
  const hosts = useInfiniteQuery(hostsOf(id, list.input));
  const rows = useMemo(() => hosts.data?.pages.flatMap(({ items }) => items) ?? [], [hosts.data]);
  const { setOpen } = list;
  // Beside the panel there is room for what tells hosts apart.
  const narrow = list.open !== undefined;
  const shown = useMemo(() => columns(setOpen).filter(({ key }) => !narrow || BESIDE_PANEL.has(key)), [setOpen, narrow]);
  return (
    <ResultsFrame things="hosts" results={hosts} list={list} shown={hosts.data?.pages[0]?.total}>
      {(empty) => (
        <DataTable
          label="Hosts"
          columns={shown}
          rows={rows}
          rowKey={keyOf}
          rowLabel={hostName}
          density="one-line"
          sort={list.sort}
          onSort={list.setSort}
          openKey={list.open}
          onOpen={({ address }) => setOpen(address)}
          version={versionOf}
          card={card}
          inline
          more={{ hasMore: hosts.hasNextPage, loading: hosts.isFetchingNextPage, onMore: () => void hosts.fetchNextPage() }}
          empty={empty}
        />
      )}
    </ResultsFrame>
  );
}

import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useListUrlState } from '../../ui/list/use-list-url-state.ts';
import { SeverityChip } from '../../ui/severity/severity-bar.tsx';
import type { Column, RowCard } from '../../ui/table/columns.ts';
import { DataTable } from '../../ui/table/data-table.tsx';
import { HostsRead } from './hosts-read.tsx';
import { hostsOf } from './queries.ts';
import { type FindingRow, findingRows } from './result-rows.ts';
import { ResultsFrame } from './results-frame.tsx';

const portOf = ({ port, protocol }: FindingRow) => (port === undefined ? '—' : `${port}/${protocol ?? 'tcp'}`);

const COLUMNS: readonly Column<FindingRow>[] = [
  { key: 'severity', head: 'Severity', width: '84px', cell: ({ severity }) => <SeverityChip severity={severity} /> },
  { key: 'title', head: 'Finding', cell: ({ title }) => <span className="cell-name">{title}</span> },
  { key: 'host', head: 'Host', width: '24%', cell: ({ host }) => host },
  { key: 'port', head: 'Port', width: '96px', cell: (row) => <span className="mono">{portOf(row)}</span> },
  { key: 'cves', head: 'CVE', width: '20%', cell: ({ cves }) => <span className="mono">{cves.join(', ') || '—'}</span> },
];

const card = (row: FindingRow): RowCard => ({
  title: row.title,
  aside: <SeverityChip severity={row.severity} />,
  line: `${row.host}, ${portOf(row)}`,
  ...(row.cves.length > 0 && { meta: row.cves.join(', ') }),
});

const keyOf = ({ rowKey }: FindingRow) => rowKey;
const versionOf = ({ evidence }: FindingRow) => evidence;

/** The findings of a scan, worst first. */
export function FindingsTab({ id }: { readonly id: string }) {
  const list = useListUrlState('severity:desc');
  const hosts = useInfiniteQuery(hostsOf(id, { ...list.input, sort: 'severity:desc' }, 200));
  const read = useMemo(() => hosts.data?.pages.flatMap(({ items }) => items) ?? [], [hosts.data]);
  const rows = useMemo(() => findingRows(read, list.query), [read, list.query]);
  return (
    <ResultsFrame things="findings" results={hosts} list={list} shown={{ count: rows.length, exact: !hosts.hasNextPage }}>
      {(empty) => (
        <>
          <DataTable
            label="Findings"
            columns={COLUMNS}
            rows={rows}
            rowKey={keyOf}
            rowLabel={({ title, host }) => `${title}, ${host}`}
            density="one-line"
            onOpen={({ address }) => list.setOpen(address)}
            version={versionOf}
            card={card}
            inline
            empty={empty}
          />
          <HostsRead hosts={hosts} read={read.length} />
        </>
      )}
    </ResultsFrame>
  );
}

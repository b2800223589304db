import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useListUrlState } from '../../ui/list/use-list-url-state.ts';
import type { Column, RowCard } from '../../ui/table/columns.ts';
import { DataTable } from '../../ui/table/data-table.tsx';
import { HostsRead } from './hosts-read.tsx';
import { hostsOf } from './queries.ts';
import { type ServiceRow, serviceRows } from './result-rows.ts';
import { ResultsFrame } from './results-frame.tsx';

const productOf = ({ product, version }: ServiceRow) => [product, version].filter(Boolean).join(' ') || '—';

const COLUMNS: readonly Column<ServiceRow>[] = [
  { key: 'host', head: 'Host', cell: ({ host }) => <span className="cell-name">{host}</span> },
  { key: 'port', head: 'Port', width: '110px', cell: ({ port, protocol }) => <span className="mono">{`${port}/${protocol}`}</span> },
  { key: 'name', head: 'Service', width: '18%', cell: ({ name }) => name ?? '—' },
  { key: 'product', head: 'Product, version', width: '28%', cell: productOf },
  { key: 'tls', head: 'TLS', width: '80px', cell: ({ tls }) => (tls ? 'yes' : 'no') },
];

const card = (row: ServiceRow): RowCard => ({
  title: `${row.port}/${row.protocol}${row.name === undefined ? '' : ` ${row.name}`}`,
  line: productOf(row),
  meta: `${row.host}${row.tls ? ', TLS' : ''}`,
});

const keyOf = ({ rowKey }: ServiceRow) => rowKey;
const versionOf = productOf;

/** The open services that a scan found, host by host. */
export function ServicesTab({ id }: { readonly id: string }) {
  const list = useListUrlState('severity:desc');
  const hosts = useInfiniteQuery(hostsOf(id, { ...list.input, sort: 'address:asc' }, 200));
  const read = useMemo(() => hosts.data?.pages.flatMap(({ items }) => items) ?? [], [hosts.data]);
  const rows = useMemo(() => serviceRows(read), [read]);
  return (
    <ResultsFrame things="services" results={hosts} list={list} shown={{ count: rows.length, exact: !hosts.hasNextPage }}>
      {(empty) => (
        <>
          <DataTable
            label="Services"
            columns={COLUMNS}
            rows={rows}
            rowKey={keyOf}
            rowLabel={({ host, port }) => `${host} ${port}`}
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

import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { HostResult } from '#contract/scans';
import { useListUrlState } from '../../ui/list/use-list-url-state.ts';
import { DataTable, type DataTableProps } from '../../ui/table/data-table.tsx';
import { HostsRead } from './hosts-read.tsx';
import { hostsOf } from './queries.ts';
import { ResultsFrame } from './results-frame.tsx';

interface RowOfHost {
  readonly rowKey: string;
  readonly address: string;
}

interface RowsOfHostsProps<Row extends RowOfHost>
  extends Required<Pick<DataTableProps<Row>, 'label' | 'columns' | 'rowLabel' | 'version' | 'card'>> {
  readonly id: string;
  /** "findings" */
  readonly things: string;
  /** The order in which the hosts are read. */
  readonly hostOrder: string;
  /** What the hosts give, under the filter. */
  readonly rowsOf: (hosts: readonly HostResult[], query: string) => readonly Row[];
}

const keyOf = ({ rowKey }: RowOfHost) => rowKey;

/** A tab of results whose rows come out of the hosts: several a host, or none. A row opens its host. */
export function RowsOfHosts<Row extends RowOfHost>({ id, things, hostOrder, rowsOf, ...table }: RowsOfHostsProps<Row>) {
  const list = useListUrlState('severity:desc');
  const hosts = useInfiniteQuery(hostsOf(id, { ...list.input, sort: hostOrder }, 200));
  const read = useMemo(() => hosts.data?.pages.flatMap(({ items }) => items) ?? [], [hosts.data]);
  const rows = useMemo(() => rowsOf(read, list.query), [rowsOf, read, list.query]);
  return (
    <ResultsFrame things={things} results={hosts} list={list} shown={{ count: rows.length, exact: !hosts.hasNextPage }}>
      {(empty) => (
        <>
          <DataTable
            {...table}
            rows={rows}
            rowKey={keyOf}
            density="one-line"
            onOpen={({ address }) => list.setOpen(address)}
            inline
            empty={empty}
          />
          <HostsRead hosts={hosts} read={read.length} />
        </>
      )}
    </ResultsFrame>
  );
}

import type { ReactNode } from 'react';
import { EmptyByFilter } from '../note/empty-state.tsx';
import { FailureNote } from '../note/note.tsx';
import { DataTable, type DataTableProps } from '../table/data-table.tsx';
import { TableSkeleton } from '../table/table-skeleton.tsx';
import type { ListUrlState } from './use-list-url-state.ts';

/** What a list needs to know of its reading, whole or page by page. */
interface ListRead {
  readonly isPending: boolean;
  readonly data: unknown;
  readonly refetch: () => unknown;
  readonly hasNextPage?: boolean;
  readonly isFetchingNextPage?: boolean;
  readonly fetchNextPage?: () => unknown;
}

interface ListTableProps<Row> extends Omit<DataTableProps<Row>, 'sort' | 'onSort' | 'openKey' | 'onOpen' | 'more' | 'empty'> {
  /** What is listed, in the plural: "asset groups". */
  readonly things: string;
  readonly list: ListUrlState;
  readonly read: ListRead;
  /** Why it could not be read. */
  readonly problem: { readonly message: string; readonly reference?: string } | undefined;
  /** What stands in place of rows where there are none and nothing is filtered. */
  readonly empty: ReactNode;
  /** Rows of the skeleton, where few are expected. */
  readonly expected?: number;
  /** The row whose panel is open, where that is not what the URL says. */
  readonly openKey?: string | undefined;
  /** What a click on a row does; absent: the URL says that it is open. `nothing`: rows do not open. */
  readonly onOpen?: ((row: Row) => void) | 'nothing';
}

/** The table of a list page: skeleton while it is read, the failure above what was read before, rows, and what stands in their place. */
export function ListTable<Row>({ things, list, read, problem, empty, expected, onOpen, ...table }: ListTableProps<Row>) {
  const open = onOpen ?? ((row: Row) => list.setOpen(table.rowKey(row)));
  const { fetchNextPage } = read;
  return (
    <>
      {problem !== undefined && (
        <div className="list-note">
          <FailureNote
            title={`The ${things} could not be read.`}
            message={list.query === '' ? problem.message : `${problem.message} Your filters are kept.`}
            reference={problem.reference}
            onRetry={() => void read.refetch()}
          />
        </div>
      )}
      {read.isPending && (
        <TableSkeleton
          columns={table.columns.length}
          density={table.density ?? 'two-lines'}
          {...(expected !== undefined && { rows: expected })}
        />
      )}
      {read.data !== undefined && (
        <DataTable
          openKey={list.open}
          {...table}
          sort={list.sort}
          onSort={list.setSort}
          {...(open !== 'nothing' && { onOpen: open })}
          {...(fetchNextPage !== undefined && {
            more: { hasMore: read.hasNextPage ?? false, loading: read.isFetchingNextPage ?? false, onMore: () => void fetchNextPage() },
          })}
          empty={list.query === '' ? empty : <EmptyByFilter things={things} query={list.query} onClear={() => list.setQuery('')} />}
        />
      )}
    </>
  );
}

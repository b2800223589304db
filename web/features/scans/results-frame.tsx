import { IconRadar2 } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { toProblem } from '../../api/problem.ts';
import { FilterBar } from '../../ui/filter/filter-bar.tsx';
import { FilterBox, type FilterField } from '../../ui/filter/filter-box.tsx';
import type { ListUrlState } from '../../ui/list/use-list-url-state.ts';
import { EmptyByFilter, EmptyState } from '../../ui/note/empty-state.tsx';
import { FailureNote } from '../../ui/note/note.tsx';
import { TableSkeleton } from '../../ui/table/table-skeleton.tsx';

const FIELDS: readonly FilterField[] = [
  { name: 'severity', hint: 'hosts with a finding of it', values: ['5', '4', '3', '2', '1'] },
  { name: 'host', hint: 'a part of the address or name' },
  { name: 'state', hint: 'how its scan ended', values: ['finished', 'failed'] },
  { name: 'alive', hint: 'whether it answered', values: ['yes', 'no'] },
];

interface ResultsFrameProps {
  /** "hosts" */
  readonly things: string;
  readonly results: { readonly isPending: boolean; readonly error: Error | null; readonly refetch: () => unknown };
  readonly list: ListUrlState;
  /** How many fit the filter. */
  readonly shown: { readonly count: number; readonly exact: boolean } | undefined;
  /** Draws the table; takes what stands in place of rows. */
  readonly children: (empty: ReactNode) => ReactNode;
}

/** Filter, failure, loading and emptiness of a tab of results. */
export function ResultsFrame({ things, results, list, shown, children }: ResultsFrameProps) {
  const empty =
    list.query === '' ? (
      <EmptyState icon={IconRadar2} title={`No ${things} yet`}>
        Results arrive host by host while the scan runs.
      </EmptyState>
    ) : (
      <EmptyByFilter things={things} query={list.query} onClear={() => list.setQuery('')} />
    );
  return (
    <>
      <FilterBar things={shown?.count === 1 ? things.slice(0, -1) : things} shown={shown}>
        <FilterBox label="Filter results" query={list.query} onChange={list.setQuery} fields={FIELDS} />
      </FilterBar>
      {results.error !== null && (
        <div className="list-note">
          <FailureNote title={`The ${things} could not be read.`} {...toProblem(results.error)} onRetry={() => void results.refetch()} />
        </div>
      )}
      {results.isPending ? <TableSkeleton columns={6} density="one-line" rows={8} /> : children(empty)}
    </>
  );
}

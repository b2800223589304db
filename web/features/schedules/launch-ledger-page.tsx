import { IconListDetails } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useKeptViews } from '../../api/kept-views.ts';
import { toProblem } from '../../api/problem.ts';
import { FilterBar } from '../../ui/filter/filter-bar.tsx';
import { FilterBox, type FilterField } from '../../ui/filter/filter-box.tsx';
import { shownColumns } from '../../ui/list/chosen-columns.ts';
import { ListActions } from '../../ui/list/list-actions.tsx';
import { useListUrlState } from '../../ui/list/use-list-url-state.ts';
import { EmptyByFilter, EmptyState } from '../../ui/note/empty-state.tsx';
import { FailureNote } from '../../ui/note/note.tsx';
import { Page, PageBody } from '../../ui/page/page.tsx';
import { DataTable } from '../../ui/table/data-table.tsx';
import { TableSkeleton } from '../../ui/table/table-skeleton.tsx';
import { launchCard, launchColumns } from './launch-columns.tsx';
import { launchList } from './queries.ts';
import { SchedulesHead } from './schedules-head.tsx';
import { VerdictCounts } from './verdict-counts.tsx';
import './schedules.css';

const FIELDS: readonly FilterField[] = [
  { name: 'verdict', hint: 'what was decided', values: ['launched', 'late', 'skipped', 'missed', 'waiting', 'held'] },
  { name: 'due', hint: 'in the last days', values: ['last-1d', 'last-7d', 'last-30d'] },
  { name: 'schedule', hint: 'part of the title' },
];

/** Every launch that was due, what was decided, and why. */
export function LaunchLedgerPage() {
  const list = useListUrlState('nominalAt:desc');
  const rows = useInfiniteQuery(launchList(list.input));
  const columns = useMemo(() => launchColumns(false), []);
  const views = useKeptViews('launches');
  const launches = rows.data?.pages.flatMap(({ items }) => items) ?? [];
  const nothing =
    list.query === '' ? (
      <EmptyState icon={IconListDetails} title="No launches yet">
        Each time a schedule is due, one line is written here: launched, late, skipped or missed, and why.
      </EmptyState>
    ) : (
      <EmptyByFilter things="launches" query={list.query} onClear={() => list.setQuery('')} />
    );
  return (
    <Page>
      <SchedulesHead />
      <FilterBar
        things="launches"
        actions={
          <>
            <VerdictCounts query={list.query} onChange={list.setQuery} />
            <ListActions name="launches" list={list} columns={columns} views={views} />
          </>
        }
      >
        <FilterBox label="Filter launches" query={list.query} onChange={list.setQuery} fields={FIELDS} />
      </FilterBar>
      <PageBody>
        {rows.isError && (
          <div className="list-note">
            <FailureNote title="The ledger could not be read." {...toProblem(rows.error)} onRetry={() => void rows.refetch()} />
          </div>
        )}
        {rows.isPending ? (
          <TableSkeleton columns={7} density="ledger" />
        ) : (
          (!rows.isError || launches.length > 0) && (
            <DataTable
              label="Launch ledger"
              columns={shownColumns(columns, list.columns)}
              rows={launches}
              rowKey={({ id }) => id}
              rowLabel={({ scheduleTitle }) => scheduleTitle}
              density="ledger"
              sort={list.sort}
              onSort={list.setSort}
              card={launchCard}
              more={{ hasMore: rows.hasNextPage, loading: rows.isFetchingNextPage, onMore: () => void rows.fetchNextPage() }}
              empty={nothing}
            />
          )
        )}
      </PageBody>
    </Page>
  );
}

import { IconListDetails } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useKeptViews } from '../../api/kept-views.ts';
import { problemOf } from '../../api/problem.ts';
import { FilterBar } from '../../ui/filter/filter-bar.tsx';
import { FilterBox, type FilterField } from '../../ui/filter/filter-box.tsx';
import { shownColumns } from '../../ui/list/chosen-columns.ts';
import { ListActions } from '../../ui/list/list-actions.tsx';
import { ListTable } from '../../ui/list/list-table.tsx';
import { useListUrlState } from '../../ui/list/use-list-url-state.ts';
import { EmptyState } from '../../ui/note/empty-state.tsx';
import { Page, PageBody } from '../../ui/page/page.tsx';
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
  const nothing = (
    <EmptyState icon={IconListDetails} title="No launches yet">
      Each time a schedule is due, one line is written here: launched, late, skipped or missed, and why.
    </EmptyState>
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
        <ListTable
          things="launches"
          list={list}
          read={rows}
          problem={problemOf(rows.error)}
          label="Launch ledger"
          columns={shownColumns(columns, list.columns)}
          rows={launches}
          rowKey={({ id }) => id}
          rowLabel={({ scheduleTitle }) => scheduleTitle}
          density="ledger"
          onOpen="nothing"
          card={launchCard}
          empty={nothing}
        />
      </PageBody>
    </Page>
  );
}

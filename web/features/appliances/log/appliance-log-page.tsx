import { IconListDetails } from '@tabler/icons-react';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { orpc } from '../../../api/client.ts';
import { problemOf } from '../../../api/problem.ts';
import { FilterBar } from '../../../ui/filter/filter-bar.tsx';
import { FilterBox, type FilterField } from '../../../ui/filter/filter-box.tsx';
import { ListTable } from '../../../ui/list/list-table.tsx';
import { useListUrlState } from '../../../ui/list/use-list-url-state.ts';
import { EmptyState } from '../../../ui/note/empty-state.tsx';
import { Page, PageBody } from '../../../ui/page/page.tsx';
import { PageHead } from '../../../ui/page/page-head.tsx';
import { ApplianceTabs } from './appliance-tabs.tsx';
import { LOG_COLUMNS, logCard } from './log-columns.tsx';

const FIELDS: readonly FilterField[] = [
  { name: 'level', hint: 'how bad', values: ['info', 'warn', 'error'] },
  {
    name: 'code',
    hint: 'what happened',
    values: ['platform-lost', 'platform-back', 'slice-declined', 'clock-stepped', 'clock-off', 'spool-full', 'sync-failed', 'command'],
  },
  { name: 'appliance', hint: 'part of its name' },
];

const FIRST: string | undefined = undefined;
const logList = (request: { readonly query?: string; readonly sort: string }) =>
  orpc.monitoring.log.infiniteOptions({
    input: (cursor: string | undefined) => ({ ...request, limit: 100, ...(cursor !== undefined && { cursor }) }),
    initialPageParam: FIRST,
    getNextPageParam: (last) => last.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  });

const keyOf = ({ id }: { readonly id: string }) => id;

/** What the appliances told the Monitoring Server, newest first. */
export function ApplianceLogPage() {
  const list = useListUrlState('at:desc');
  const read = useInfiniteQuery(logList(list.input));
  const rows = useMemo(() => read.data?.pages.flatMap(({ items }) => items) ?? [], [read.data]);
  const total = read.data?.pages[0]?.total;
  const empty = (
    <EmptyState icon={IconListDetails} title="Nothing told yet">
      Appliances tell here of lost connections, declined slices, clock steps and commands, as soon as they have something to tell.
    </EmptyState>
  );
  return (
    <Page>
      <PageHead title="Appliances" />
      <ApplianceTabs />
      <FilterBar things={total?.count === 1 ? 'entry' : 'entries'} shown={total}>
        <FilterBox label="Filter the log" query={list.query} onChange={list.setQuery} fields={FIELDS} />
      </FilterBar>
      <PageBody>
        <ListTable
          things="entries"
          list={list}
          read={read}
          problem={problemOf(read.error)}
          label="Operational log"
          columns={LOG_COLUMNS}
          rows={rows}
          rowKey={keyOf}
          rowLabel={({ applianceName, message }) => `${applianceName}: ${message}`}
          version={keyOf}
          card={logCard}
          empty={empty}
        />
      </PageBody>
    </Page>
  );
}

import { Button } from '@mantine/core';
import { IconCalendarOff, IconListDetails } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useKeptViews } from '../../../api/kept-views.ts';
import { problemOf } from '../../../api/problem.ts';
import { FilterBar } from '../../../ui/filter/filter-bar.tsx';
import { FilterBox, type FilterField } from '../../../ui/filter/filter-box.tsx';
import { shownColumns } from '../../../ui/list/chosen-columns.ts';
import { ListActions } from '../../../ui/list/list-actions.tsx';
import { ListTable } from '../../../ui/list/list-table.tsx';
import { useListUrlState } from '../../../ui/list/use-list-url-state.ts';
import { EmptyState } from '../../../ui/note/empty-state.tsx';
import { Page, PageBody } from '../../../ui/page/page.tsx';
import { PageHead } from '../../../ui/page/page-head.tsx';
import { ApplianceTabs } from './appliance-tabs.tsx';
import { LOG_COLUMNS, logCard } from './log-columns.tsx';
import { logList } from './queries.ts';
import { SpanFields } from './span-fields.tsx';
import { useLogSpan } from './use-log-span.ts';
import './log.css';

const FIELDS: readonly FilterField[] = [
  { name: 'level', hint: 'how bad', values: ['info', 'warn', 'error'] },
  {
    name: 'code',
    hint: 'what happened',
    values: [
      ...['platform-lost', 'platform-back', 'sync-failed', 'clock-synchronized', 'clock-stepped', 'clock-off', 'clock-right'],
      ...['slice-accepted', 'slice-declined', 'slice-resumed', 'slice-ended', 'report-refused', 'spool-full'],
      ...['command', 'command-refused', 'update', 'configuration-changed', 'appliance-started', 'appliance-stopped'],
    ],
  },
  { name: 'appliance', hint: 'part of its name' },
];

const keyOf = ({ id }: { readonly id: string }) => id;

/** What the appliances told the Monitoring Server, newest first. */
export function ApplianceLogPage() {
  const list = useListUrlState('at:desc');
  const span = useLogSpan();
  const read = useInfiniteQuery(logList({ ...list.input, ...span.span }));
  const rows = useMemo(() => read.data?.pages.flatMap(({ items }) => items) ?? [], [read.data]);
  const views = useKeptViews('appliance-log');
  const total = read.data?.pages[0]?.total;
  return (
    <Page>
      <PageHead title="Appliances" />
      <ApplianceTabs />
      <FilterBar
        things={total?.count === 1 ? 'entry' : 'entries'}
        shown={total}
        actions={
          <>
            <SpanFields span={span} />
            <ListActions
              name="appliance-log"
              path="appliances/log"
              also={{ ...span.span }}
              list={list}
              columns={LOG_COLUMNS}
              views={views}
            />
          </>
        }
      >
        <FilterBox label="Filter the log" query={list.query} onChange={list.setQuery} fields={FIELDS} />
      </FilterBar>
      <PageBody>
        <ListTable
          things="entries"
          list={list}
          read={read}
          problem={problemOf(read.error)}
          label="Operational log"
          columns={shownColumns(LOG_COLUMNS, list.columns)}
          rows={rows}
          rowKey={keyOf}
          rowLabel={({ applianceName, message }) => `${applianceName}: ${message}`}
          version={keyOf}
          onOpen="nothing"
          card={logCard}
          empty={span.isSet ? <NothingThen onClear={() => span.change({ from: undefined, to: undefined })} /> : <NothingYet />}
        />
      </PageBody>
    </Page>
  );
}

const NothingYet = () => (
  <EmptyState icon={IconListDetails} title="Nothing told yet">
    Appliances tell here of lost connections, declined slices, clock steps and commands, as soon as they have something to tell.
  </EmptyState>
);

const NothingThen = ({ onClear }: { readonly onClear: () => void }) => (
  <EmptyState
    icon={IconCalendarOff}
    title="Nothing was told in this span"
    action={
      <Button variant="default" onClick={onClear}>
        Drop the span
      </Button>
    }
  >
    No entry lies between From and To. Entries older than what Setup, Alerts keeps are forgotten.
  </EmptyState>
);

import { Button } from '@mantine/core';
import { IconPlus, IconRadar2 } from '@tabler/icons-react';
import { useInfiniteQuery, useSuspenseQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useKeptViews } from '../../api/kept-views.ts';
import { problemOf } from '../../api/problem.ts';
import { meOptions } from '../../api/session.ts';
import { FilterBar } from '../../ui/filter/filter-bar.tsx';
import { FilterBox, type FilterField } from '../../ui/filter/filter-box.tsx';
import { shownColumns } from '../../ui/list/chosen-columns.ts';
import { ListActions } from '../../ui/list/list-actions.tsx';
import { ListTable } from '../../ui/list/list-table.tsx';
import { useListUrlState } from '../../ui/list/use-list-url-state.ts';
import { EmptyState } from '../../ui/note/empty-state.tsx';
import { FailureNote } from '../../ui/note/note.tsx';
import { Page, PageBody } from '../../ui/page/page.tsx';
import { PageHead } from '../../ui/page/page-head.tsx';
import { scanList } from './queries.ts';
import { scanCard, scanColumns, scanVersion } from './scan-columns.tsx';
import { ScansTabs } from './scans-tabs.tsx';
import { useScanControl } from './use-scan-control.tsx';
import './scans.css';

const FIELDS: readonly FilterField[] = [
  {
    name: 'state',
    hint: 'what it does now',
    values: ['queued', 'running', 'pausing', 'paused', 'canceling', 'canceled', 'finished', 'error'],
  },
  { name: 'title', hint: 'a part of the title' },
  { name: 'schedule', hint: 'a part of the title of its schedule' },
  { name: 'owner', hint: 'a name, or me', values: ['me'] },
];

const keyOf = ({ id }: { readonly id: string }) => id;

const NewScanButton = () => (
  <Button component={Link} to="/scans/new" leftSection={<IconPlus size={16} stroke={1.8} />}>
    New scan
  </Button>
);

/** All scans that the person may see: what runs, what waits and why, what was found. */
export function ScansPage() {
  const list = useListUrlState('number:desc');
  const { data: me } = useSuspenseQuery(meOptions());
  const scans = useInfiniteQuery(scanList(list.input));
  const control = useScanControl();
  const views = useKeptViews('scans');
  const columns = scanColumns(me.permissions, control);
  const navigate = useNavigate();
  const rows = useMemo(() => scans.data?.pages.flatMap(({ items }) => items) ?? [], [scans.data]);
  const total = scans.data?.pages[0]?.total;
  const mayLaunch = me.permissions.includes('scans.launch');
  const empty = (
    <EmptyState icon={IconRadar2} title="No scans yet" action={mayLaunch && <NewScanButton />}>
      A scan looks at hosts and says what runs on them and what is wrong with it. Schedules launch scans by themselves; a single one can be
      launched now.
    </EmptyState>
  );
  return (
    <Page>
      <PageHead title="Scans" count={list.query === '' ? total : undefined} actions={mayLaunch && <NewScanButton />} />
      <ScansTabs />
      <FilterBar
        things={total?.count === 1 ? 'scan' : 'scans'}
        shown={total}
        actions={<ListActions name="scans" list={list} columns={columns} views={views} />}
      >
        <FilterBox label="Filter scans" query={list.query} onChange={list.setQuery} fields={FIELDS} />
      </FilterBar>
      <PageBody>
        {control.problem !== undefined && (
          <div className="list-note">
            <FailureNote title="Not done." {...control.problem} />
          </div>
        )}
        <ListTable
          things="scans"
          list={list}
          read={scans}
          problem={problemOf(scans.error)}
          label="Scans"
          columns={shownColumns(columns, list.columns)}
          rows={rows}
          rowKey={keyOf}
          rowLabel={({ title }) => title}
          onOpen={({ id }) => void navigate({ to: '/scans/$id', params: { id } })}
          version={scanVersion}
          card={scanCard}
          empty={empty}
        />
      </PageBody>
      {control.dialog}
    </Page>
  );
}

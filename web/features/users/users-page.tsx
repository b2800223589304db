import { Button } from '@mantine/core';
import { IconUserPlus, IconUsers } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { toProblem } from '../../api/problem.ts';
import { FilterBar } from '../../ui/filter/filter-bar.tsx';
import { FilterBox, type FilterField } from '../../ui/filter/filter-box.tsx';
import { useListUrlState } from '../../ui/list/use-list-url-state.ts';
import { EmptyByFilter, EmptyState } from '../../ui/note/empty-state.tsx';
import { FailureNote } from '../../ui/note/note.tsx';
import { Page, PageBody } from '../../ui/page/page.tsx';
import { DataTable } from '../../ui/table/data-table.tsx';
import { TableSkeleton } from '../../ui/table/table-skeleton.tsx';
import { PERSON_COLUMNS, personCard } from './person-columns.tsx';
import { PersonPanel } from './person-panel.tsx';
import { personList, useMe } from './queries.ts';
import { usePersonActions } from './use-person-actions.tsx';
import { UsersHead } from './users-head.tsx';
import './users.css';

const FIELDS: readonly FilterField[] = [
  { name: 'role', hint: 'what they may do', values: ['manager', 'unit-manager', 'scanner', 'reader'] },
  { name: 'unit', hint: 'a part of the name of the unit' },
  { name: 'name', hint: 'a part of the name' },
  { name: 'email', hint: 'a part of the address' },
];

const keyOf = ({ id }: { readonly id: string }) => id;

/** Who works here, as far as the person may see them. */
export function UsersPage() {
  const list = useListUrlState('name:asc');
  const me = useMe();
  const read = useInfiniteQuery(personList(list.input));
  const rows = useMemo(() => read.data?.pages.flatMap(({ items }) => items) ?? [], [read.data]);
  const total = read.data?.pages[0]?.total;
  const actions = usePersonActions(() => list.setOpen(undefined));
  const invite = me.permissions.includes('users.write') && (
    <Button leftSection={<IconUserPlus size={16} stroke={1.8} />} onClick={actions.invite}>
      Invite a person
    </Button>
  );
  const empty =
    list.query === '' ? (
      <EmptyState icon={IconUsers} title="Nobody yet" action={invite}>
        Whoever is invited gets a link to set a password, and works with what their role allows.
      </EmptyState>
    ) : (
      <EmptyByFilter things="people" query={list.query} onClear={() => list.setQuery('')} />
    );
  const panel = list.open !== undefined && (
    <PersonPanel key={list.open} id={list.open} actions={actions} onClose={() => list.setOpen(undefined)} />
  );
  return (
    <Page>
      <UsersHead actions={invite} />
      <FilterBar things={total?.count === 1 ? 'person' : 'people'} shown={total}>
        <FilterBox label="Filter people" query={list.query} onChange={list.setQuery} fields={FIELDS} />
      </FilterBar>
      <PageBody panel={panel}>
        {read.isError && (
          <div className="users-note">
            <FailureNote title="The people could not be read." {...toProblem(read.error)} onRetry={() => void read.refetch()} />
          </div>
        )}
        {read.isPending && <TableSkeleton columns={5} density="two-lines" />}
        {read.data !== undefined && (
          <DataTable
            label="People"
            columns={PERSON_COLUMNS}
            rows={rows}
            rowKey={keyOf}
            rowLabel={({ name }) => name}
            sort={list.sort}
            onSort={list.setSort}
            openKey={list.open}
            onOpen={({ id }) => list.setOpen(id)}
            card={personCard}
            more={{ hasMore: read.hasNextPage, loading: read.isFetchingNextPage, onMore: () => void read.fetchNextPage() }}
            empty={empty}
          />
        )}
      </PageBody>
      {actions.dialogs}
    </Page>
  );
}

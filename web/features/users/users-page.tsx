import { Button } from '@mantine/core';
import { IconUserPlus, IconUsers } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { problemOf } from '../../api/problem.ts';
import { FilterBar } from '../../ui/filter/filter-bar.tsx';
import { FilterBox, type FilterField } from '../../ui/filter/filter-box.tsx';
import { ListTable } from '../../ui/list/list-table.tsx';
import { useListUrlState } from '../../ui/list/use-list-url-state.ts';
import { EmptyState } from '../../ui/note/empty-state.tsx';
import { Page, PageBody } from '../../ui/page/page.tsx';
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
  const empty = (
    <EmptyState icon={IconUsers} title="Nobody yet" action={invite}>
      Whoever is invited gets a link to set a password, and works with what their role allows.
    </EmptyState>
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
        <ListTable
          things="people"
          list={list}
          read={read}
          problem={problemOf(read.error)}
          label="People"
          columns={PERSON_COLUMNS}
          rows={rows}
          rowKey={keyOf}
          rowLabel={({ name }) => name}
          card={personCard}
          empty={empty}
        />
      </PageBody>
      {actions.dialogs}
    </Page>
  );
}

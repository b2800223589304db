import { Button } from '@mantine/core';
import { IconPlus, IconStack2 } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { AssetGroup } from '#contract/asset-groups';
import { problemOf } from '../../../api/problem.ts';
import { FilterBar } from '../../../ui/filter/filter-bar.tsx';
import { FilterBox } from '../../../ui/filter/filter-box.tsx';
import { ListTable } from '../../../ui/list/list-table.tsx';
import { useListUrlState } from '../../../ui/list/use-list-url-state.ts';
import { EmptyState } from '../../../ui/note/empty-state.tsx';
import { Page, PageBody } from '../../../ui/page/page.tsx';
import { PageHead } from '../../../ui/page/page-head.tsx';
import { AssetsTabs } from '../assets-tabs.tsx';
import { groupList, useMay, useUnitNames } from '../queries.ts';
import { groupCard, groupColumns } from './group-columns.tsx';
import { GroupDialog } from './group-dialog.tsx';
import { GroupPanel, RemoveGroup } from './group-panel.tsx';
import '../assets.css';

/** Named lists of hosts, for targets. */
export function GroupsPage() {
  const list = useListUrlState('name:asc');
  const groups = useInfiniteQuery(groupList(list.input));
  const units = useUnitNames();
  const mayWrite = useMay('assets.write');
  const [editing, setEditing] = useState<AssetGroup | 'new'>();
  const [removing, setRemoving] = useState<AssetGroup>();
  const rows = groups.data?.pages.flatMap(({ items }) => items) ?? [];
  const total = groups.data?.pages[0]?.total;
  const open = rows.find(({ id }) => id === list.open);
  const create = mayWrite && (
    <Button leftSection={<IconPlus size={16} stroke={1.8} />} onClick={() => setEditing('new')}>
      New group
    </Button>
  );
  const panel = open !== undefined && (
    <GroupPanel
      group={open}
      unit={units.get(open.businessUnitId ?? '')}
      change={mayWrite ? { edit: () => setEditing(open), remove: () => setRemoving(open) } : undefined}
      onClose={() => list.setOpen(undefined)}
    />
  );
  const removed = () => {
    setRemoving(undefined);
    list.setOpen(undefined);
  };
  const empty = (
    <EmptyState icon={IconStack2} title="No asset groups yet" action={create}>
      A group names hosts once: addresses, ranges, networks, names. Schedules and scans aim at it, and follow when it changes.
    </EmptyState>
  );
  return (
    <Page>
      <PageHead title="Asset groups" count={list.query === '' ? total : undefined} actions={create} />
      <AssetsTabs />
      <FilterBar things={total?.count === 1 ? 'group' : 'groups'} shown={total}>
        <FilterBox label="Filter asset groups" query={list.query} onChange={list.setQuery} fields={[]} />
      </FilterBar>
      <PageBody panel={panel}>
        <ListTable
          things="asset groups"
          list={list}
          read={groups}
          problem={problemOf(groups.error)}
          label="Asset groups"
          columns={groupColumns(units)}
          rows={rows}
          rowKey={({ id }) => id}
          rowLabel={({ name }) => name}
          card={groupCard}
          empty={empty}
        />
      </PageBody>
      {editing !== undefined && <GroupDialog group={editing === 'new' ? undefined : editing} onClose={() => setEditing(undefined)} />}
      {removing !== undefined && <RemoveGroup group={removing} onClose={() => setRemoving(undefined)} onRemoved={removed} />}
    </Page>
  );
}

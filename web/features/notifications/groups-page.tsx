import { ActionIcon, Button, Menu, Textarea } from '@mantine/core';
import { IconDotsVertical, IconPencil, IconPlus, IconTrash, IconUsersGroup } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { DistributionGroupRow } from '#contract/distribution-groups';
import { problemOf, toProblem } from '../../api/problem.ts';
import { meOptions } from '../../api/session.ts';
import { FilterBar } from '../../ui/filter/filter-bar.tsx';
import { FilterBox, type FilterField } from '../../ui/filter/filter-box.tsx';
import { ListTable } from '../../ui/list/list-table.tsx';
import { useListUrlState } from '../../ui/list/use-list-url-state.ts';
import { EmptyState } from '../../ui/note/empty-state.tsx';
import { FailureNote } from '../../ui/note/note.tsx';
import { Page, PageBody } from '../../ui/page/page.tsx';
import { PanelSection, SidePanel } from '../../ui/panel/side-panel.tsx';
import { Fact, Facts } from '../../ui/stat/facts.tsx';
import { formatNumber } from '../../ui/time/format-duration.ts';
import { GROUP_COLUMNS, groupCard, usedByWords } from './group-columns.tsx';
import { NotificationsHead } from './notifications-head.tsx';
import { groupById, groupList } from './queries.ts';
import { type GroupActions, useGroupActions } from './use-group-actions.tsx';
import './notifications.css';

const FIELDS: readonly FilterField[] = [];
const keyOf = ({ id }: { readonly id: string }) => id;

/** Named lists of addresses that schedules notify beside their owner. */
export function GroupsPage() {
  const list = useListUrlState('name:asc');
  const { data: me } = useSuspenseQuery(meOptions());
  const rows = useInfiniteQuery(groupList(list.input));
  const groups = useMemo(() => rows.data?.pages.flatMap(({ items }) => items) ?? [], [rows.data]);
  const actions = useGroupActions(() => list.setOpen(undefined));
  const create = me.permissions.includes('groups.write') && (
    <Button leftSection={<IconPlus size={16} />} onClick={actions.create}>
      New group
    </Button>
  );
  const nothing = (
    <EmptyState icon={IconUsersGroup} title="No distribution groups yet" action={create}>
      A group is a list of e-mail addresses. Schedules notify their owner, and the groups that are chosen in them.
    </EmptyState>
  );
  return (
    <Page>
      <NotificationsHead actions={create} />
      <FilterBar things="groups" shown={rows.data?.pages[0]?.total}>
        <FilterBox label="Filter groups" query={list.query} onChange={list.setQuery} fields={FIELDS} />
      </FilterBar>
      <PageBody panel={list.open !== undefined && <GroupPanel id={list.open} actions={actions} onClose={() => list.setOpen(undefined)} />}>
        <ListTable
          things="groups"
          list={list}
          read={rows}
          problem={problemOf(rows.error)}
          label="Distribution groups"
          columns={GROUP_COLUMNS}
          rows={groups}
          rowKey={keyOf}
          rowLabel={({ name }) => name}
          card={groupCard}
          empty={nothing}
        />
      </PageBody>
      {actions.dialogs}
    </Page>
  );
}

interface GroupPanelProps {
  readonly id: string;
  readonly actions: GroupActions;
  readonly onClose: () => void;
}

function GroupPanel({ id, actions, onClose }: GroupPanelProps) {
  const read = useQuery(groupById(id));
  const group = read.data;
  return (
    <SidePanel
      title={group?.name ?? 'Distribution group'}
      width={480}
      actions={group?.mayChange && <PanelMenu group={group} actions={actions} />}
      onClose={onClose}
    >
      {read.isError && group === undefined && (
        <div className="list-note">
          <FailureNote title="The group could not be read." {...toProblem(read.error)} onRetry={() => void read.refetch()} />
        </div>
      )}
      {group !== undefined && (
        <>
          <PanelSection>
            <Facts>
              <Fact label="Owner">{group.owner.name}</Fact>
              <Fact label="Used by">{usedByWords(group)}</Fact>
            </Facts>
          </PanelSection>
          <PanelSection title={`Addresses, ${formatNumber(group.emailCount)}`}>
            <Textarea
              aria-label="Addresses of the group"
              className="group-addresses"
              rows={Math.min(18, group.emailCount)}
              value={group.emails.join('\n')}
              readOnly
            />
          </PanelSection>
        </>
      )}
    </SidePanel>
  );
}

function PanelMenu({
  group,
  actions,
}: {
  readonly group: Pick<DistributionGroupRow, 'id' | 'name' | 'usedBy' | 'usedByAlerts'>;
  readonly actions: GroupActions;
}) {
  return (
    <Menu position="bottom-end" width={180}>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" aria-label={`Actions of ${group.name}`}>
          <IconDotsVertical size={16} stroke={1.8} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconPencil size={15} stroke={1.7} />} onClick={() => actions.edit(group)}>
          Edit
        </Menu.Item>
        <Menu.Item leftSection={<IconTrash size={15} stroke={1.7} />} color="var(--bad-text)" onClick={() => actions.remove(group)}>
          Delete
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

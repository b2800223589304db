import { Button } from '@mantine/core';
import { IconBuilding, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { BusinessUnit } from '#contract/business-units';
import { problemOf } from '../../../api/problem.ts';
import { ListTable } from '../../../ui/list/list-table.tsx';
import { useListUrlState } from '../../../ui/list/use-list-url-state.ts';
import { EmptyState } from '../../../ui/note/empty-state.tsx';
import { Page, PageBody } from '../../../ui/page/page.tsx';
import { unitList, useMe } from '../queries.ts';
import { UsersHead } from '../users-head.tsx';
import { UNIT_COLUMNS, unitCard } from './unit-columns.tsx';
import { UnitDialog } from './unit-dialog.tsx';
import { RemoveUnit, UnitPanel } from './unit-panel.tsx';
import '../users.css';

/** Teams of the account, and the addresses that each may aim at. */
export function UnitsPage() {
  const list = useListUrlState('name:asc');
  const mayWrite = useMe().permissions.includes('units.write');
  const read = useQuery(unitList());
  const [editing, setEditing] = useState<BusinessUnit | 'new'>();
  const [removing, setRemoving] = useState<BusinessUnit>();
  const units = read.data?.items ?? [];
  const open = units.find(({ id }) => id === list.open);
  const create = mayWrite && (
    <Button leftSection={<IconPlus size={16} stroke={1.8} />} onClick={() => setEditing('new')}>
      New unit
    </Button>
  );
  const panel = open !== undefined && (
    <UnitPanel
      unit={open}
      change={mayWrite ? { edit: () => setEditing(open), remove: () => setRemoving(open) } : undefined}
      onClose={() => list.setOpen(undefined)}
    />
  );
  const removed = () => {
    setRemoving(undefined);
    list.setOpen(undefined);
  };
  return (
    <Page>
      <UsersHead actions={create} />
      <PageBody panel={panel}>
        <p className="list-note text-2">
          The people of a unit see what is the unit’s, and aim at its networks alone. A unit without networks is not limited.
        </p>
        <ListTable
          things="business units"
          list={list}
          read={read}
          problem={problemOf(read.error)}
          label="Business units"
          columns={UNIT_COLUMNS}
          rows={units}
          rowKey={({ id }) => id}
          rowLabel={({ name }) => name}
          card={unitCard}
          empty={
            <EmptyState icon={IconBuilding} title="No business units" action={create}>
              One team needs none. With several, each unit owns networks, and its people see and aim at these alone.
            </EmptyState>
          }
        />
      </PageBody>
      {editing !== undefined && <UnitDialog unit={editing === 'new' ? undefined : editing} onClose={() => setEditing(undefined)} />}
      {removing !== undefined && <RemoveUnit unit={removing} onClose={() => setRemoving(undefined)} onRemoved={removed} />}
    </Page>
  );
}

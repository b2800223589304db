import { Button } from '@mantine/core';
import { IconCloud, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Connector } from '#contract/connectors';
import { problemOf } from '../../../api/problem.ts';
import { cloudConnectors } from '../../../targets/target-queries.ts';
import { ListTable } from '../../../ui/list/list-table.tsx';
import { useListUrlState } from '../../../ui/list/use-list-url-state.ts';
import { EmptyState } from '../../../ui/note/empty-state.tsx';
import { Page, PageBody } from '../../../ui/page/page.tsx';
import { PageHead } from '../../../ui/page/page-head.tsx';
import { AssetsTabs } from '../assets-tabs.tsx';
import { useMay } from '../queries.ts';
import { CONNECTOR_COLUMNS, connectorCard } from './connector-columns.tsx';
import { ConnectorDialog } from './connector-dialog.tsx';
import { ConnectorPanel, RemoveConnector } from './connector-panel.tsx';
import '../assets.css';

/** Cloud accounts whose instances become assets. */
export function ConnectorsPage() {
  const list = useListUrlState('');
  const connectors = useQuery(cloudConnectors());
  const mayWrite = useMay('connectors.write');
  const [editing, setEditing] = useState<Connector | 'new'>();
  const [removing, setRemoving] = useState<Connector>();
  const rows = connectors.data?.items ?? [];
  const open = rows.find(({ id }) => id === list.open);
  const create = mayWrite && (
    <Button leftSection={<IconPlus size={16} stroke={1.8} />} onClick={() => setEditing('new')}>
      New connector
    </Button>
  );
  const panel = open !== undefined && (
    <ConnectorPanel
      key={open.id}
      connector={open}
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
      <PageHead title="Cloud connectors" actions={create} />
      <AssetsTabs />
      <PageBody panel={panel}>
        <ListTable
          things="cloud connectors"
          list={list}
          read={connectors}
          problem={problemOf(connectors.error)}
          label="Cloud connectors"
          columns={CONNECTOR_COLUMNS}
          rows={rows}
          rowKey={({ id }) => id}
          rowLabel={({ name }) => name}
          card={connectorCard}
          empty={
            <EmptyState icon={IconCloud} title="No cloud connectors yet" action={create}>
              A connector asks a cloud account which instances run, and keeps them among the assets. Schedules aim at them by their tags.
            </EmptyState>
          }
        />
      </PageBody>
      {editing !== undefined && (
        <ConnectorDialog connector={editing === 'new' ? undefined : editing} onClose={() => setEditing(undefined)} />
      )}
      {removing !== undefined && <RemoveConnector connector={removing} onClose={() => setRemoving(undefined)} onRemoved={removed} />}
    </Page>
  );
}

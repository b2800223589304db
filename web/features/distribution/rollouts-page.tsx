import { IconRefresh } from '@tabler/icons-react';
import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { problemOf } from '../../api/problem.ts';
import { meOptions } from '../../api/session.ts';
import { ListTable } from '../../ui/list/list-table.tsx';
import { useListUrlState } from '../../ui/list/use-list-url-state.ts';
import { EmptyState } from '../../ui/note/empty-state.tsx';
import { Page, PageBody } from '../../ui/page/page.tsx';
import { PageHead } from '../../ui/page/page-head.tsx';
import { DistributionTabs } from './distribution-tabs.tsx';
import { rolloutList } from './queries.ts';
import { ROLLOUT_COLUMNS, rolloutCard } from './rollout-columns.tsx';
import { RolloutPanel } from './rollout-panel.tsx';
import './distribution.css';

/** Versions on their way to the fleet, phase by phase. */
export function RolloutsPage() {
  const list = useListUrlState('');
  const rollouts = useQuery(rolloutList());
  const { data: me } = useSuspenseQuery(meOptions());
  const rows = rollouts.data?.items ?? [];
  const open = rows.find(({ id }) => id === list.open);
  const mayChange = me.permissions.includes('packages.write');
  const panel = open !== undefined && (
    <RolloutPanel key={open.id} rollout={open} mayChange={mayChange} onClose={() => list.setOpen(undefined)} />
  );
  return (
    <Page>
      <PageHead title="Updates" parent={{ label: 'Appliances', to: '/appliances' }} />
      <DistributionTabs />
      <PageBody panel={panel}>
        <ListTable
          things="roll-outs"
          list={list}
          read={rollouts}
          problem={problemOf(rollouts.error)}
          label="Roll-outs"
          columns={ROLLOUT_COLUMNS}
          rows={rows}
          rowKey={({ id }) => id}
          rowLabel={({ package: name, version }) => `${name} ${version}`}
          card={rolloutCard}
          empty={
            <EmptyState icon={IconRefresh} title="No roll-outs yet">
              A version goes to the appliances in phases. The packages that this server was built with are published by themselves.
            </EmptyState>
          }
        />
      </PageBody>
    </Page>
  );
}

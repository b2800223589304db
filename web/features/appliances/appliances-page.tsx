import { Button } from '@mantine/core';
import { IconPlus, IconServer2 } from '@tabler/icons-react';
import { useInfiniteQuery, useSuspenseQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
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
import { Page, PageBody } from '../../ui/page/page.tsx';
import { PageHead } from '../../ui/page/page-head.tsx';
import { useSelection } from '../../ui/table/use-selection.ts';
import { APPLIANCE_COLUMNS, applianceCard, applianceVersion } from './appliance-columns.tsx';
import { BulkCommands } from './commands/bulk-commands.tsx';
import { BulkNetworkPanel } from './commands/bulk-network-panel.tsx';
import type { ListKind } from './commands/network-draft.ts';
import { FleetLine } from './fleet-line.tsx';
import { ApplianceTabs } from './log/appliance-tabs.tsx';
import { AppliancePanel } from './panel/appliance-panel.tsx';
import { applianceList } from './queries.ts';
import { RolloutLink } from './rollout-link.tsx';
import { useApplianceActions } from './use-appliance-actions.tsx';
import './appliances.css';

const FIELDS: readonly FilterField[] = [
  { name: 'status', hint: 'its state', values: ['online', 'busy', 'updating', 'late', 'offline', 'missing', 'never-connected', 'retired'] },
  { name: 'version', hint: 'whether it runs what it should', values: ['current', 'outdated'] },
];

const keyOf = ({ id }: { readonly id: string }) => id;

/** The scanner appliances: whether they poll, what they have room for, what they work on. */
export function AppliancesPage() {
  const list = useListUrlState('name:asc');
  const { data: me } = useSuspenseQuery(meOptions());
  const appliances = useInfiniteQuery(applianceList(list.input));
  const rows = useMemo(() => appliances.data?.pages.flatMap(({ items }) => items) ?? [], [appliances.data]);
  const total = appliances.data?.pages[0]?.total;
  const actions = useApplianceActions();
  const selection = useSelection();
  const [form, setForm] = useState<ListKind>();
  const views = useKeptViews('appliances');
  const mayWrite = me.permissions.includes('appliances.write');
  const register = mayWrite && (
    <Button leftSection={<IconPlus size={16} stroke={1.8} />} onClick={actions.register}>
      Register appliance
    </Button>
  );
  const actionsOfPage = (
    <>
      <RolloutLink />
      {register}
    </>
  );
  const empty = (
    <EmptyState icon={IconServer2} title="No appliances yet" action={register}>
      An appliance is a machine that scans. Register one here, then run the command that the console shows on that machine.
    </EmptyState>
  );
  const closeForm = () => setForm(undefined);
  const sent = () => {
    closeForm();
    selection.clear();
  };
  const ids = [...selection.selected];
  const panel =
    form !== undefined && ids.length > 0 ? (
      <BulkNetworkPanel key={form} kind={form} applianceIds={ids} onClose={closeForm} onSent={sent} />
    ) : (
      list.open !== undefined && <AppliancePanel list={list} id={list.open} actions={mayWrite ? actions : undefined} />
    );
  return (
    <Page>
      <PageHead title="Appliances" count={list.query === '' ? total : undefined} actions={actionsOfPage} />
      <ApplianceTabs />
      <FleetLine query={list.query} onQuery={list.setQuery} />
      <FilterBar
        things={total?.count === 1 ? 'appliance' : 'appliances'}
        shown={total}
        actions={<ListActions name="appliances" list={list} columns={APPLIANCE_COLUMNS} views={views} />}
      >
        <FilterBox label="Filter appliances" query={list.query} onChange={list.setQuery} fields={FIELDS} />
      </FilterBar>
      <PageBody panel={panel} foot={<BulkCommands selected={selection.selected} onClear={selection.clear} onOpenForm={setForm} />}>
        <ListTable
          things="appliances"
          list={list}
          read={appliances}
          problem={problemOf(appliances.error)}
          label="Appliances"
          columns={shownColumns(APPLIANCE_COLUMNS, list.columns)}
          rows={rows}
          rowKey={keyOf}
          rowLabel={({ name }) => name}
          version={applianceVersion}
          card={applianceCard}
          {...(mayWrite && { selection })}
          empty={empty}
        />
      </PageBody>
      {actions.dialogs}
    </Page>
  );
}

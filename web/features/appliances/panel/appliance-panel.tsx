import { ActionIcon, Menu } from '@mantine/core';
import { IconArchive, IconDotsVertical, IconKey, IconPencil, IconReplace } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Appliance } from '#contract/appliances';
import { toProblem } from '../../../api/problem.ts';
import type { ListUrlState } from '../../../ui/list/use-list-url-state.ts';
import { FailureNote } from '../../../ui/note/note.tsx';
import { PanelTabs } from '../../../ui/panel/panel-tabs.tsx';
import { SidePanel } from '../../../ui/panel/side-panel.tsx';
import { Status } from '../../../ui/status/status.tsx';
import { CommandsSection } from '../commands/commands-section.tsx';
import type { ListKind } from '../commands/network-draft.ts';
import { NetworkForm } from '../commands/network-form.tsx';
import { ClockSection } from '../log/clock-section.tsx';
import { LogSection } from '../log/log-section.tsx';
import { applianceById } from '../queries.ts';
import type { ApplianceActions } from '../use-appliance-actions.tsx';
import { APPLIANCE_TABS, type ApplianceTab, tabOf } from './appliance-tab.ts';
import { CodeOpen } from './code-open.tsx';
import { JobsTab } from './jobs-tab.tsx';
import { NetworkTab } from './network-tab.tsx';
import { OverviewTab } from './overview-tab.tsx';
import { PanelSkeleton } from './panel-skeleton.tsx';
import { UpdatesTab } from './updates-tab.tsx';

interface AppliancePanelProps {
  readonly id: string;
  readonly list: Pick<ListUrlState, 'tab' | 'setOpen' | 'setTab'>;
  /** Absent for who may only look. */
  readonly actions: ApplianceActions | undefined;
}

/** One appliance at the side of the list. */
export function AppliancePanel({ id, list, actions }: AppliancePanelProps) {
  const read = useQuery(applianceById(id));
  const tab = tabOf(list.tab);
  const appliance = read.data;
  const menu = actions !== undefined && appliance !== undefined && appliance.state !== 'retired' && (
    <PanelMenu appliance={appliance} actions={actions} />
  );
  return (
    <SidePanel
      title={appliance?.name ?? 'Appliance'}
      width={480}
      aside={appliance !== undefined && <PanelStatus appliance={appliance} />}
      actions={menu}
      tabs={<PanelTabs label="Parts of the appliance" tabs={APPLIANCE_TABS} current={tab} />}
      onClose={() => list.setOpen(undefined)}
    >
      {read.isError && appliance === undefined && (
        <div className="list-note">
          <FailureNote title="The appliance could not be read." {...toProblem(read.error)} onRetry={() => void read.refetch()} />
        </div>
      )}
      {read.isPending && <PanelSkeleton />}
      {appliance?.codeExpiresAt !== undefined && appliance.state !== 'retired' && (
        <CodeOpen expiresAt={appliance.codeExpiresAt} onNewCode={actions && (() => actions.renewCode(appliance))} />
      )}
      {appliance !== undefined && (
        <PanelBody key={id} appliance={appliance} tab={tab} onTab={list.setTab} mayWrite={actions !== undefined} />
      )}
    </SidePanel>
  );
}

interface PanelBodyProps {
  readonly appliance: Appliance;
  readonly tab: ApplianceTab;
  readonly onTab: (tab: ApplianceTab) => void;
  readonly mayWrite: boolean;
}

/** The open tab. A form that was begun stays as it is while other tabs are looked at. */
function PanelBody({ appliance, tab, onTab, mayWrite }: PanelBodyProps) {
  const [form, setForm] = useState<ListKind>();
  const openForm = (kind: ListKind) => {
    setForm(kind);
    onTab('commands');
  };
  const onOpenForm = mayWrite ? openForm : undefined;
  return (
    <>
      {tab === 'overview' && <OverviewTab appliance={appliance} onOpenForm={onOpenForm} />}
      {tab === 'jobs' && <JobsTab appliance={appliance} />}
      {tab === 'commands' && form === undefined && <CommandsSection appliance={appliance} first={20} onOpenForm={onOpenForm} />}
      {form !== undefined && (
        <div hidden={tab !== 'commands'}>
          <NetworkForm key={form} appliance={appliance} kind={form} onClose={() => setForm(undefined)} />
        </div>
      )}
      {tab === 'updates' && <UpdatesTab appliance={appliance} />}
      {tab === 'network' && <NetworkTab appliance={appliance} />}
      {tab === 'log' && <LogSection appliance={appliance} />}
      {tab === 'clock' && <ClockSection appliance={appliance} />}
    </>
  );
}

function PanelStatus({ appliance: { state, runningSlices } }: { readonly appliance: Appliance }) {
  const count = runningSlices.length;
  return <Status name={state} {...(count > 0 && { qualifier: count === 1 ? '1 slice' : `${count} slices` })} />;
}

function PanelMenu({ appliance, actions }: { readonly appliance: Appliance; readonly actions: ApplianceActions }) {
  return (
    <Menu position="bottom-end" width={200}>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" aria-label={`Actions of ${appliance.name}`}>
          <IconDotsVertical size={16} stroke={1.8} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconPencil size={15} stroke={1.7} />} onClick={() => actions.edit(appliance)}>
          Edit
        </Menu.Item>
        <Menu.Item leftSection={<IconKey size={15} stroke={1.7} />} onClick={() => actions.renewCode(appliance)}>
          {appliance.registeredAt === undefined ? 'New code' : 'Bind again'}
        </Menu.Item>
        {appliance.registeredAt !== undefined && (
          <Menu.Item leftSection={<IconReplace size={15} stroke={1.7} />} onClick={() => actions.replace(appliance)}>
            Replace machine
          </Menu.Item>
        )}
        <Menu.Item leftSection={<IconArchive size={15} stroke={1.7} />} color="var(--bad-text)" onClick={() => actions.retire(appliance)}>
          Retire
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

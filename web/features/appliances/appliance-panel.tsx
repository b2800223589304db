import { ActionIcon, Menu } from '@mantine/core';
import { IconArchive, IconDotsVertical, IconKey, IconPencil } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Appliance } from '#contract/appliances';
import { toProblem } from '../../api/problem.ts';
import { FailureNote } from '../../ui/note/note.tsx';
import { SidePanel } from '../../ui/panel/side-panel.tsx';
import { Status } from '../../ui/status/status.tsx';
import { AppliancePanelBody } from './appliance-panel-body.tsx';
import type { ListKind } from './commands/network-draft.ts';
import { NetworkForm } from './commands/network-form.tsx';
import { applianceById } from './queries.ts';
import type { ApplianceActions } from './use-appliance-actions.tsx';

interface AppliancePanelProps {
  readonly id: string;
  /** Absent for who may only look. */
  readonly actions: ApplianceActions | undefined;
  readonly onClose: () => void;
}

/** One appliance at the side of the list. */
export function AppliancePanel({ id, actions, onClose }: AppliancePanelProps) {
  const read = useQuery(applianceById(id));
  const [form, setForm] = useState<{ readonly id: string; readonly kind: ListKind }>();
  // Another row that is opened shows its own panel, not the form of the one before.
  const open = form?.id === id ? form.kind : undefined;
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
      onClose={onClose}
    >
      {read.isError && appliance === undefined && (
        <div className="list-note">
          <FailureNote title="The appliance could not be read." {...toProblem(read.error)} onRetry={() => void read.refetch()} />
        </div>
      )}
      {appliance !== undefined && open === undefined && (
        <AppliancePanelBody appliance={appliance} onOpenForm={actions && ((kind) => setForm({ id, kind }))} />
      )}
      {appliance !== undefined && open !== undefined && (
        <NetworkForm key={`${id} ${open}`} appliance={appliance} kind={open} onClose={() => setForm(undefined)} />
      )}
    </SidePanel>
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
          New code
        </Menu.Item>
        <Menu.Item leftSection={<IconArchive size={15} stroke={1.7} />} color="var(--bad-text)" onClick={() => actions.retire(appliance)}>
          Retire
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

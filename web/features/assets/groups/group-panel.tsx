import { IconPencil, IconTrash } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import type { AssetGroup } from '#contract/asset-groups';
import { client, orpc } from '../../../api/client.ts';
import { PanelMenu } from '../../../ui/panel/panel-menu.tsx';
import { PanelSection, SidePanel } from '../../../ui/panel/side-panel.tsx';
import { formatNumber } from '../../../ui/time/format-duration.ts';
import { useAppliances } from '../queries.ts';
import { RemoveDialog } from '../remove-dialog.tsx';
import { UsedBy } from '../used-by.tsx';
import { hostsText } from './group-columns.tsx';

/** Lines in the panel; the editor holds all. */
const SHOWN = 200;

interface GroupPanelProps {
  readonly group: AssetGroup;
  readonly unit: string | undefined;
  /** Absent for who may only look. */
  readonly change: { readonly edit: () => void; readonly remove: () => void } | undefined;
  readonly onClose: () => void;
}

/** What a group names, and what uses it. */
export function GroupPanel({ group, unit, change, onClose }: GroupPanelProps) {
  const { name, entries, usedBy, applianceIds } = group;
  const { appliances: known } = useAppliances();
  const names = new Map(known.map(({ id, name, state }): [string, string] => [id, state === 'retired' ? `${name} (retired)` : name]));
  const actions =
    change === undefined
      ? []
      : [
          { label: 'Edit', icon: IconPencil, onClick: change.edit },
          { label: 'Delete', icon: IconTrash, onClick: change.remove, destructive: true },
        ];
  return (
    <SidePanel
      title={name}
      width={312}
      subtitle={unit === undefined ? hostsText(group) : `${hostsText(group)}, ${unit}`}
      actions={<PanelMenu of={name} actions={actions} />}
      onClose={onClose}
    >
      <PanelSection title="Hosts" aside={<span className="meta">{formatNumber(entries.length)} lines</span>}>
        <pre className="asset-entries mono">{entries.slice(0, SHOWN).join('\n')}</pre>
        {entries.length > SHOWN && <p className="meta">and {formatNumber(entries.length - SHOWN)} more</p>}
      </PanelSection>
      <PanelSection title="Scanned by">
        {applianceIds.length === 0 ? (
          <p className="meta">Any appliance, where a schedule allows any</p>
        ) : (
          <p>{applianceIds.map((id) => names.get(id) ?? 'an appliance').join(', ')}</p>
        )}
      </PanelSection>
      <PanelSection title="Used by">
        <UsedBy usedBy={usedBy} />
      </PanelSection>
    </SidePanel>
  );
}

interface RemoveGroupProps {
  readonly group: AssetGroup;
  readonly onClose: () => void;
  readonly onRemoved: () => void;
}

export function RemoveGroup({ group: { id, name, usedBy }, onClose, onRemoved }: RemoveGroupProps) {
  const queryClient = useQueryClient();
  return (
    <RemoveDialog
      name={name}
      what="the group"
      usedBy={usedBy}
      remove={() => client.assetGroups.remove({ id })}
      onRemoved={() => {
        void queryClient.invalidateQueries({ queryKey: orpc.assetGroups.key() });
        onRemoved();
      }}
      onClose={onClose}
    >
      No schedule uses it. The hosts that it names stay as they are.
    </RemoveDialog>
  );
}

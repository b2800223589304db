import { IconPencil, IconTrash } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import type { Tag } from '#contract/tags';
import { client, orpc } from '../../../api/client.ts';
import { PanelMenu } from '../../../ui/panel/panel-menu.tsx';
import { PanelSection, SidePanel } from '../../../ui/panel/side-panel.tsx';
import { Fact, Facts } from '../../../ui/stat/facts.tsx';
import { RemoveDialog } from '../remove-dialog.tsx';
import { UsedBy } from '../used-by.tsx';
import { AssetCount } from './tag-columns.tsx';
import { ruleText } from './tag-draft.ts';

interface TagPanelProps {
  readonly tag: Tag;
  /** Absent for who may only look. */
  readonly change: { readonly edit: () => void; readonly remove: () => void } | undefined;
  readonly onClose: () => void;
}

/** Who carries a tag, and what uses it. */
export function TagPanel({ tag, change, onClose }: TagPanelProps) {
  const { name, rule, usedBy } = tag;
  const actions =
    change === undefined
      ? []
      : [
          { label: 'Edit', icon: IconPencil, onClick: change.edit },
          { label: 'Delete', icon: IconTrash, onClick: change.remove, destructive: true },
        ];
  return (
    <SidePanel title={name} width={312} actions={<PanelMenu of={name} actions={actions} />} onClose={onClose}>
      <PanelSection>
        <Facts>
          <Fact label="Carried by">{ruleText(rule)}</Fact>
          <Fact label="Assets">
            <AssetCount tag={tag} />
          </Fact>
        </Facts>
      </PanelSection>
      {rule.kind === 'network' && (
        <PanelSection title="Networks">
          <pre className="asset-entries mono">{rule.ranges.join('\n')}</pre>
        </PanelSection>
      )}
      <PanelSection title="Used by">
        <UsedBy usedBy={usedBy} />
      </PanelSection>
    </SidePanel>
  );
}

interface RemoveTagProps {
  readonly tag: Tag;
  readonly onClose: () => void;
  readonly onRemoved: () => void;
}

export function RemoveTag({ tag: { id, name, usedBy }, onClose, onRemoved }: RemoveTagProps) {
  const queryClient = useQueryClient();
  return (
    <RemoveDialog
      name={name}
      what="the tag"
      usedBy={usedBy}
      remove={() => client.tags.remove({ id })}
      onRemoved={() => {
        void queryClient.invalidateQueries({ queryKey: orpc.tags.key() });
        void queryClient.invalidateQueries({ queryKey: orpc.assets.key() });
        onRemoved();
      }}
      onClose={onClose}
    >
      No schedule uses it. The assets that carry it stay, without it.
    </RemoveDialog>
  );
}

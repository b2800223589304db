import { IconPencil, IconTrash } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { BusinessUnit } from '#contract/business-units';
import { client, orpc } from '../../../api/client.ts';
import { toProblem } from '../../../api/problem.ts';
import { ConfirmDialog } from '../../../ui/dialog/confirm-dialog.tsx';
import { FailureNote } from '../../../ui/note/note.tsx';
import { PageLink } from '../../../ui/page/page-link.tsx';
import { PanelMenu } from '../../../ui/panel/panel-menu.tsx';
import { PanelSection, SidePanel } from '../../../ui/panel/side-panel.tsx';
import { Fact, Facts } from '../../../ui/stat/facts.tsx';
import { formatNumber } from '../../../ui/time/format-duration.ts';
import { toast } from '../../../ui/toast/toast.ts';
import { peopleText, schedulesText } from './unit-columns.tsx';

interface UnitPanelProps {
  readonly unit: BusinessUnit;
  /** Absent for who may only look. */
  readonly change: { readonly edit: () => void; readonly remove: () => void } | undefined;
  readonly onClose: () => void;
}

/** What a unit owns, and who is in it. */
export function UnitPanel({ unit, change, onClose }: UnitPanelProps) {
  const { name, networks } = unit;
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
          <Fact label="People">
            <PageLink to="/users" search={{ q: `unit:"${name}"` }}>
              {peopleText(unit)}
            </PageLink>
          </Fact>
          <Fact label="Schedules">{schedulesText(unit)}</Fact>
        </Facts>
      </PanelSection>
      <PanelSection title="Networks" aside={<span className="meta">{formatNumber(networks.length)}</span>}>
        {networks.length === 0 ? (
          <p className="text-2">None: its people may aim at any address.</p>
        ) : (
          <pre className="users-networks mono">{networks.join('\n')}</pre>
        )}
      </PanelSection>
    </SidePanel>
  );
}

interface RemoveUnitProps {
  readonly unit: BusinessUnit;
  readonly onRemoved: () => void;
  readonly onClose: () => void;
}

/** A unit that holds people or schedules is refused by the server, which names them. */
export function RemoveUnit({ unit, onRemoved, onClose }: RemoveUnitProps) {
  const queryClient = useQueryClient();
  const removal = useMutation({
    mutationFn: () => client.businessUnits.remove({ id: unit.id }),
    onSuccess: () => {
      toast(`${unit.name} is deleted`);
      onRemoved();
      return queryClient.invalidateQueries({ queryKey: orpc.businessUnits.key() });
    },
  });
  return (
    <ConfirmDialog
      opened
      title={`Delete ${unit.name}?`}
      confirm="Delete the unit"
      tone="bad"
      busy={removal.isPending}
      onConfirm={() => removal.mutate()}
      onCancel={onClose}
    >
      {removal.isError && <FailureNote title="Not deleted." {...toProblem(removal.error)} />}
      Its addresses belong to no unit then. A unit that still has people or schedules is not deleted.
    </ConfirmDialog>
  );
}

import { IconArchive, IconKey, IconPencil, IconReplace } from '@tabler/icons-react';
import type { Appliance } from '#contract/appliances';
import { PanelMenu } from '../../../ui/panel/panel-menu.tsx';
import type { ApplianceActions } from '../use-appliance-actions.tsx';

interface ApplianceMenuProps {
  readonly appliance: Appliance;
  readonly actions: ApplianceActions;
}

/** What can be done with an appliance as a whole. Nothing with a retired one. */
export function ApplianceMenu({ appliance, actions }: ApplianceMenuProps) {
  if (appliance.state === 'retired') return null;
  const isBound = appliance.registeredAt !== undefined;
  return (
    <PanelMenu
      of={appliance.name}
      actions={[
        { label: 'Edit', icon: IconPencil, onClick: () => actions.edit(appliance) },
        { label: isBound ? 'Bind again' : 'New code', icon: IconKey, onClick: () => actions.renewCode(appliance) },
        ...(isBound ? [{ label: 'Replace machine', icon: IconReplace, onClick: () => actions.replace(appliance) }] : []),
        { label: 'Retire', icon: IconArchive, onClick: () => actions.retire(appliance), destructive: true },
      ]}
    />
  );
}

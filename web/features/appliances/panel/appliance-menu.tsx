import { ActionIcon, Menu } from '@mantine/core';
import { IconArchive, IconDotsVertical, IconKey, IconPencil, IconReplace } from '@tabler/icons-react';
import type { Appliance } from '#contract/appliances';
import type { ApplianceActions } from '../use-appliance-actions.tsx';

interface ApplianceMenuProps {
  readonly appliance: Appliance;
  readonly actions: ApplianceActions;
}

/** What can be done with an appliance as a whole. Nothing with a retired one. */
export function ApplianceMenu({ appliance, actions }: ApplianceMenuProps) {
  if (appliance.state === 'retired') return null;
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

import { ActionIcon, Menu } from '@mantine/core';
import { type Icon, IconDotsVertical } from '@tabler/icons-react';

export interface MenuAction {
  readonly label: string;
  readonly icon: Icon;
  readonly onClick: () => void;
  /** Takes something away. */
  readonly destructive?: boolean;
}

/** What can be done with the thing of a panel. Shows nothing when there is nothing to do. */
export function PanelMenu({ of, actions }: { readonly of: string; readonly actions: readonly MenuAction[] }) {
  if (actions.length === 0) return null;
  return (
    <Menu position="bottom-end" width={200}>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" aria-label={`Actions for ${of}`}>
          <IconDotsVertical size={16} stroke={1.8} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {actions.map(({ label, icon: ActionSign, onClick, destructive = false }) => (
          <Menu.Item
            key={label}
            leftSection={<ActionSign size={15} stroke={1.7} />}
            {...(destructive && { color: 'var(--bad-text)' })}
            onClick={onClick}
          >
            {label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

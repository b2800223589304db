import { ActionIcon, Menu } from '@mantine/core';
import { IconCheck, IconColumns3 } from '@tabler/icons-react';
import { useState } from 'react';
import type { Column } from '../table/columns.ts';
import { choosable, shownKeys, toggleColumn } from './chosen-columns.ts';
import './list-actions.css';

interface ColumnsMenuProps<Row> {
  readonly columns: readonly Column<Row>[];
  /** Keys of the shown columns; undefined: the list's own. */
  readonly chosen: readonly string[] | undefined;
  readonly onChange: (chosen: readonly string[] | undefined) => void;
}

/** Chooses which columns a list shows. The last one cannot be hidden. */
export function ColumnsMenu<Row>({ columns, chosen, onChange }: ColumnsMenuProps<Row>) {
  const [opened, setOpened] = useState(false);
  const shown = shownKeys(columns, chosen);
  return (
    <Menu opened={opened} onChange={setOpened} position="bottom-end" width={230} closeOnItemClick={false}>
      <Menu.Target>
        <ActionIcon variant="default" size={30} aria-label="Columns" title="Columns">
          <IconColumns3 size={16} stroke={1.7} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {choosable(columns).map(({ key, head, name }) => (
          <Menu.Item
            key={key}
            role="menuitemcheckbox"
            aria-checked={shown.includes(key)}
            disabled={shown.length === 1 && shown[0] === key}
            leftSection={
              <IconCheck size={16} stroke={1.9} className="column-check" data-shown={shown.includes(key) || undefined} aria-hidden />
            }
            onClick={() => onChange(toggleColumn(columns, chosen, key))}
          >
            {name ?? head}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item disabled={chosen === undefined} onClick={() => onChange(undefined)}>
          Reset the columns
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

import { ActionIcon, Menu } from '@mantine/core';
import { IconArrowDown, IconArrowsSort, IconArrowUp } from '@tabler/icons-react';
import { type Column, nextSort, parseSort } from '../table/columns.ts';

interface SortMenuProps<Row> {
  readonly columns: readonly Column<Row>[];
  readonly sort: string;
  readonly onSort: (sort: string) => void;
}

/** What the heads of a table are elsewhere: chooses the order of a list on a phone, and turns it around when chosen again. */
export function SortMenu<Row>({ columns, sort, onSort }: SortMenuProps<Row>) {
  const now = parseSort(sort);
  const sortable = columns.flatMap(({ key, sort: field, name, head }) =>
    field === undefined ? [] : [{ key, field, label: name ?? head }],
  );
  if (sortable.length === 0) return null;
  const Direction = now?.direction === 'desc' ? IconArrowDown : IconArrowUp;
  return (
    <Menu position="bottom-end" width={220}>
      <Menu.Target>
        <ActionIcon variant="default" size={30} aria-label="Sort this list">
          <IconArrowsSort size={16} stroke={1.7} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {sortable.map(({ key, field, label }) => (
          <Menu.Item
            key={key}
            role="menuitemradio"
            aria-checked={field === now?.field}
            rightSection={field === now?.field && <Direction size={15} stroke={1.9} aria-hidden />}
            onClick={() => onSort(nextSort(sort, field))}
          >
            {label}
            {field === now?.field && <span className="visually-hidden">, {now.direction === 'asc' ? 'ascending' : 'descending'}</span>}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

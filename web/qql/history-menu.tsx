import { ActionIcon, Popover, Tooltip } from '@mantine/core';
import { IconHistory } from '@tabler/icons-react';
import { useState } from 'react';
import { ForeignText } from '../ui/text/foreign-text.tsx';
import { readHistory } from './query-history.ts';

interface HistoryMenuProps {
  /** `images` */
  readonly list: string;
  readonly onRun: (query: string) => void;
}

/** The queries that ran in this browser before; one click runs one again. */
export function HistoryMenu({ list, onRun }: HistoryMenuProps) {
  const [opened, setOpened] = useState(false);
  const queries = opened ? readHistory(list) : [];
  const run = (query: string) => {
    setOpened(false);
    onRun(query);
  };
  return (
    <Popover opened={opened} onChange={setOpened} width={380} position="bottom-end" returnFocus withinPortal={false}>
      <Popover.Target>
        <Tooltip label="Earlier queries" disabled={opened}>
          <ActionIcon variant="default" size={30} aria-label="Earlier queries" onClick={() => setOpened(!opened)}>
            <IconHistory size={16} stroke={1.7} />
          </ActionIcon>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown aria-label="Earlier queries" className="qql-history">
        {queries.length === 0 ? (
          <p className="meta">Queries that ran in this browser stand here, the newest first.</p>
        ) : (
          <ul>
            {queries.map((query) => (
              <li key={query}>
                <button type="button" className="mono" onClick={() => run(query)}>
                  <ForeignText>{query}</ForeignText>
                </button>
              </li>
            ))}
          </ul>
        )}
      </Popover.Dropdown>
    </Popover>
  );
}

import { Button } from '@mantine/core';
import { type Icon, IconFilterOff } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import './note.css';

interface EmptyStateProps {
  readonly icon: Icon;
  readonly title: string;
  /** What goes here, and what it is good for. */
  readonly children: ReactNode;
  /** One primary action. */
  readonly action?: ReactNode;
}

/** Nothing here yet: says what goes here. */
export function EmptyState({ icon: EmptyIcon, title, children, action }: EmptyStateProps) {
  return (
    <div className="empty">
      <EmptyIcon size={26} stroke={1.5} aria-hidden />
      <h2>{title}</h2>
      <p>{children}</p>
      {action !== undefined && <div className="empty-action">{action}</div>}
    </div>
  );
}

interface EmptyByFilterProps {
  /** What was looked for, in the plural: "schedules". */
  readonly things: string;
  readonly query: string;
  readonly onClear: () => void;
}

/** Nothing fits the filter: names it and offers to drop it. */
export function EmptyByFilter({ things, query, onClear }: EmptyByFilterProps) {
  return (
    <EmptyState
      icon={IconFilterOff}
      title={`No ${things} fit the filter`}
      action={
        <Button variant="default" onClick={onClear}>
          Drop the filter
        </Button>
      }
    >
      Nothing matches <b>{query}</b>.
    </EmptyState>
  );
}

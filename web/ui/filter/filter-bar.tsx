import type { ReactNode } from 'react';
import { formatNumber } from '../time/format-duration.ts';
import './filter.css';

interface FilterBarProps {
  /** The FilterBox. */
  readonly children: ReactNode;
  /** How many rows are shown, and of how many, where both are known. */
  readonly shown?: { readonly count: number; readonly exact: boolean } | undefined;
  readonly things: string;
  /** Icon buttons: columns, CSV. */
  readonly actions?: ReactNode;
}

/** The line between tabs and table: filter, count, what else can be done with the list. */
export function FilterBar({ children, shown, things, actions }: FilterBarProps) {
  return (
    <div className="filter-bar">
      {children}
      {shown !== undefined && (
        <output className="filter-count tabular">
          {formatNumber(shown.count)}
          {shown.exact ? '' : '+'} {things}
        </output>
      )}
      {actions}
    </div>
  );
}

import type { ReactNode } from 'react';
import { formatNumber } from '../time/format-duration.ts';
import './table.css';
import './bulk-bar.css';

interface BulkBarProps {
  readonly count: number;
  readonly onClear: () => void;
  /** Offered when every row that is loaded is checked and more match: all of them. */
  readonly all?: { readonly total: number; readonly onChoose: () => void } | undefined;
  /** Subtle buttons with an icon and a verb. */
  readonly children: ReactNode;
}

/** Actions on what is checked, docked at the foot of the list. Shows nothing while nothing is checked. */
export function BulkBar({ count, onClear, all, children }: BulkBarProps) {
  if (count === 0) return null;
  return (
    <section className="bulk-bar" aria-label="Actions on the selection">
      <span className="bulk-count" aria-live="polite">
        {formatNumber(count)} selected
      </span>
      <div className="bulk-actions">{children}</div>
      {all !== undefined && (
        <button type="button" className="text-button" onClick={all.onChoose}>
          Select all {formatNumber(all.total)} matching
        </button>
      )}
      <button type="button" className="text-button" onClick={onClear}>
        Clear
      </button>
    </section>
  );
}

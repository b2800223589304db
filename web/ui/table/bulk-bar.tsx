import type { ReactNode } from 'react';
import { formatNumber } from '../time/format-duration.ts';
import './table.css';

interface BulkBarProps {
  readonly count: number;
  readonly onClear: () => void;
  /** Subtle buttons with an icon and a verb. */
  readonly children: ReactNode;
}

/** Actions on what is checked, docked at the foot of the list. Shows nothing while nothing is checked. */
export function BulkBar({ count, onClear, children }: BulkBarProps) {
  if (count === 0) return null;
  return (
    <section className="bulk-bar" aria-label="Actions on the selection">
      <span className="bulk-count" aria-live="polite">
        {formatNumber(count)} selected
      </span>
      <div className="bulk-actions">{children}</div>
      <button type="button" className="text-button" onClick={onClear}>
        Clear
      </button>
    </section>
  );
}

import type { ReactNode } from 'react';
import { formatNumber } from '../time/format-duration.ts';
import { SeverityBar, type SeverityCounts, totalOf } from './severity-bar.tsx';

interface FindingsCellProps {
  /** Absent: it was not scanned. */
  readonly counts: SeverityCounts | undefined;
  /** For how many of them a fixed version is known. */
  readonly fixable: number | undefined;
  /** Why there are no counts: "not scanned yet", "not scannable" with its reason below. */
  readonly missing: { readonly word: string; readonly reason?: ReactNode; readonly bad?: boolean };
  /** In place of how many can be fixed: that the counts are old. */
  readonly remark?: ReactNode;
}

/** Findings by severity above how many of them can be fixed. What was not scanned says so: it is never an empty bar. */
export function FindingsCell({ counts, fixable, missing, remark }: FindingsCellProps) {
  if (counts === undefined) {
    return (
      <span className="two-lines">
        <span className="tone-text truncate" data-tone={missing.bad === true ? 'bad' : 'idle'}>
          {missing.word}
        </span>
        {missing.reason !== undefined && <span className="meta truncate">{missing.reason}</span>}
      </span>
    );
  }
  const total = totalOf(counts);
  return (
    <span className="two-lines findings-cell">
      <SeverityBar counts={counts} />
      {remark !== undefined && (
        <span className="tone-text findings-remark truncate" data-tone="warn">
          {remark}
        </span>
      )}
      {remark === undefined && total > 0 && fixable !== undefined && (
        <span className="meta tabular">
          {formatNumber(fixable)} of {formatNumber(total)} fixable
        </span>
      )}
    </span>
  );
}

import { formatNumber } from '../time/format-duration.ts';
import './severity.css';

export type Severity = 1 | 2 | 3 | 4 | 5;
export interface SeverityCounts {
  readonly s1: number;
  readonly s2: number;
  readonly s3: number;
  readonly s4: number;
  readonly s5: number;
}

export const SEVERITIES: readonly Severity[] = [5, 4, 3, 2, 1];
export const countOf = (counts: SeverityCounts, severity: Severity): number => counts[`s${severity}`];
export const totalOf = (counts: SeverityCounts): number => SEVERITIES.reduce((sum, severity) => sum + countOf(counts, severity), 0);

/** A severity as a small box with its figure. */
export function SeverityChip({ severity }: { readonly severity: Severity }) {
  return (
    <span className="severity-chip" data-severity={severity}>
      <span className="visually-hidden">Severity </span>
      {severity}
    </span>
  );
}

interface SeverityBarProps {
  /** Absent: not scanned yet, which is something else than nothing found. */
  readonly counts: SeverityCounts | undefined;
}

/** Findings by severity, 5 first. Width by square root, so that a single 5 stays visible. */
export function SeverityBar({ counts }: SeverityBarProps) {
  if (counts === undefined) return <span className="meta">not scanned yet</span>;
  const parts = SEVERITIES.filter((severity) => countOf(counts, severity) > 0);
  if (parts.length === 0) return <span className="meta">no findings</span>;
  const words = parts.map((severity) => `${countOf(counts, severity)} of severity ${severity}`).join(', ');
  return (
    <span className="severity-bar" role="img" aria-label={words}>
      {parts.map((severity) => (
        <span key={severity} data-severity={severity} style={{ flexGrow: Math.sqrt(countOf(counts, severity)) }}>
          {formatNumber(countOf(counts, severity))}
        </span>
      ))}
    </span>
  );
}

interface SeverityRowsProps {
  readonly counts: SeverityCounts;
}

/** One line a severity: bar and figure, for the head of a scan. */
export function SeverityRows({ counts }: SeverityRowsProps) {
  const most = Math.max(1, ...SEVERITIES.map((severity) => countOf(counts, severity)));
  return (
    <ul className="severity-rows">
      {SEVERITIES.map((severity) => (
        <li key={severity}>
          <span className="text-2">Severity {severity}</span>
          <span className="severity-track" aria-hidden>
            <span data-severity={severity} style={{ width: `${(countOf(counts, severity) / most) * 100}%` }} />
          </span>
          <span className="tabular severity-figure">{formatNumber(countOf(counts, severity))}</span>
        </li>
      ))}
    </ul>
  );
}

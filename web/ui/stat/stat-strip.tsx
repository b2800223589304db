import type { ReactNode } from 'react';
import './stat.css';

/** Figures in one ruled line. */
export const StatStrip = ({ children }: { readonly children: ReactNode }) => <dl className="stat-strip">{children}</dl>;

interface StatProps {
  /** The figure; a link to what it counts. */
  readonly figure: ReactNode;
  readonly label: ReactNode;
  readonly meta?: ReactNode;
}

export function Stat({ figure, label, meta }: StatProps) {
  return (
    <div className="stat">
      <dt>{label}</dt>
      <dd className="stat-figure tabular">{figure}</dd>
      {meta !== undefined && <dd className="stat-meta">{meta}</dd>}
    </div>
  );
}

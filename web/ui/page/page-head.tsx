import { IconChevronRight } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { formatNumber } from '../time/format-duration.ts';
import './page.css';

interface PageHeadProps {
  readonly title: ReactNode;
  /** How many there are; a lower bound shows as "10,000+". */
  readonly count?: { readonly count: number; readonly exact: boolean } | undefined;
  /** The list above a detail page. */
  readonly parent?: { readonly label: string; readonly to: string };
  /** Beside the title: the status. */
  readonly aside?: ReactNode;
  /** Right-aligned: at most one switch and one primary button. */
  readonly actions?: ReactNode;
}

/** Title, count, then right-aligned switch and one primary button. */
export function PageHead({ title, count, parent, aside, actions }: PageHeadProps) {
  return (
    <header className="page-head">
      {parent !== undefined && (
        <nav aria-label="Breadcrumb" className="page-parent">
          <Link to={parent.to}>{parent.label}</Link>
          <IconChevronRight size={14} stroke={1.8} aria-hidden />
        </nav>
      )}
      <h1 className="page-title">{title}</h1>
      {count !== undefined && <span className="page-count tabular">{`${formatNumber(count.count)}${count.exact ? '' : '+'}`}</span>}
      {aside !== undefined && <div className="page-aside">{aside}</div>}
      {actions !== undefined && <div className="page-actions">{actions}</div>}
    </header>
  );
}

import { Link, type LinkProps } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { formatNumber } from '../time/format-duration.ts';
import './page.css';

interface TabsProps {
  readonly label: string;
  readonly children: ReactNode;
}

/** A row of tabs, each a link of its own: the URL says which one is open. */
export function Tabs({ label, children }: TabsProps) {
  return (
    <nav className="tabs" aria-label={label}>
      {children}
    </nav>
  );
}

type TabProps = Pick<LinkProps, 'to' | 'params' | 'search'> & {
  readonly label: string;
  readonly count?: number | undefined;
  /** Open only at exactly this address, not below it. */
  readonly exact?: boolean;
};

export function Tab({ label, count, exact = true, ...link }: TabProps) {
  return (
    <Link
      {...link}
      className="tab"
      activeOptions={{ exact, includeSearch: link.search !== undefined }}
      activeProps={{ 'aria-current': 'page' }}
    >
      {label}
      {count !== undefined && <span className="tab-count tabular"> {formatNumber(count)}</span>}
    </Link>
  );
}

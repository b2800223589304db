import type { ReactNode } from 'react';
import './page.css';

interface PageBodyProps {
  /** The list or the form; scrolls by itself. */
  readonly children: ReactNode;
  /** A SidePanel, or nothing. */
  readonly panel?: ReactNode;
  /** A BulkBar, or nothing. */
  readonly foot?: ReactNode;
}

/** What is below head and filters: content, docked foot, panel at the side. */
export function PageBody({ children, panel, foot }: PageBodyProps) {
  return (
    <div className="page-body">
      <div className="page-main">
        {children}
        {foot}
      </div>
      {panel}
    </div>
  );
}

/** A page that fills the space beside the navigation. */
export const Page = ({ children }: { readonly children: ReactNode }) => <div className="page">{children}</div>;

/** A part of a page that scrolls as a whole: for pages that are neither table nor form. */
export const PageScroll = ({ children }: { readonly children: ReactNode }) => <div className="page-scroll">{children}</div>;

interface RegionProps {
  readonly title: ReactNode;
  readonly aside?: ReactNode;
  readonly children: ReactNode;
  /** The content reaches the edges: for tables. */
  readonly flush?: boolean;
}

/** A titled part of a page, between rules. */
export function Region({ title, aside, children, flush = false }: RegionProps) {
  return (
    <section className="region" data-flush={flush || undefined}>
      <header className="region-head">
        <h2>{title}</h2>
        {aside !== undefined && <div className="region-aside">{aside}</div>}
      </header>
      {children}
    </section>
  );
}

import { Link, useRouter } from '@tanstack/react-router';
import type { ReactNode } from 'react';

interface PageLinkProps {
  /** Address of a page, as its route is written: `/scans/$id`. */
  readonly to: string;
  readonly params?: Record<string, string>;
  /** Of the list: `{ q: 'state:running' }`. */
  readonly search?: Record<string, string>;
  readonly className?: string;
  readonly children: ReactNode;
}

/** A link to a page of another part of the console; plain text where this build does not have that page. */
export function PageLink({ to, params, search, className, children }: PageLinkProps) {
  const routes: Record<string, unknown> = useRouter().routesByPath;
  if (routes[to] === undefined) return <span className={className}>{children}</span>;
  // Which pages exist is known at run time only, so the router cannot check these.
  return (
    <Link to={to} {...({ params, search } as object)} {...(className !== undefined && { className })}>
      {children}
    </Link>
  );
}

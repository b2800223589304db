import type { ReactNode } from 'react';

export interface Column<Row> {
  readonly key: string;
  readonly head: ReactNode;
  /** What the choice of columns calls it; absent: as its head. */
  readonly name?: string;
  /** Not shown until it is chosen. */
  readonly hidden?: boolean;
  /** In every view, and no data: the menu of a row. */
  readonly fixed?: boolean;
  /** Field name of the contract's `sort`; absent: cannot be sorted by it. */
  readonly sort?: string;
  /** CSS width; columns without one share the rest. */
  readonly width?: string;
  /** Numbers and clocks stand at the right. */
  readonly align?: 'right';
  readonly cell: (row: Row) => ReactNode;
}

/** A row as a phone shows it: name and status, then one or two lines. */
export interface RowCard {
  readonly title: ReactNode;
  readonly aside?: ReactNode;
  readonly line?: ReactNode;
  readonly meta?: ReactNode;
}

/** Row heights: two lines 45, ledger 38, one line 28. */
export const ROW_HEIGHT = { 'two-lines': 45, ledger: 38, 'one-line': 28 } as const;
export type Density = keyof typeof ROW_HEIGHT;

export interface Selection {
  readonly selected: ReadonlySet<string>;
  readonly change: (selected: ReadonlySet<string>) => void;
}

/** `nextLaunchAt:asc` → field and direction. */
export function parseSort(sort: string | undefined): { readonly field: string; readonly direction: 'asc' | 'desc' } | undefined {
  const [field, direction] = sort?.split(':') ?? [];
  return field === undefined || field === '' ? undefined : { field, direction: direction === 'desc' ? 'desc' : 'asc' };
}

/** A click on the head of a column: ascending first, then the other way round. */
export function nextSort(current: string | undefined, field: string): string {
  const sort = parseSort(current);
  return sort?.field === field && sort.direction === 'asc' ? `${field}:desc` : `${field}:asc`;
}

import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import type { ListView } from './list-view.ts';

/** What the URL says of a list: `?q=unit:EMEA&sort=title:asc&columns=title,next&open=…&tab=log`. The place in the pages is not part of it. */
export interface ListUrlState {
  readonly query: string;
  readonly sort: string;
  /** The row whose panel is open. */
  readonly open: string | undefined;
  /** The open tab of that panel; undefined: its first. */
  readonly tab: string | undefined;
  /** Keys of the columns, in order; undefined: the list's own. */
  readonly columns: readonly string[] | undefined;
  readonly defaultSort: string;
  readonly setQuery: (query: string) => void;
  readonly setSort: (sort: string) => void;
  readonly setOpen: (open: string | undefined) => void;
  readonly setTab: (tab: string) => void;
  readonly setColumns: (columns: readonly string[] | undefined) => void;
  /** Filter, order and columns at once: the back button undoes it. */
  readonly restore: (view: ListView) => void;
  /** Query and sort as the contract's `listInput` takes them. */
  readonly input: { readonly query?: string; readonly sort: string };
}

const text = (value: unknown): string => (typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '');

/** Query, sort and open row of a list, kept in the URL, so that the page can be reloaded, shared, and left by the back button. */
export function useListUrlState(defaultSort: string): ListUrlState {
  const search: Record<string, unknown> = useSearch({ strict: false });
  const navigate = useNavigate();
  const [query, sort, open] = [text(search['q']), text(search['sort']) || defaultSort, text(search['open']) || undefined];

  const [keys, tab] = [text(search['columns']), text(search['tab']) || undefined];

  const set = useCallback(
    (change: Record<string, string | undefined>, replace: boolean) => {
      const next = (previous: Record<string, unknown>) => {
        const merged = { ...previous, ...change };
        return Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== undefined && value !== ''));
      };
      // The generic navigate knows no route here, hence no type of its search.
      void navigate({ to: '.', search: next as never, replace });
    },
    [navigate],
  );

  return useMemo(
    () => ({
      query,
      sort,
      open,
      tab,
      columns: keys === '' ? undefined : keys.split(','),
      defaultSort,
      setQuery: (q) => set({ q, open: undefined, tab: undefined }, false),
      setSort: (next) => set({ sort: next === defaultSort ? undefined : next }, true),
      setOpen: (next) => set({ open: next, ...(next === undefined && { tab: undefined }) }, true),
      setTab: (next) => set({ tab: next }, true),
      setColumns: (columns) => set({ columns: columns?.join(',') }, true),
      restore: (view) =>
        set(
          {
            q: view.query,
            sort: view.sort === defaultSort ? undefined : view.sort,
            columns: view.columns?.join(','),
            open: undefined,
            tab: undefined,
          },
          false,
        ),
      input: { ...(query !== '' && { query }), sort },
    }),
    [query, sort, open, tab, keys, set, defaultSort],
  );
}

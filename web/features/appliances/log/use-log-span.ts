import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';

export interface LogSpan {
  /** Instants; from inclusive, to exclusive. */
  readonly from?: string;
  readonly to?: string;
}

/** An instant that the URL may hold; anything else counts as none. */
const instantOf = (value: unknown): string | undefined => {
  if (typeof value !== 'string' || !/^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(value)) return undefined;
  const atMs = Date.parse(value);
  return Number.isNaN(atMs) ? undefined : new Date(atMs).toISOString();
};

/** From and to of the log, kept in the URL: `?from=2026-03-05T08:00:00.000Z`. */
export function useLogSpan() {
  const search: Record<string, unknown> = useSearch({ strict: false });
  const navigate = useNavigate();
  const [from, to] = [instantOf(search['from']), instantOf(search['to'])];
  const change = useCallback(
    (part: { from?: string | undefined; to?: string | undefined }) => {
      const next = (previous: Record<string, unknown>) =>
        Object.fromEntries(Object.entries({ ...previous, ...part }).filter(([, value]) => value !== undefined));
      // The generic navigate knows no route here, hence no type of its search.
      void navigate({ to: '.', search: next as never, replace: true });
    },
    [navigate],
  );
  return useMemo(() => {
    const span: LogSpan = { ...(from !== undefined && { from }), ...(to !== undefined && { to }) };
    /** Nothing can lie between: the server refuses it. */
    const isBackwards = from !== undefined && to !== undefined && from >= to;
    return { span, isBackwards, isSet: from !== undefined || to !== undefined, change };
  }, [from, to, change]);
}

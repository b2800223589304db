import { skipToken, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import type { BulkChange, BulkPreview, BulkResultRow } from '#contract/schedule-bulk';
import { client, orpc } from '../../api/client.ts';
import { refreshSchedules } from './queries.ts';

export type BulkKind = BulkChange['kind'];
/** Checked rows, or everything that the filter leaves. */
export type BulkSelection = { readonly ids: string[] } | { readonly query: string };

/** Changed by one request: progress is seen, and no request takes long. */
const CHUNK = 250;

/** Actions without fields are complete as soon as they are chosen. */
const changeOf = (kind: BulkKind | undefined): BulkChange | undefined =>
  kind === undefined || kind === 'owner' || kind === 'edit' ? undefined : { kind };

export type BulkAction = ReturnType<typeof useBulkAction>;

/** An action on many schedules: the server says the outcome for each first, then changes exactly what it has shown. */
export function useBulkAction(selection: BulkSelection) {
  const queryClient = useQueryClient();
  const [kind, setKind] = useState<BulkKind>();
  const [change, setChange] = useState<BulkChange>();
  const [results, setResults] = useState<readonly BulkResultRow[]>([]);
  const input = change === undefined ? skipToken : { selection, change };
  const preview = useQuery(orpc.scheduleBulk.preview.queryOptions({ input, retry: false, staleTime: Number.POSITIVE_INFINITY, gcTime: 0 }));
  const run = useMutation({
    mutationFn: async ({ rows }: BulkPreview) => {
      if (change === undefined) return;
      const wanted = rows.filter(({ outcome }) => outcome === 'will-change');
      for (let from = 0; from < wanted.length; from += CHUNK) {
        const part = wanted.slice(from, from + CHUNK);
        const revisions = Object.fromEntries(part.map(({ id, revision }) => [id, revision ?? 1]));
        const { rows: done } = await client.scheduleBulk.carryOut({ selection: { ids: part.map(({ id }) => id) }, change, revisions });
        setResults((before) => [...before, ...done]);
      }
    },
    onSettled: () => refreshSchedules(queryClient),
  });
  const { reset } = run;
  const choose = useCallback(
    (next: BulkKind | undefined) => {
      setKind(next);
      setChange(changeOf(next));
      setResults([]);
      reset();
    },
    [reset],
  );
  return { kind, choose, change, setChange, preview, results, run };
}

import { useQueries } from '@tanstack/react-query';
import { personById } from './queries.ts';

/** Names of these people by their id, as far as they are read by now. */
export const usePersonNames = (ids: readonly string[]): ReadonlyMap<string, string> =>
  useQueries({
    queries: [...new Set(ids)].filter((id) => id !== '').map(personById),
    combine: toNames,
  });

const toNames = (results: readonly { readonly data?: { readonly id: string; readonly name: string } | undefined }[]) =>
  new Map(results.flatMap(({ data }): [string, string][] => (data === undefined ? [] : [[data.id, data.name]])));

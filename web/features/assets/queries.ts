import { keepPreviousData, useQueries, useQuery, useSuspenseQuery } from '@tanstack/react-query';
import type { Tag } from '#contract/tags';
import { orpc } from '../../api/client.ts';
import { problemOf } from '../../api/problem.ts';
import { meOptions } from '../../api/session.ts';

interface ListRequest {
  readonly query?: string;
  readonly sort: string;
}

const PAGE_SIZE = 100;

const pageOf = (request: ListRequest, cursor: string | undefined) => ({
  ...request,
  limit: PAGE_SIZE,
  ...(cursor !== undefined && { cursor }),
});

const nextPage = (last: { readonly nextCursor: string | null }) => last.nextCursor ?? undefined;
const FIRST: string | undefined = undefined;

export const assetList = (request: ListRequest) =>
  orpc.assets.list.infiniteOptions({
    input: (cursor: string | undefined) => pageOf(request, cursor),
    initialPageParam: FIRST,
    getNextPageParam: nextPage,
    placeholderData: keepPreviousData,
  });

export const groupList = (request: ListRequest) =>
  orpc.assetGroups.list.infiniteOptions({
    input: (cursor: string | undefined) => pageOf(request, cursor),
    initialPageParam: FIRST,
    getNextPageParam: nextPage,
    placeholderData: keepPreviousData,
  });

export const tagList = (request: ListRequest) =>
  orpc.tags.list.infiniteOptions({
    input: (cursor: string | undefined) => pageOf(request, cursor),
    initialPageParam: FIRST,
    getNextPageParam: nextPage,
    placeholderData: keepPreviousData,
  });

/** Which assets a rule that is not saved yet fits now. A refusal is an answer: asking again changes nothing. */
export const tagPreview = (rule: Tag['rule']) =>
  orpc.tags.preview.queryOptions({ input: { rule }, placeholderData: keepPreviousData, retry: false, staleTime: 15_000 });

export const assetById = (id: string) => orpc.assets.get.queryOptions({ input: { id } });

/** Whether the person has a permission for at least one thing; the server decides about each thing. */
export const useMay = (permission: string): boolean => useSuspenseQuery(meOptions()).data.permissions.includes(permission);

const TAGS_AT_ONCE = 200;

/** The tags that these ids stand for: the first two hundred are read together, others one by one. */
export function useTags(ids: readonly string[]): ReadonlyMap<string, Tag> {
  const first = useQuery(orpc.tags.list.queryOptions({ input: { sort: 'name:asc', limit: TAGS_AT_ONCE } }));
  const known = new Map(first.data?.items.map((tag): [string, Tag] => [tag.id, tag]));
  const others = first.data === undefined ? [] : [...new Set(ids)].filter((id) => !known.has(id));
  const read = useQueries({ queries: others.map((id) => orpc.tags.get.queryOptions({ input: { id }, retry: false })) });
  for (const { data } of read) if (data !== undefined) known.set(data.id, data);
  return known;
}

/** Business units by id; empty where there are none. */
export function useUnitNames(): ReadonlyMap<string, string> {
  const { data } = useQuery(orpc.businessUnits.list.queryOptions());
  return new Map(data?.items.map(({ id, name }): [string, string] => [id, name]));
}

/** Appliances by id, the retired ones too: they stay in the pools that name them. */
export function useAppliances() {
  const read = useQuery(orpc.appliances.list.queryOptions({ input: { limit: 200, sort: 'name:asc' } }));
  return { appliances: read.data?.items ?? [], problem: problemOf(read.error), retry: () => void read.refetch() };
}

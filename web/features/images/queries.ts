import { keepPreviousData } from '@tanstack/react-query';
import { orpc } from '../../api/client.ts';
import type { FindingFilter } from '../../containers/finding-filter.ts';

const FIRST: string | undefined = undefined;
const pages = {
  initialPageParam: FIRST,
  getNextPageParam: (last: { readonly nextCursor: string | null }) => last.nextCursor ?? undefined,
  placeholderData: keepPreviousData,
} as const;
const from = (cursor: string | undefined) => ({ limit: 100, ...(cursor !== undefined && { cursor }) });

export const imageList = (input: { readonly query?: string; readonly sort: string }) =>
  orpc.images.list.infiniteOptions({ input: (cursor: string | undefined) => ({ ...input, ...from(cursor) }), ...pages });

export const imageById = (id: string) => orpc.images.get.queryOptions({ input: { id } });

export const imageFindings = (id: string, filter: FindingFilter) =>
  orpc.images.findings.infiniteOptions({ input: (cursor: string | undefined) => ({ id, ...filter, ...from(cursor) }), ...pages });

export const imageSoftware = (id: string, search: string) =>
  orpc.images.software.infiniteOptions({
    input: (cursor: string | undefined) => ({ id, ...(search !== '' && { search }), ...from(cursor) }),
    ...pages,
  });

export const imageLayers = (id: string) => orpc.images.layers.queryOptions({ input: { id } });
export const imageHosts = (id: string) => orpc.images.hosts.queryOptions({ input: { id } });

export const imageTriggers = (id: string) =>
  orpc.images.triggers.infiniteOptions({ input: (cursor: string | undefined) => ({ id, ...from(cursor) }), ...pages });

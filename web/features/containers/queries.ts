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

export const containerList = (input: { readonly query?: string; readonly sort: string }) =>
  orpc.containers.list.infiniteOptions({ input: (cursor: string | undefined) => ({ ...input, ...from(cursor) }), ...pages });

export const containerById = (id: string) => orpc.containers.get.queryOptions({ input: { id } });

export const containerFindings = (id: string, filter: FindingFilter) =>
  orpc.containers.findings.infiniteOptions({ input: (cursor: string | undefined) => ({ id, ...filter, ...from(cursor) }), ...pages });

export const containerTriggers = (id: string) =>
  orpc.containers.triggers.infiniteOptions({ input: (cursor: string | undefined) => ({ id, ...from(cursor) }), ...pages });

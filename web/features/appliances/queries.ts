import { keepPreviousData } from '@tanstack/react-query';
import { orpc } from '../../api/client.ts';

const FIRST: string | undefined = undefined;

export const applianceList = (input: { readonly query?: string; readonly sort: string }) =>
  orpc.appliances.list.infiniteOptions({
    input: (cursor: string | undefined) => ({ ...input, limit: 100, ...(cursor !== undefined && { cursor }) }),
    initialPageParam: FIRST,
    getNextPageParam: (last) => last.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  });

/** The fleet for the line of figures above the list; of a larger one the first 200. */
export const fleet = () => orpc.appliances.list.queryOptions({ input: { limit: 200 } });

export const applianceById = (id: string) => orpc.appliances.get.queryOptions({ input: { id } });

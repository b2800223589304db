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

/** How many are in which state, for the line of figures above the list. */
export const fleetSummary = () => orpc.appliances.summary.queryOptions();

export const applianceById = (id: string) => orpc.appliances.get.queryOptions({ input: { id } });

import { keepPreviousData, useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { orpc } from '../../api/client.ts';
import { meOptions } from '../../api/session.ts';

interface ListRequest {
  readonly query?: string;
  readonly sort: string;
}

const FIRST: string | undefined = undefined;
const PAGE_SIZE = 100;

export const personList = (request: ListRequest) =>
  orpc.users.list.infiniteOptions({
    input: (cursor: string | undefined) => ({ ...request, limit: PAGE_SIZE, ...(cursor !== undefined && { cursor }) }),
    initialPageParam: FIRST,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  });

export const belongingsOf = (id: string) => orpc.users.belongings.queryOptions({ input: { id }, staleTime: 0 });
export const unitList = () => orpc.businessUnits.list.queryOptions();

export const useMe = () => useSuspenseQuery(meOptions()).data;

/** The business units that the person may see, for choosing one. */
export const useUnits = () => useQuery(unitList()).data?.items ?? [];

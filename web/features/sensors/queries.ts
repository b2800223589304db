import { keepPreviousData } from '@tanstack/react-query';
import { orpc } from '../../api/client.ts';

const FIRST: string | undefined = undefined;

export const sensorList = (input: { readonly query?: string; readonly sort: string }) =>
  orpc.sensors.list.infiniteOptions({
    input: (cursor: string | undefined) => ({ ...input, limit: 100, ...(cursor !== undefined && { cursor }) }),
    initialPageParam: FIRST,
    getNextPageParam: (last) => last.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  });

export const sensorById = (id: string) => orpc.sensors.get.queryOptions({ input: { id } });

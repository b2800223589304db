import { keepPreviousData } from '@tanstack/react-query';
import { orpc } from '../../../api/client.ts';
import type { LogSpan } from './use-log-span.ts';

const FIRST: string | undefined = undefined;

export const logList = (request: LogSpan & { readonly query?: string; readonly sort: string }) =>
  orpc.monitoring.log.infiniteOptions({
    input: (cursor: string | undefined) => ({ ...request, limit: 100, ...(cursor !== undefined && { cursor }) }),
    initialPageParam: FIRST,
    getNextPageParam: (last) => last.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  });

/** The newest entries of an appliance. */
export const logOf = (id: string, limit: number) => orpc.monitoring.ofAppliance.queryOptions({ input: { id, limit } });

export const clockOf = (id: string) => orpc.monitoring.clock.queryOptions({ input: { id } });

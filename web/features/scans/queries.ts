import { keepPreviousData } from '@tanstack/react-query';
import { orpc } from '../../api/client.ts';

interface ListQuery {
  readonly query?: string;
  readonly sort: string;
}

const nextPage = (last: { readonly nextCursor: string | null }) => last.nextCursor ?? undefined;
const FIRST: string | undefined = undefined;

export const scanList = (input: ListQuery) =>
  orpc.scans.list.infiniteOptions({
    input: (cursor: string | undefined) => ({ ...input, ...(cursor !== undefined && { cursor }) }),
    initialPageParam: FIRST,
    getNextPageParam: nextPage,
    placeholderData: keepPreviousData,
  });

export const scanById = (id: string) => orpc.scans.get.queryOptions({ input: { id } });

/** What launching a scan again would take; asked anew each time, because it changes with the schedule. */
export const relaunchOf = (id: string) => orpc.scans.relaunch.queryOptions({ input: { id }, gcTime: 0, refetchOnWindowFocus: false });

export const slicesOf = (id: string) => orpc.scans.slices.queryOptions({ input: { id } });

/** Which appliances its slices wait for, and why. */
export const waitsOf = (id: string) => orpc.scans.waits.queryOptions({ input: { id } });

/** What a scan found, host by host, as far as it has come. */
export const hostsOf = (id: string, input: ListQuery, limit = 50) =>
  orpc.scans.results.infiniteOptions({
    input: (cursor: string | undefined) => ({ id, ...input, limit, ...(cursor !== undefined && { cursor }) }),
    initialPageParam: FIRST,
    getNextPageParam: nextPage,
    placeholderData: keepPreviousData,
  });

/** The hosts whose address begins or goes on as given; the wanted one is among the first by address. */
export const hostByAddress = (id: string, address: string) =>
  orpc.scans.results.queryOptions({
    input: { id, query: `host:"${address}"`, sort: 'address:asc', limit: 200 },
    select: (page) => page.items.find((host) => host.address === address),
    placeholderData: keepPreviousData,
  });

/** The fleet, for its states and slots beside the slices. */
export const fleet = () => orpc.appliances.list.queryOptions({ input: { limit: 200 } });

export const optionProfiles = () => orpc.profiles.list.queryOptions();
export const profileById = (id: string) => orpc.profiles.get.queryOptions({ input: { id } });

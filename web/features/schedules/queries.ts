import { keepPreviousData, type QueryClient } from '@tanstack/react-query';
import type { Schedule } from '#contract/schedules';
import { client, orpc } from '../../api/client.ts';
import { formatTerms } from '../../ui/filter/filter-terms.ts';

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

/** The schedules that fit, page by page. */
export const scheduleList = (request: ListRequest) =>
  orpc.schedules.list.infiniteOptions({
    input: (cursor: string | undefined) => pageOf(request, cursor),
    initialPageParam: undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  });

/** The ledger over all schedules, or of one. */
export const launchList = (request: ListRequest) =>
  orpc.launches.list.infiniteOptions({
    input: (cursor: string | undefined) => pageOf(request, cursor),
    initialPageParam: undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  });

export const launchesOfSchedule = (id: string, request: ListRequest) =>
  orpc.schedules.launches.infiniteOptions({
    input: (cursor: string | undefined) => ({ ...pageOf(request, cursor), id }),
    initialPageParam: undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  });

/** How many rows of the ledger fit: one row is asked for, the answer counts them all. */
export const launchCount = (query: string) =>
  orpc.launches.list.queryOptions({ input: { ...(query !== '' && { query }), limit: 1 }, placeholderData: keepPreviousData });

export const scheduleById = (id: string) => orpc.schedules.get.queryOptions({ input: { id } });
export const platformStatus = () => orpc.platform.status.queryOptions();
export const optionProfiles = () => orpc.profiles.list.queryOptions();
export const allAppliances = () => orpc.appliances.list.queryOptions({ input: { limit: 200 } });
/** Distribution groups with this in their name. */
export const groupSearch = (name: string) =>
  orpc.distributionGroups.list.queryOptions({
    input: { ...(name !== '' && { query: formatTerms([{ value: name }]) }), sort: 'name:asc', limit: 50 },
    placeholderData: keepPreviousData,
  });
/** The first two hundred by name: enough to name those that a schedule uses. */
export const knownGroups = () => orpc.distributionGroups.list.queryOptions({ input: { sort: 'name:asc', limit: 200 } });
export const scanSetup = () => orpc.setup.scheduledScans.queryOptions();

/** The part of a schedule that decides when it is due, as preview and diff take it. */
export type Plan = Omit<Parameters<typeof client.schedules.preview>[0], 'from' | 'count' | 'duration'>;
export type PreviewInput = Parameters<typeof client.schedules.preview>[0];
export type Preview = Awaited<ReturnType<typeof client.schedules.preview>>;
export type PlanDiff = Awaited<ReturnType<typeof client.schedules.diff>>;

export const planOf = (schedule: Schedule): Plan => ({
  start: schedule.start,
  timeZone: schedule.timeZone,
  observeDst: schedule.observeDst,
  gap: schedule.gap,
  fold: schedule.fold,
  recurrence: schedule.recurrence,
  ...(schedule.endsAfter !== undefined && { endsAfter: schedule.endsAfter }),
});

/** The launches of a plan, worked out by the engine that launches. A refusal is an answer here: asking again changes nothing. */
export const launchPreview = (input: PreviewInput) =>
  orpc.schedules.preview.queryOptions({ input, placeholderData: keepPreviousData, retry: false, staleTime: 60_000 });

export const planDiff = (input: Parameters<typeof client.schedules.diff>[0]) =>
  orpc.schedules.diff.queryOptions({ input, placeholderData: keepPreviousData, retry: false, staleTime: 60_000 });

/** The four things that the lists do to a schedule. */
export type ScheduleVerb = 'launch' | 'activate' | 'deactivate' | 'remove';

export async function carryOut(verb: ScheduleVerb, { id }: { readonly id: string }): Promise<void> {
  await client.schedules[verb]({ id });
}

/** After a change of one's own: nobody waits for the event stream to see it. */
export async function refreshSchedules(queryClient: QueryClient): Promise<void> {
  const keys = [orpc.schedules.key(), orpc.launches.key(), orpc.platform.key(), orpc.calendar.key()];
  await Promise.all(keys.map((queryKey) => queryClient.invalidateQueries({ queryKey })));
}

import { keepPreviousData } from '@tanstack/react-query';
import { type client, orpc } from '../../api/client.ts';

/** Launches planned and past, `from` inclusive, `to` exclusive. */
export const calendarOf = (range: { readonly from: string; readonly to: string }) =>
  orpc.calendar.list.queryOptions({ input: range, placeholderData: keepPreviousData });

export const supportedZones = () => orpc.timeZones.list.queryOptions({ staleTime: Number.POSITIVE_INFINITY });

export type CalendarEntry = Awaited<ReturnType<typeof client.calendar.list>>['entries'][number];

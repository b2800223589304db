import { keepPreviousData } from '@tanstack/react-query';
import type { CalendarDay, CalendarEntry } from '#contract/calendar';
import { type client, orpc } from '../../api/client.ts';
import type { CalendarView, Period } from './period.ts';

export type { CalendarDay, CalendarEntry };

/** What is asked of the calendar: the days of a period in a zone, filtered. */
export interface CalendarQuestion {
  readonly period: Period;
  readonly zone: string;
  readonly query: string;
}

const PER_HOUR = { week: 2, day: 10 } as const;
const AGENDA_PAGE = 200;

const inputOf = ({ period, zone, query }: CalendarQuestion) => ({
  from: period.first,
  to: period.end,
  timeZone: zone,
  ...(query !== '' && { query }),
});

export type GridView = Exclude<CalendarView, 'agenda'>;

/** The launches of a grid: the first ones of each day or hour, with exact totals. */
export const calendarGridOf = (view: GridView, question: CalendarQuestion, perDay: number) =>
  orpc.calendar.list.queryOptions({
    input: { ...inputOf(question), ...(view === 'month' ? { perDay } : { perHour: PER_HOUR[view] }) },
    placeholderData: keepPreviousData,
  });

/** All launches of a period in order, page by page; from an instant within it where one is given. */
export const calendarAgendaOf = (question: CalendarQuestion, from: string | undefined) =>
  orpc.calendar.list.infiniteOptions({
    input: (cursor: string | undefined) => ({
      ...inputOf(question),
      ...(from !== undefined && { from }),
      limit: AGENDA_PAGE,
      ...(cursor !== undefined && { cursor }),
    }),
    initialPageParam: undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  });

export type CalendarAnswer = Awaited<ReturnType<typeof client.calendar.list>>;

export const scheduleById = (id: string) => orpc.schedules.get.queryOptions({ input: { id }, retry: false });

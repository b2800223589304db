import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { MoreRows } from '../../ui/table/load-more.tsx';
import type { CalendarView } from './period.ts';
import { type CalendarAnswer, type CalendarQuestion, calendarAgendaOf, calendarGridOf } from './queries.ts';
import { useLinesPerDay } from './use-lines-per-day.ts';

/** What is shown, wherever it came from. */
export interface CalendarData {
  /** Of the agenda: all pages read so far as one. */
  readonly answer: CalendarAnswer | undefined;
  readonly error: Error | null;
  /** What is shown is of the question before. */
  readonly stale: boolean;
  readonly refetch: () => void;
  readonly more: MoreRows;
}

const NO_MORE: MoreRows = { hasMore: false, loading: false, onMore: () => {} };

/** The launches of a view: a grid in one piece, the agenda page by page. */
export function useCalendarData(view: CalendarView, question: CalendarQuestion, from: string | undefined): CalendarData {
  const agenda = view === 'agenda';
  const grid = useQuery({ ...calendarGridOf(agenda ? 'day' : view, question, useLinesPerDay()), enabled: !agenda });
  const pages = useInfiniteQuery({ ...calendarAgendaOf(question, from), enabled: agenda });
  const read = pages.data?.pages;
  const answer = useMemo(() => read?.[0] && { ...read[0], entries: read.flatMap(({ entries }) => entries) }, [read]);
  if (!agenda) {
    const { data, error, isPlaceholderData, refetch } = grid;
    return { answer: data, error, stale: isPlaceholderData, refetch: () => void refetch(), more: NO_MORE };
  }
  const { error, isPlaceholderData, refetch } = pages;
  return {
    answer,
    error,
    stale: isPlaceholderData,
    refetch: () => void refetch(),
    more: { hasMore: pages.hasNextPage, loading: pages.isFetchingNextPage, onMore: () => void pages.fetchNextPage() },
  };
}

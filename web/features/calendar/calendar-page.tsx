import { useQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import { toProblem } from '../../api/problem.ts';
import { FailureNote, Note } from '../../ui/note/note.tsx';
import { Page, PageBody } from '../../ui/page/page.tsx';
import { formatNumber } from '../../ui/time/format-duration.ts';
import { useNow } from '../../ui/time/use-now.ts';
import { AgendaList } from './agenda-list.tsx';
import './calendar.css';
import { CalendarBar } from './calendar-bar.tsx';
import { CalendarGrid } from './calendar-grid.tsx';
import { CalendarHead } from './calendar-head.tsx';
import { CalendarLegend } from './calendar-legend.tsx';
import { CalendarSkeleton } from './calendar-skeleton.tsx';
import { entryKey } from './drawn-entry.ts';
import { EntryPanel } from './entry-panel.tsx';
import { periodOf, rangeOf, stepDay } from './period.ts';
import type { PlainDay } from './plain-day.ts';
import { type CalendarEntry, calendarOf } from './queries.ts';
import { useCalendarKeys } from './use-calendar-keys.ts';
import { type CalendarUrlState, useCalendarUrlState } from './use-calendar-url-state.ts';

interface ContentProps {
  readonly state: CalendarUrlState;
  readonly nowMs: number;
  readonly entries: readonly CalendarEntry[];
}

function CalendarContent({ state, nowMs, entries }: ContentProps) {
  const { view, date, today, zone, open, set } = state;
  const onOpen = (key: string) => set({ open: key });
  const shown = { today, zone, entries, open, onOpen };
  if (view === 'agenda') return <AgendaList {...shown} period={periodOf(view, date)} />;
  const onDay = (day: PlainDay) => set({ view: 'day', date: day, open: undefined });
  const onMore = (day: PlainDay) => set({ view: 'agenda', date: day, open: undefined });
  return <CalendarGrid {...shown} view={view} date={date} nowMs={nowMs} onDay={onDay} onMore={onMore} />;
}

/** Launches planned and past of all visible schedules, in any zone. Nothing is drawn that the server did not send. */
export function CalendarPage() {
  const nowMs = useNow(60_000);
  const state = useCalendarUrlState(nowMs);
  const { view, date, zone, open, set } = state;
  const range = rangeOf(periodOf(view, date), zone);
  const { data, error, isPlaceholderData, refetch } = useQuery(calendarOf(range));
  const step = useCallback((by: -1 | 1) => set({ date: stepDay(view, date, by), open: undefined }), [set, view, date]);
  const today = useCallback(() => set({ date: undefined, open: undefined }), [set]);
  useCalendarKeys({ step, today });
  const opened = open === undefined ? undefined : data?.entries.find((entry) => entryKey(entry) === open);
  const isEmpty = data?.entries.length === 0 && !isPlaceholderData && view !== 'agenda';
  return (
    <Page>
      <CalendarHead />
      <CalendarBar state={state} range={[Date.parse(range.from), Date.parse(range.to)]} onStep={step} onToday={today} />
      <CalendarLegend />
      <PageBody panel={opened && <EntryPanel entry={opened} onClose={() => set({ open: undefined })} />}>
        {error !== null && <FailureNote title="The calendar could not be read." {...toProblem(error)} onRetry={() => void refetch()} />}
        {data?.truncated === true && (
          <Note tone="warn">
            Only the first {formatNumber(data.entries.length)} launches of this period are drawn. A shorter period shows all of its own.
          </Note>
        )}
        {isEmpty && <Note tone="plain">Nothing is planned or recorded in this period.</Note>}
        <div className="calendar-main" data-view={view} aria-busy={isPlaceholderData || undefined}>
          {data !== undefined && <CalendarContent state={state} nowMs={nowMs} entries={data.entries} />}
          {data === undefined && error === null && <CalendarSkeleton />}
        </div>
      </PageBody>
    </Page>
  );
}

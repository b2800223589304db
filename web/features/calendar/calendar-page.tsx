import { useCallback, useMemo } from 'react';
import { toProblem } from '../../api/problem.ts';
import { EmptyByFilter } from '../../ui/note/empty-state.tsx';
import { FailureNote, Note } from '../../ui/note/note.tsx';
import { Page, PageBody } from '../../ui/page/page.tsx';
import { useNow } from '../../ui/time/use-now.ts';
import { AgendaFrom } from './agenda-from.tsx';
import { AgendaList } from './agenda-list.tsx';
import './calendar.css';
import { CalendarBar } from './calendar-bar.tsx';
import { CalendarHead } from './calendar-head.tsx';
import { CalendarLegend } from './calendar-legend.tsx';
import { CalendarSkeleton } from './calendar-skeleton.tsx';
import './entry.css';
import { entryKey } from './entry-label.ts';
import { EntryPanel } from './entry-panel.tsx';
import { MonthGrid } from './month-grid.tsx';
import { periodOf, periodTitle, stepDay } from './period.ts';
import type { CalendarAnswer } from './queries.ts';
import { TimeGrid } from './time-grid.tsx';
import { type CalendarData, useCalendarData } from './use-calendar-data.ts';
import { useCalendarKeys } from './use-calendar-keys.ts';
import { type CalendarUrlState, useCalendarUrlState } from './use-calendar-url-state.ts';

interface ContentProps {
  readonly state: CalendarUrlState;
  readonly nowMs: number;
  readonly answer: CalendarAnswer;
  readonly more: CalendarData['more'];
}

function CalendarContent({ state, nowMs, answer, more }: ContentProps) {
  const { view, date, today, zone, open, set } = state;
  const onOpen = useCallback((key: string) => set({ open: key }), [set]);
  const onDay = useCallback((day: string) => set({ view: 'day', date: day, open: undefined }), [set]);
  const onMore = useCallback((day: string, from?: string) => set({ view: 'agenda', date: day, from, open: undefined }), [set]);
  const shown = { zone, nowMs, open, onOpen };
  if (view === 'agenda') return <AgendaList {...shown} days={answer.days ?? []} entries={answer.entries} more={more} />;
  const grid = { ...shown, answer, onDay, onMore, label: `Launches, ${periodTitle(view, date)}` };
  return view === 'month' ? <MonthGrid {...grid} date={date} today={today} /> : <TimeGrid {...grid} />;
}

/** Launches planned and past of all visible schedules, in any zone. Nothing is drawn that the server did not send. */
export function CalendarPage() {
  const nowMs = useNow(60_000);
  const state = useCalendarUrlState(nowMs);
  const { view, date, zone, query, from, open, set } = state;
  const question = useMemo(() => ({ period: periodOf(view, date), zone, query }), [view, date, zone, query]);
  const { answer, error, stale, refetch, more } = useCalendarData(view, question, view === 'agenda' ? from : undefined);
  const step = useCallback((by: -1 | 1) => set({ date: stepDay(view, date, by), open: undefined }), [set, view, date]);
  const today = useCallback(() => set({ date: undefined, open: undefined }), [set]);
  const show = useCallback((next: CalendarUrlState['view']) => set({ view: next, date }), [set, date]);
  useCalendarKeys({ step, today, show });
  const all = [...(answer?.entries ?? []), ...(answer?.continuing ?? [])];
  const opened = open === undefined ? undefined : all.find((entry) => entryKey(entry) === open);
  const empty = answer !== undefined && all.length === 0 && !stale;
  return (
    <Page>
      <CalendarHead query={query} />
      <CalendarBar state={state} onStep={step} onToday={today} />
      <CalendarLegend />
      <PageBody panel={opened && <EntryPanel key={open} entry={opened} onClose={() => set({ open: undefined })} />}>
        {error !== null && <FailureNote title="The calendar could not be read." {...toProblem(error)} onRetry={refetch} />}
        {empty && query === '' && view !== 'agenda' && <Note tone="plain">Nothing is planned or recorded in this period.</Note>}
        {empty && query !== '' && <EmptyByFilter things="launches" query={query} onClear={() => set({ q: undefined })} />}
        {view === 'agenda' && from !== undefined && answer !== undefined && (
          <AgendaFrom from={from} days={answer.days ?? []} onWhole={() => set({ from: undefined })} />
        )}
        <div className="calendar-main" data-view={view} aria-busy={stale || undefined}>
          {answer !== undefined && !(empty && query !== '' && view === 'agenda') && (
            <CalendarContent state={state} nowMs={nowMs} answer={answer} more={more} />
          )}
          {answer === undefined && error === null && <CalendarSkeleton />}
        </div>
      </PageBody>
    </Page>
  );
}

import { IconCalendarOff } from '@tabler/icons-react';
import { memo, useMemo } from 'react';
import { EmptyState } from '../../ui/note/empty-state.tsx';
import { Mark } from '../../ui/status/mark.tsx';
import { Status } from '../../ui/status/status.tsx';
import { LoadMore, type MoreRows } from '../../ui/table/load-more.tsx';
import { formatNumber } from '../../ui/time/format-duration.ts';
import { formatTime } from '../../ui/time/format-time.ts';
import { DayLength } from './day-length.tsx';
import { entryClock, entryKey, lengthLabel, progressLabel, stateLabel } from './entry-label.ts';
import { appearanceOf } from './entry-look.ts';
import type { CalendarDay, CalendarEntry } from './queries.ts';

interface AgendaListProps {
  readonly days: readonly CalendarDay[];
  readonly entries: readonly CalendarEntry[];
  readonly zone: string;
  readonly nowMs: number;
  readonly open: string | undefined;
  readonly onOpen: (key: string) => void;
  readonly more: MoreRows;
}

interface AgendaEntryProps extends Pick<AgendaListProps, 'onOpen' | 'days'> {
  readonly isOpen: boolean;
  readonly day: CalendarDay;
  readonly entry: CalendarEntry;
}

/** Thousands may be listed: a further page renders none of those before it again. */
const AgendaEntry = memo(function AgendaEntry({ entry, day, days, isOpen, onOpen }: AgendaEntryProps) {
  const key = entryKey(entry);
  const { status } = appearanceOf(entry);
  const state = /by |late$|held/.test(stateLabel(entry)) ? stateLabel(entry) : undefined;
  const second = [entry.reason, state, progressLabel(entry, days)].filter(Boolean).join(' · ');
  return (
    <li>
      <button type="button" className="agenda-entry" aria-expanded={isOpen} onClick={() => onOpen(key)}>
        <span className="agenda-clock tabular">{entryClock(entry, day)}</span>
        <span className="agenda-what">
          <span className="cell-name truncate">{entry.title}</span>
          {second !== '' && <span className="meta">{second}</span>}
        </span>
        {entry.note !== undefined && <Mark kind={entry.note} />}
        <span className="agenda-length meta tabular">{lengthLabel(entry)}</span>
        <span className="agenda-status">
          <Status name={status} />
        </span>
      </button>
    </li>
  );
});

/** The entries of each day; both are in order. */
function byDay(days: readonly CalendarDay[], entries: readonly CalendarEntry[]): Map<string, CalendarEntry[]> {
  const found = new Map(days.map(({ date }) => [date, [] as CalendarEntry[]]));
  let at = 0;
  for (const entry of entries) {
    while (at < days.length && Date.parse(entry.at) >= Date.parse(days[at]!.to)) at += 1;
    found.get(days[at]?.date ?? '')?.push(entry);
  }
  return found;
}

/** The days of a period, one below the other: what the grids show, as text. */
export function AgendaList({ days, entries, zone, nowMs, more, open, onOpen }: AgendaListProps) {
  const listed = useMemo(() => byDay(days, entries), [days, entries]);
  const shown = days.filter(({ total, hours }) => total > 0 || hours !== 24);
  if (shown.length === 0) {
    return (
      <EmptyState icon={IconCalendarOff} title="Nothing on these days">
        No launch is planned or recorded here.
      </EmptyState>
    );
  }
  return (
    <div className="agenda">
      {shown.map((day) => {
        const list = listed.get(day.date) ?? [];
        // A day that the pages read so far do not reach has no head yet.
        if (list.length === 0 && day.total > 0) return null;
        const isToday = nowMs >= Date.parse(day.from) && nowMs < Date.parse(day.to);
        return (
          <section key={day.date} className="agenda-day">
            <h2 data-today={isToday || undefined}>
              {formatTime(day.from, { zone, nowMs, style: 'day' })}
              {isToday && <span className="agenda-today">today</span>}
              <DayLength day={day} />
              <span className="agenda-total tabular">
                {formatNumber(day.total)} {day.total === 1 ? 'launch' : 'launches'}
              </span>
            </h2>
            <ol>
              {list.map((entry) => (
                <AgendaEntry key={entryKey(entry)} {...{ entry, day, days, onOpen }} isOpen={entryKey(entry) === open} />
              ))}
            </ol>
          </section>
        );
      })}
      <LoadMore {...more} />
    </div>
  );
}

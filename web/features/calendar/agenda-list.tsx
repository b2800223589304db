import { IconCalendarOff } from '@tabler/icons-react';
import { EmptyState } from '../../ui/note/empty-state.tsx';
import { Mark } from '../../ui/status/mark.tsx';
import { Status } from '../../ui/status/status.tsx';
import { formatTime } from '../../ui/time/format-time.ts';
import { useTimes } from '../../ui/time/times.tsx';
import { entryKey } from './drawn-entry.ts';
import { clockLabel } from './entry-label.ts';
import { appearanceOf } from './entry-look.ts';
import { daysOf, type Period } from './period.ts';
import type { PlainDay } from './plain-day.ts';
import type { CalendarEntry } from './queries.ts';
import { dayIn } from './use-calendar-url-state.ts';
import { clockChangeOn, startOfDay } from './zone-day.ts';

interface AgendaListProps {
  readonly period: Period;
  readonly today: PlainDay;
  readonly zone: string;
  readonly entries: readonly CalendarEntry[];
  readonly open: string | undefined;
  readonly onOpen: (key: string) => void;
}

function AgendaEntry({ entry, zone, open, onOpen }: Pick<AgendaListProps, 'zone' | 'open' | 'onOpen'> & { readonly entry: CalendarEntry }) {
  const key = entryKey(entry);
  return (
    <li>
      <button type="button" className="agenda-entry" aria-expanded={key === open} onClick={() => onOpen(key)}>
        <span className="agenda-clock tabular">{clockLabel(entry.at, zone)}</span>
        <span className="agenda-what">
          <span className="cell-name truncate">{entry.title}</span>
          {entry.reason !== undefined && <span className="meta">{entry.reason}</span>}
        </span>
        {entry.note !== undefined && <Mark kind={entry.note} />}
        <span className="agenda-status">
          <Status name={appearanceOf(entry).status} />
        </span>
      </button>
    </li>
  );
}

function groupByDay(entries: readonly CalendarEntry[], zone: string): Map<PlainDay, CalendarEntry[]> {
  const byDay = new Map<PlainDay, CalendarEntry[]>();
  for (const entry of entries) {
    const day = dayIn(zone, Date.parse(entry.at));
    byDay.set(day, [...(byDay.get(day) ?? []), entry]);
  }
  return byDay;
}

/** The days of a period, one below the other: what the grids show, as text. */
export function AgendaList({ period, today, zone, entries, ...entryProps }: AgendaListProps) {
  const { nowMs } = useTimes();
  const byDay = groupByDay(entries, zone);
  const days = daysOf(period).filter((day) => byDay.has(day) || clockChangeOn(day, zone) !== undefined);
  if (days.length === 0) {
    return (
      <EmptyState icon={IconCalendarOff} title="Nothing on these days">
        No launch is planned or recorded here.
      </EmptyState>
    );
  }
  return (
    <div className="agenda">
      {days.map((day) => {
        const hours = clockChangeOn(day, zone)?.hours;
        return (
          <section key={day} className="agenda-day">
            <h2 data-today={day === today || undefined}>
              {formatTime(startOfDay(day, zone), { zone, nowMs: nowMs(), style: 'day' })}
              {day === today && <span className="agenda-today">today</span>}
              {hours === 23 && <Mark kind="23-hours" />}
              {hours === 25 && <Mark kind="25-hours" />}
            </h2>
            <ol>
              {byDay.get(day)?.map((entry) => (
                <AgendaEntry key={entryKey(entry)} entry={entry} zone={zone} {...entryProps} />
              ))}
            </ol>
          </section>
        );
      })}
    </div>
  );
}

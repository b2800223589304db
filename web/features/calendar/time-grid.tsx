import { useMemo, useState } from 'react';
import { axisOf, linesOf } from './axis.ts';
import { DayColumn } from './day-column.tsx';
import { DayLength } from './day-length.tsx';
import './time-grid.css';
import { EntryCard, type Peeked } from './entry-card.tsx';
import { weekdayOf } from './plain-day.ts';
import type { CalendarAnswer, CalendarDay } from './queries.ts';

interface TimeGridProps {
  readonly answer: CalendarAnswer;
  readonly label: string;
  readonly zone: string;
  readonly nowMs: number;
  readonly open: string | undefined;
  readonly onOpen: (key: string) => void;
  readonly onDay: (date: string) => void;
  readonly onMore: (date: string, from: string) => void;
}

const NO_DAYS: readonly CalendarDay[] = [];
const NONE: readonly never[] = [];

/**
 * Week and day on one axis of hours. Drawn here and not by the calendar library, whose columns have the 24 hours of a day of the browser:
 * an hour that comes twice has two places on this one.
 */
export function TimeGrid({ answer, label, zone, nowMs, open, onOpen, onDay, onMore }: TimeGridProps) {
  const [peeked, setPeeked] = useState<Peeked>();
  const { days = NO_DAYS, entries, continuing = NONE, fullHours = NONE } = answer;
  const axis = useMemo(() => axisOf(days), [days]);
  const all = useMemo(() => [...continuing, ...entries], [continuing, entries]);
  const lines = linesOf(axis);
  return (
    <section className="time-grid" aria-label={label} data-days={days.length}>
      <div className="time-heads">
        <span />
        {days.map((day) => (
          <DayHead key={day.date} day={day} nowMs={nowMs} onDay={onDay} />
        ))}
      </div>
      <div className="time-body">
        <div className="time-gutter" aria-hidden>
          {lines.map(({ at, label: hour }) => (
            <span key={at} className="tabular" style={{ top: `${(100 * at) / axis.length}%` }}>
              {hour}
            </span>
          ))}
        </div>
        <div className="time-lines" aria-hidden>
          {lines.map(({ at }) => (
            <i key={at} style={{ top: `${(100 * at) / axis.length}%` }} />
          ))}
        </div>
        {days.map((day) => (
          <DayColumn
            key={day.date}
            {...{ day, days, fullHours, axis, zone, nowMs, open, onOpen, onMore }}
            entries={all}
            onPeek={setPeeked}
          />
        ))}
      </div>
      {peeked !== undefined && <EntryCard peeked={peeked} zone={zone} days={days} />}
    </section>
  );
}

function DayHead({ day, nowMs, onDay }: { readonly day: CalendarDay; readonly nowMs: number; readonly onDay: (date: string) => void }) {
  const isToday = nowMs >= Date.parse(day.from) && nowMs < Date.parse(day.to);
  return (
    <button type="button" className="time-head" onClick={() => onDay(day.date)}>
      {weekdayOf(day.date)}
      <span className="day-number" aria-current={isToday ? 'date' : undefined}>
        {Number(day.date.slice(8))}
      </span>
      <DayLength day={day} />
      <span className="visually-hidden">, {day.total} launches, open the day</span>
    </button>
  );
}

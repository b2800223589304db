import { memo, type SyntheticEvent } from 'react';
import { type Axis, hatchedOf, placeOf } from './axis.ts';
import { type DrawnEntry, drawDay } from './drawn-entry.ts';
import { EntryBlock, EntryLine } from './entry-block.tsx';
import type { Peeked } from './entry-card.tsx';
import { spokenLabel } from './entry-label.ts';
import type { CalendarAnswer, CalendarDay, CalendarEntry } from './queries.ts';
import { clockLabel } from './shown-day.ts';

export type FullHour = NonNullable<CalendarAnswer['fullHours']>[number];

export interface ColumnProps {
  readonly day: CalendarDay;
  readonly days: readonly CalendarDay[];
  readonly entries: readonly CalendarEntry[];
  readonly fullHours: readonly FullHour[];
  readonly axis: Axis;
  readonly zone: string;
  readonly nowMs: number;
  readonly open: string | undefined;
  readonly onOpen: (key: string) => void;
  readonly onPeek: (peeked: Peeked | undefined) => void;
  /** The agenda from an instant of this day on. */
  readonly onMore: (date: string, from: string) => void;
}

const percent = (part: number, whole: number) => `${(100 * part) / whole}%`;

/** A day of the week or the day view: its blocks, its hatched hours, and the line of now. */
export const DayColumn = memo(function DayColumn(props: ColumnProps) {
  const { day, entries, fullHours, axis, nowMs } = props;
  const isToday = nowMs >= Date.parse(day.from) && nowMs < Date.parse(day.to);
  const full = fullHours.filter(({ from }) => from >= day.from && from < day.to);
  const hatched = hatchedOf(axis, day);
  return (
    <div className="time-column" data-today={isToday || undefined} data-full={full.length > 0 || undefined}>
      {hatched.map(({ kind, from, to }) => (
        <div
          key={`${kind} ${from}`}
          className="hatched-hours"
          data-kind={kind}
          style={{ top: percent(from, axis.length), height: percent(to - from, axis.length) }}
        />
      ))}
      {isToday && <div className="now-line" style={{ top: percent(placeOf(axis, day, nowMs), axis.length) }} />}
      <div className="time-entries">
        {drawDay(day, entries, { axis, nowMs }).map((drawn) => (
          <TimeBlock key={drawn.key} drawn={drawn} {...props} />
        ))}
      </div>
      {hatched.map(
        ({ kind, from, label }) =>
          label !== '' && (
            <span key={`${kind} ${from}`} className="hours-label" style={{ top: percent(from, axis.length) }}>
              {label}
            </span>
          ),
      )}
      {full.map((hour) => (
        <MoreInHour key={hour.from} hour={hour} {...props} />
      ))}
    </div>
  );
});

function TimeBlock({ drawn, day, days, axis, zone, open, onOpen, onPeek }: ColumnProps & { readonly drawn: DrawnEntry }) {
  const { entry, key, look, from, to, lane, span, lanes, short, continued } = drawn;
  const peek = (event: SyntheticEvent<HTMLElement>) => onPeek({ entry, box: event.currentTarget.getBoundingClientRect() });
  const hide = () => onPeek(undefined);
  return (
    <button
      type="button"
      className={`entry entry-${look}`}
      data-continued={continued || undefined}
      aria-label={spokenLabel(entry, zone)}
      aria-expanded={key === open}
      style={{
        top: percent(from, axis.length),
        height: percent(to - from, axis.length),
        left: percent(lane, lanes),
        width: percent(span, lanes),
      }}
      onClick={() => onOpen(key)}
      onPointerEnter={peek}
      onPointerLeave={hide}
      onFocus={peek}
      onBlur={hide}
    >
      {short ? <EntryLine entry={entry} day={day} /> : <EntryBlock entry={entry} day={day} days={days} />}
    </button>
  );
}

function MoreInHour({ hour, day, entries, axis, onMore }: ColumnProps & { readonly hour: FullHour }) {
  const given = entries.filter(({ at }) => at >= hour.from && at < hour.to).length;
  const clock = clockLabel(day, Date.parse(hour.from));
  return (
    <button
      type="button"
      className="more-in-hour tabular"
      aria-label={`${hour.total - given} more from ${clock}, open the agenda`}
      style={{ top: percent(placeOf(axis, day, Date.parse(hour.from)), axis.length) }}
      onClick={() => onMore(day.date, hour.from)}
    >
      +{hour.total - given}
    </button>
  );
}

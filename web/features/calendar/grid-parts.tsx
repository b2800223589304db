import { cloneElement, isValidElement, type ReactElement, type ReactNode } from 'react';
import type { DateHeaderProps, EventProps, HeaderProps } from 'react-big-calendar';
import { Mark } from '../../ui/status/mark.tsx';
import type { DrawnEntry } from './drawn-entry.ts';
import type { DrawnHours } from './drawn-hours.ts';
import { EntryBlock, EntryLine } from './entry-block.tsx';
import { spokenLabel } from './entry-label.ts';
import { useGrid } from './grid-context.ts';
import { dayOfDrawn } from './plain-day.ts';
import { clockChangeOn } from './zone-day.ts';

export type GridItem = DrawnEntry | DrawnHours;

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

/** How long the day is, where that is special. */
function DayLength({ date }: { readonly date: Date }) {
  const { zone } = useGrid();
  const change = clockChangeOn(dayOfDrawn(date), zone);
  if (change?.hours === 23) return <Mark kind="23-hours" />;
  return change?.hours === 25 ? <Mark kind="25-hours" /> : null;
}

/** The number of a day in a cell of the month; opens the day. */
export function MonthDay({ date, onDrillDown }: DateHeaderProps) {
  const { today } = useGrid();
  const open: (event: unknown) => void = onDrillDown;
  const number = date.getDate();
  const isToday = dayOfDrawn(date) === today;
  const text = number === 1 ? `1 ${MONTHS[date.getMonth()]}` : String(number);
  return (
    <span className="month-day">
      <DayLength date={date} />
      <button type="button" className="day-number" aria-current={isToday ? 'date' : undefined} onClick={open}>
        {text}
        <span className="visually-hidden">, open the day</span>
      </button>
    </span>
  );
}

export const MonthHeader = ({ date }: HeaderProps) => <span>{WEEKDAYS[date.getDay()]}</span>;

/** Head of a column of the week. */
export function DayHeader({ date }: HeaderProps) {
  const { today } = useGrid();
  const isToday = dayOfDrawn(date) === today;
  return (
    <span className="day-head">
      {WEEKDAYS[date.getDay()]}
      <span className="day-number" aria-current={isToday ? 'date' : undefined}>
        {date.getDate()}
      </span>
      <DayLength date={date} />
    </span>
  );
}

export const MonthEntry = ({ event }: EventProps<GridItem>) => (event.kind === 'entry' ? <EntryLine drawn={event} /> : null);

export function TimeEntry({ event }: EventProps<GridItem>) {
  if (event.kind === 'hours') return <span className="hours-label">{event.title}</span>;
  return event.short ? <EntryLine drawn={event} /> : <EntryBlock drawn={event} />;
}

interface WrapperProps {
  readonly event: GridItem;
  readonly children?: ReactNode;
}

type Box = ReactElement<{ role?: string | undefined; tabIndex?: number | undefined; title?: string; 'aria-label'?: string }>;

/** Makes the box of an entry a button with a full name, and that of hatched hours no control at all. */
export function EntryWrapper({ event, children }: WrapperProps) {
  const { zone } = useGrid();
  if (!isValidElement(children)) return <>{children}</>;
  const box = children as Box;
  if (event.kind === 'hours') return cloneElement(box, { role: undefined, tabIndex: undefined });
  const label = spokenLabel(event.entry, event.status, zone);
  return cloneElement(box, { role: 'button', tabIndex: 0, title: label, 'aria-label': label });
}

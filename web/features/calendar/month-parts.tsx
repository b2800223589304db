import { cloneElement, isValidElement, type ReactElement, type ReactNode } from 'react';
import type { DateHeaderProps, EventProps, HeaderProps, ShowMoreProps } from 'react-big-calendar';
import { formatNumber } from '../../ui/time/format-duration.ts';
import { DayLength } from './day-length.tsx';
import { EntryLine } from './entry-block.tsx';
import { spokenLabel } from './entry-label.ts';
import { useGrid } from './grid-context.ts';
import { dayOfDrawn, weekdayOf } from './plain-day.ts';
import type { CalendarDay, CalendarEntry } from './queries.ts';

/** A launch in the cell of its day. The Dates hold that day, in order, and mean nothing else. */
export interface MonthItem {
  readonly key: string;
  readonly entry: CalendarEntry;
  readonly day: CalendarDay;
  readonly title: string;
  readonly start: Date;
  readonly end: Date;
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** The number of a day in a cell of the month; opens the day. */
export function MonthDay({ date, onDrillDown }: DateHeaderProps) {
  const { days, nowMs } = useGrid();
  const open: (event: unknown) => void = onDrillDown;
  const number = date.getDate();
  const day = days.get(dayOfDrawn(date));
  const isToday = day !== undefined && nowMs >= Date.parse(day.from) && nowMs < Date.parse(day.to);
  return (
    <span className="month-day">
      <DayLength day={day} />
      <button type="button" className="day-number" aria-current={isToday ? 'date' : undefined} onClick={open}>
        {number === 1 ? `1 ${MONTHS[date.getMonth()]}` : String(number)}
        <span className="visually-hidden">
          {day === undefined ? '' : `, ${day.total} ${day.total === 1 ? 'launch' : 'launches'}`}, open the day
        </span>
      </button>
    </span>
  );
}

export const MonthHeader = ({ date }: HeaderProps) => <span>{weekdayOf(dayOfDrawn(date))}</span>;

export const MonthEntry = ({ event }: EventProps<MonthItem>) => <EntryLine entry={event.entry} day={event.day} />;

/** `+N more`: what the cell has no room for, and what the server counted beyond what it sent. Opens the agenda of the day. */
export function MonthMore({ slotDate, count }: ShowMoreProps<MonthItem>) {
  const { days, given, onMore } = useGrid();
  const date = dayOfDrawn(slotDate);
  const shown = (given.get(date) ?? 0) - count;
  const more = (days.get(date)?.total ?? shown + count) - shown;
  return (
    <button type="button" className="rbc-button-link rbc-show-more" onClick={() => onMore(date)}>
      +{formatNumber(more)} more
      <span className="visually-hidden"> on {date}, open the agenda</span>
    </button>
  );
}

interface WrapperProps {
  readonly event: MonthItem;
  readonly children?: ReactNode;
}

type Box = ReactElement<{ role?: string | undefined; tabIndex?: number | undefined; title?: string; 'aria-label'?: string }>;

/** Makes the box of an entry a button with a full name. */
export function EntryWrapper({ event, children }: WrapperProps) {
  const { zone } = useGrid();
  if (!isValidElement(children)) return <>{children}</>;
  const label = spokenLabel(event.entry, zone);
  return cloneElement(children as Box, { role: 'button', tabIndex: 0, title: label, 'aria-label': label });
}

import { type KeyboardEvent, type SyntheticEvent, useMemo, useRef } from 'react';
import { Calendar, type Components } from 'react-big-calendar';
import 'react-big-calendar/lib/css/react-big-calendar.css';
import './month-grid.css';
import './entry.css';
import { entryKey } from './entry-label.ts';
import { appearanceOf } from './entry-look.ts';
import { GridProvider } from './grid-context.ts';
import { monthLocalizer } from './month-localizer.ts';
import { EntryWrapper, MonthDay, MonthEntry, MonthHeader, type MonthItem, MonthMore } from './month-parts.tsx';
import { dayOfDrawn, type PlainDay, toDrawnDay } from './plain-day.ts';
import type { CalendarAnswer, CalendarDay } from './queries.ts';
import { usePlainRoles } from './use-plain-roles.ts';

const COMPONENTS: Components<MonthItem> = {
  eventWrapper: EntryWrapper,
  showMore: MonthMore,
  month: { header: MonthHeader, dateHeader: MonthDay, event: MonthEntry },
};

const lookOf = ({ entry }: MonthItem) => ({ className: `entry entry-${appearanceOf(entry).look}` });
const isPress = (event: SyntheticEvent): event is KeyboardEvent => 'key' in event && (event.key === 'Enter' || event.key === ' ');
const nothing = () => undefined;

interface MonthGridProps {
  readonly answer: CalendarAnswer;
  readonly label: string;
  readonly date: PlainDay;
  readonly today: PlainDay;
  readonly zone: string;
  readonly nowMs: number;
  readonly open: string | undefined;
  readonly onOpen: (key: string) => void;
  readonly onDay: (day: PlainDay) => void;
  readonly onMore: (day: PlainDay) => void;
}

/** Each launch in the cell of the day on which it was due; the Dates only name the cell and keep the order. */
function itemsOf({ days = [], entries }: CalendarAnswer): MonthItem[] {
  let [at, inDay] = [0, 0];
  return entries.flatMap((entry) => {
    while (at < days.length && entry.at >= days[at]!.to) [at, inDay] = [at + 1, 0];
    const day: CalendarDay | undefined = days[at];
    if (day === undefined) return [];
    inDay += 1;
    const start = new Date(toDrawnDay(day.date).getTime() + inDay);
    return [{ key: entryKey(entry), entry, day, title: entry.title, start, end: start }];
  });
}

export function MonthGrid({ answer, label, date, today, zone, nowMs, open, onOpen, onDay, onMore }: MonthGridProps) {
  const items = useMemo(() => itemsOf(answer), [answer]);
  const grid = useMemo(() => {
    const given = new Map<string, number>();
    for (const { day } of items) given.set(day.date, (given.get(day.date) ?? 0) + 1);
    return { zone, nowMs, given, days: new Map(answer.days?.map((day) => [day.date, day])), onMore };
  }, [zone, nowMs, items, answer, onMore]);
  const container = useRef<HTMLElement>(null);
  usePlainRoles(container);
  const press = (item: MonthItem, event: SyntheticEvent) => {
    if (!isPress(event)) return;
    event.preventDefault();
    onOpen(item.key);
  };
  return (
    <GridProvider value={grid}>
      <section ref={container} className="calendar-grid" aria-label={label}>
        <Calendar<MonthItem>
          localizer={monthLocalizer}
          culture="en-GB"
          views={['month']}
          view="month"
          date={toDrawnDay(date)}
          getNow={() => toDrawnDay(today)}
          events={items}
          selected={items.find((item) => item.key === open)}
          onSelectEvent={(item) => onOpen(item.key)}
          onKeyPressEvent={press}
          onDrillDown={(day) => onDay(dayOfDrawn(day))}
          onNavigate={nothing}
          onView={nothing}
          doShowMoreDrillDown={false}
          eventPropGetter={lookOf}
          components={COMPONENTS}
          toolbar={false}
          tooltipAccessor={null}
        />
      </section>
    </GridProvider>
  );
}

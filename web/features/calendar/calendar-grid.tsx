import { format } from 'date-fns/format';
import { getDay } from 'date-fns/getDay';
import { enGB } from 'date-fns/locale/en-GB';
import { parse } from 'date-fns/parse';
import { startOfWeek } from 'date-fns/startOfWeek';
import { toZonedTime } from 'date-fns-tz';
import { type KeyboardEvent, type SyntheticEvent, useMemo, useRef } from 'react';
import { Calendar, type Components, dateFnsLocalizer, type Formats } from 'react-big-calendar';
import 'react-big-calendar/lib/css/react-big-calendar.css';
import './grid.css';
import './entry.css';
import { drawEntry } from './drawn-entry.ts';
import { drawChangedHours } from './drawn-hours.ts';
import { GridProvider } from './grid-context.ts';
import { DayHeader, EntryWrapper, type GridItem, MonthDay, MonthEntry, MonthHeader, TimeEntry } from './grid-parts.tsx';
import { type CalendarView, daysOf, periodOf, periodTitle } from './period.ts';
import { dayOfDrawn, type PlainDay, toDrawnDay } from './plain-day.ts';
import type { CalendarEntry } from './queries.ts';
import { usePlainRoles } from './use-plain-roles.ts';

const localizer = dateFnsLocalizer({ format, parse, startOfWeek, getDay, locales: { 'en-GB': enGB } });

/** Whatever the calendar would write from a drawn Date about an entry is left out. */
const FORMATS: Formats = {
  timeGutterFormat: 'HH:mm',
  eventTimeRangeFormat: () => '',
  eventTimeRangeStartFormat: () => '',
  eventTimeRangeEndFormat: () => '',
};

const COMPONENTS: Components<GridItem> = {
  eventWrapper: EntryWrapper,
  month: { header: MonthHeader, dateHeader: MonthDay, event: MonthEntry },
  week: { header: DayHeader, event: TimeEntry },
  day: { header: DayHeader, event: TimeEntry },
};

const VIEWS = ['month', 'week', 'day'] as const;
const MESSAGES = { showMore: (count: number) => `+${count} more` };
const lookOf = (item: GridItem) => ({ className: item.kind === 'entry' ? `entry entry-${item.look}` : 'changed-hours' });
const isPress = (event: SyntheticEvent): event is KeyboardEvent => 'key' in event && (event.key === 'Enter' || event.key === ' ');
const nothing = () => undefined;

interface CalendarGridProps {
  readonly view: Exclude<CalendarView, 'agenda'>;
  readonly date: PlainDay;
  readonly today: PlainDay;
  readonly zone: string;
  readonly nowMs: number;
  readonly entries: readonly CalendarEntry[];
  readonly open: string | undefined;
  readonly onOpen: (key: string) => void;
  readonly onDay: (day: PlainDay) => void;
  readonly onMore: (day: PlainDay) => void;
}

/** Month, week or day: every Date in here is a wall clock of the shown zone. */
export function CalendarGrid({ view, date, today, zone, nowMs, entries, open, onOpen, onDay, onMore }: CalendarGridProps) {
  const extent = view === 'month' ? 'start' : 'length';
  const items = useMemo<GridItem[]>(
    () => entries.map((entry) => drawEntry(entry, { zone, nowMs, extent })),
    [entries, zone, nowMs, extent],
  );
  const hours = useMemo<GridItem[]>(() => drawChangedHours(daysOf(periodOf(view, date)), zone), [view, date, zone]);
  const grid = useMemo(() => ({ zone, today }), [zone, today]);
  const container = useRef<HTMLElement>(null);
  usePlainRoles(container);
  const select = (item: GridItem) => item.kind === 'entry' && onOpen(item.key);
  const press = (item: GridItem, event: SyntheticEvent) => {
    if (!isPress(event)) return;
    event.preventDefault();
    select(item);
  };
  return (
    <GridProvider value={grid}>
      <section ref={container} className="calendar-grid" aria-label={`Launches, ${periodTitle(view, date)}`}>
        <Calendar<GridItem>
          localizer={localizer}
          culture="en-GB"
          views={[...VIEWS]}
          view={view}
          date={toDrawnDay(date)}
          getNow={() => toZonedTime(nowMs, zone)}
          events={items}
          backgroundEvents={view === 'month' ? [] : hours}
          selected={items.find((item) => item.key === open)}
          onSelectEvent={select}
          onKeyPressEvent={press}
          onDrillDown={(day) => onDay(dayOfDrawn(day))}
          onShowMore={(_hidden, day) => onMore(dayOfDrawn(day))}
          onNavigate={nothing}
          onView={nothing}
          doShowMoreDrillDown={false}
          eventPropGetter={lookOf}
          components={COMPONENTS}
          formats={FORMATS}
          messages={MESSAGES}
          toolbar={false}
          tooltipAccessor={null}
          showMultiDayTimes
          step={60}
          timeslots={1}
          dayLayoutAlgorithm="no-overlap"
          enableAutoScroll={false}
        />
      </section>
    </GridProvider>
  );
}

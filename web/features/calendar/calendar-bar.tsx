import { ActionIcon, Button } from '@mantine/core';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { Segments } from '../../ui/form/segments.tsx';
import { useTimes } from '../../ui/time/times.tsx';
import { CalendarFilter } from './calendar-filter.tsx';
import { type CalendarView, periodOf, periodTitle } from './period.ts';
import { countedMs } from './plain-day.ts';
import type { CalendarUrlState } from './use-calendar-url-state.ts';
import { ZonePicker } from './zone-picker.tsx';

const VIEWS: readonly { readonly value: CalendarView; readonly label: string }[] = [
  { value: 'month', label: 'Month' },
  { value: 'week', label: 'Week' },
  { value: 'day', label: 'Day' },
  { value: 'agenda', label: 'Agenda' },
];

interface CalendarBarProps {
  readonly state: CalendarUrlState;
  readonly onStep: (by: -1 | 1) => void;
  readonly onToday: () => void;
}

/** Turns the pages; chooses view, zone and filter. */
export function CalendarBar({ state, onStep, onToday }: CalendarBarProps) {
  const { viewerZone } = useTimes();
  const { view, date, zoneChoice, query, set } = state;
  const { first, end } = periodOf(view, date);
  return (
    <div className="calendar-bar">
      <Button variant="default" onClick={onToday} aria-keyshortcuts="t">
        Today
      </Button>
      <div className="calendar-steps">
        <ActionIcon
          variant="default"
          size="var(--control-height)"
          aria-label={`Previous ${stepName(view)}`}
          aria-keyshortcuts="ArrowLeft"
          onClick={() => onStep(-1)}
        >
          <IconChevronLeft size={16} stroke={1.8} />
        </ActionIcon>
        <ActionIcon
          variant="default"
          size="var(--control-height)"
          aria-label={`Next ${stepName(view)}`}
          aria-keyshortcuts="ArrowRight"
          onClick={() => onStep(1)}
        >
          <IconChevronRight size={16} stroke={1.8} />
        </ActionIcon>
      </div>
      <h2 className="calendar-period" aria-live="polite">
        {periodTitle(view, date)}
      </h2>
      <Segments label="View" value={view} choices={VIEWS} onChange={(next) => set({ view: next, date })} />
      <ZonePicker
        value={zoneChoice}
        viewerZone={viewerZone}
        range={[countedMs(first), countedMs(end)]}
        onChange={(zone) => set({ zone, from: undefined })}
      />
      <CalendarFilter query={query} onChange={(q) => set({ q, open: undefined })} />
    </div>
  );
}

const stepName = (view: CalendarView) => (view === 'agenda' ? 'seven days' : view);

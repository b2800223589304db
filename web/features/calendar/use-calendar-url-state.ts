import { useNavigate, useSearch } from '@tanstack/react-router';
import { formatInTimeZone } from 'date-fns-tz';
import { useCallback } from 'react';
import { useTimes } from '../../ui/time/times.tsx';
import { useIsPhone } from '../../ui/use-is-phone.ts';
import { CALENDAR_VIEWS, type CalendarView } from './period.ts';
import { type PlainDay, readDay } from './plain-day.ts';

/** `mine` or the name of a zone. */
export type ZoneChoice = string;
export const MINE: ZoneChoice = 'mine';

/** What the URL says: `?view=week&date=2026-03-05&zone=America/Los_Angeles&q=owner:me&open=…`. */
export interface CalendarUrlState {
  readonly view: CalendarView;
  readonly date: PlainDay;
  readonly today: PlainDay;
  readonly zoneChoice: ZoneChoice;
  /** The zone in which everything is drawn. */
  readonly zone: string;
  /** The filter, in the language of the schedules list. */
  readonly query: string;
  /** The instant from which on the agenda lists, within its first day. */
  readonly from: string | undefined;
  readonly open: string | undefined;
  readonly set: (change: CalendarChange) => void;
}

export interface CalendarChange {
  readonly view?: CalendarView;
  /** `undefined`: today. */
  readonly date?: PlainDay | undefined;
  readonly zone?: ZoneChoice;
  readonly q?: string | undefined;
  readonly from?: string | undefined;
  readonly open?: string | undefined;
}

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;

/** The day that it is in a zone. */
export const dayIn = (zone: string, atMs: number): PlainDay => formatInTimeZone(atMs, zone, 'yyyy-MM-dd');

function isZone(name: unknown): name is string {
  if (typeof name !== 'string' || name === '') return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** View, day, zone and opened entry, kept in the URL. An address that makes no sense falls back to today, in my zone. */
export function useCalendarUrlState(nowMs: number): CalendarUrlState {
  const search: Record<string, unknown> = useSearch({ strict: false });
  const navigate = useNavigate();
  const { viewerZone } = useTimes();
  const phone = useIsPhone();
  const zoneChoice = isZone(search['zone']) ? search['zone'] : MINE;
  const zone = zoneChoice === MINE ? viewerZone : zoneChoice;
  const today = dayIn(zone, nowMs);
  const view = CALENDAR_VIEWS.find((name) => name === search['view']) ?? (phone ? 'agenda' : 'month');
  const set = useCallback(
    (change: CalendarChange) => {
      const next = (previous: Record<string, unknown>) => {
        // The instant belongs to the period that was shown.
        const turned = 'date' in change || 'view' in change ? { from: undefined } : {};
        const merged = { ...previous, ...turned, ...change, ...(change.zone === MINE && { zone: undefined }) };
        return Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== undefined && value !== ''));
      };
      // Opening an entry is no step to come back from; turning the pages is.
      const replace = Object.keys(change).every((key) => key === 'open');
      // The generic navigate knows no route here, hence no type of its search.
      void navigate({ to: '.', search: next as never, replace });
    },
    [navigate],
  );
  const open = typeof search['open'] === 'string' ? search['open'] : undefined;
  const query = typeof search['q'] === 'string' || typeof search['q'] === 'number' ? String(search['q']) : '';
  const from = typeof search['from'] === 'string' && INSTANT.test(search['from']) ? search['from'] : undefined;
  return { view, query, from, date: readDay(search['date']) ?? today, today, zoneChoice, zone, open, set };
}

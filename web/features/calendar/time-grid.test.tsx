import { fireEvent, screen, within } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { fakeCalendar } from '../../testing/fake-calendar.ts';
import { renderPart } from '../../testing/render-part.tsx';
import { axisOf, hatchedOf, linesOf, placeOf } from './axis.ts';
import { entryClock, lengthLabel, stateLabel } from './entry-label.ts';
import { appearanceOf } from './entry-look.ts';
import { layOut } from './lanes.ts';
import type { CalendarEntry } from './queries.ts';
import { TimeGrid } from './time-grid.tsx';

const HOUR_MS = 3_600_000;
const ZONE = 'America/Los_Angeles';

const launch = (at: string, rest: Partial<CalendarEntry> = {}): CalendarEntry => ({
  ...{ scheduleId: '01', title: 'PCI sweep', timeZone: ZONE, at, local: '2026-03-08T02:30', verdict: 'planned' },
  ...rest,
});

const answerOf = (date: string, timeZone: string, entries: readonly CalendarEntry[] = [], perHour = 4) => {
  const to = new Date(Date.parse(date) + 24 * HOUR_MS).toISOString().slice(0, 10);
  return fakeCalendar(() => entries, { from: date, to, timeZone, perHour, limit: 1 });
};
const dayOf = (date: string, timeZone: string) => answerOf(date, timeZone).days![0]!;

describe('the axis of hours on days of clock change', () => {
  it.each([
    ['a plain day', '2026-03-09', ZONE, 24, []],
    ['23 hours', '2026-03-08', ZONE, 24, ['gap 02:00 missing 120-180']],
    ['25 hours', '2026-11-01', ZONE, 25, ['fold 01:00 again 120-180']],
    ['Berlin in spring', '2026-03-29', 'Europe/Berlin', 24, ['gap 02:00 missing 120-180']],
    ['Berlin in autumn', '2026-10-25', 'Europe/Berlin', 25, ['fold 02:00 again 180-240']],
    ['half an hour twice', '2026-04-05', 'Australia/Lord_Howe', 24.5, ['fold 01:30 again 120-150']],
    ['half an hour missing', '2026-10-04', 'Australia/Lord_Howe', 24, ['gap 02:00 missing 120-150']],
    ['midnight missing', '2026-09-06', 'America/Santiago', 24, ['gap 00:00 missing 0-60']],
    ['the hour before midnight twice', '2026-04-04', 'America/Santiago', 25, ['fold 23:00 again 1440-1500']],
    ['Cairo in autumn', '2026-10-29', 'Africa/Cairo', 25, ['fold 23:00 again 1440-1500']],
  ] as const)('%s', (...[, date, zone, hours, hatched]) => {
    const day = dayOf(date, zone);
    const axis = axisOf([day]);
    expect(axis.length / 60).toBe(hours);
    expect(hatchedOf(axis, day).map(({ kind, label, from, to }) => `${kind} ${label} ${from}-${to}`)).toEqual(hatched);
  });

  it.each(['2026-03-08', '2026-11-01', '2026-06-01'])('gives every hour of %s a place of its own, in order', (date) => {
    const day = dayOf(date, ZONE);
    const axis = axisOf([day]);
    const places = Array.from({ length: day.hours }, (_, hour) => placeOf(axis, day, Date.parse(day.from) + hour * HOUR_MS));
    expect(places).toEqual([...new Set(places)].sort((a, b) => a - b));
    expect(placeOf(axis, day, Date.parse(day.to), 'end')).toBe(axis.length);
  });

  it('has the repeated hour once more beside the other days of its week, empty there', () => {
    const [saturday, sunday] = [dayOf('2026-10-31', ZONE), dayOf('2026-11-01', ZONE)];
    const axis = axisOf([saturday, sunday]);
    expect(linesOf(axis).slice(0, 4)).toEqual([
      { at: 0, label: '00:00' },
      { at: 60, label: '01:00' },
      { at: 120, label: '01:00' },
      { at: 180, label: '02:00' },
    ]);
    expect(hatchedOf(axis, saturday).map(({ kind }) => kind)).toEqual(['other-day']);
  });
});

describe('the grid of a day', () => {
  const draw = async (date: string, entries: readonly CalendarEntry[], perHour = 4) => {
    const [onOpen, onMore] = [vi.fn(), vi.fn()];
    const answer = answerOf(date, ZONE, entries, perHour);
    const nowMs = Date.parse('2026-03-05T18:42:00Z');
    const props = { answer, nowMs, onOpen, onMore, label: 'Launches', zone: ZONE, open: undefined, onDay: vi.fn() };
    renderPart(() => <TimeGrid {...props} />);
    await screen.findByRole('region', { name: 'Launches' });
    return { onOpen, onMore };
  };

  it('draws both launches of the hour that comes twice, and says which is which', async () => {
    await draw('2026-11-01', [launch('2026-11-01T08:30:00Z'), launch('2026-11-01T09:30:00Z', { scheduleId: '02' })]);
    screen.getByText('25 hours');
    screen.getByText('01:00 again');
    const blocks = screen.getAllByRole('button', { name: /PCI sweep/ });
    expect(blocks.map(({ textContent }) => textContent)).toEqual(['01:30 PDTPCI sweep', '01:30 PSTPCI sweep']);
    expect(blocks.map(({ style }) => Number.parseFloat(style.top))).toEqual([6, 10]);
  });

  it('says that an hour is missing, why a ghost did not run, and shows more of it on focus', async () => {
    const { onOpen } = await draw('2026-03-08', [launch('2026-03-08T10:30:00Z', { verdict: 'missed', reason: 'no appliance online' })]);
    screen.getByText('23 hours');
    screen.getByText('02:00 missing');
    const block = screen.getByRole('button', { name: 'Sun 8 Mar 03:30 PDT, PCI sweep, missed, no appliance online' });
    expect(document.querySelector('.entry-card')).toBeNull();
    fireEvent.focus(block);
    within(document.querySelector<HTMLElement>('.entry-card')!).getByText('no appliance online');
    fireEvent.click(block);
    expect(onOpen).toHaveBeenCalledWith('01@2026-03-08T10:30:00Z');
  });

  it('names how many more an hour holds and leads to them', async () => {
    const many = Array.from({ length: 9 }, (_, index) => launch('2026-06-01T21:10:00Z', { scheduleId: String(index) }));
    const { onMore } = await draw('2026-06-01', many, 2);
    fireEvent.click(screen.getByRole('button', { name: '7 more from 14:00, open the agenda' }));
    expect(onMore).toHaveBeenCalledWith('2026-06-01', '2026-06-01T21:00:00Z');
  });
});

describe('what an entry says', () => {
  it.each([
    [{ endsAt: '2026-03-06T23:18:00Z', predictedFrom: 'past-runs' }, '~2.3 h'],
    [{ endsAt: '2026-03-07T00:00:00Z', predictedFrom: 'duration' }, 'up to 3 h'],
    [{ endsAt: '2026-03-06T21:20:00Z', predictedFrom: 'past-runs' }, '~20 min'],
    [{}, undefined],
  ] as const)('%o: %s', (rest, label) => {
    expect(lengthLabel(launch('2026-03-06T21:00:00Z', rest))).toBe(label);
  });

  it('shows a late launch at the clock at which it really began', () => {
    const late = launch('2026-03-09T20:00:00Z', { verdict: 'late', startedAt: '2026-03-09T20:06:00Z', lateBySeconds: 360 });
    expect([entryClock(late, dayOf('2026-03-09', ZONE)), stateLabel(late)]).toEqual(['13:06', '6 min late']);
  });

  it.each([
    [{ verdict: 'planned' }, 'planned', 'planned'],
    [{ verdict: 'held' }, 'late', 'held'],
    [{ verdict: 'skipped' }, 'skipped', 'skipped'],
    [{ verdict: 'launched', scanState: 'running' }, 'running', 'running'],
    [{ verdict: 'launched', scanState: 'paused', pausedBy: 'person' }, 'late', 'paused by a person'],
    [{ verdict: 'launched', scanState: 'error' }, 'failed', 'error'],
    [{ verdict: 'late', scanState: 'running' }, 'running', 'running'],
  ] as const)('%o is painted %s and called %s', (rest, look, state) => {
    const entry = launch('2026-03-09T20:00:00Z', rest);
    expect([appearanceOf(entry).look, stateLabel(entry)]).toEqual([look, state]);
  });
});

describe('side by side', () => {
  it('what overlaps shares the width, what is alone has all of it', () => {
    const lanes = layOut([
      { from: 0, to: 120 },
      { from: 60, to: 90 },
      { from: 90, to: 200 },
      { from: 300, to: 330 },
    ]);
    expect(lanes).toEqual([
      { lane: 0, span: 1, lanes: 2 },
      { lane: 1, span: 1, lanes: 2 },
      { lane: 1, span: 1, lanes: 2 },
      { lane: 0, span: 1, lanes: 1 },
    ]);
  });
});

import type { CalendarDay } from './queries.ts';
import { changeOf, clockOf, minuteAt } from './shown-day.ts';

const DAY_MINUTES = 24 * 60;
const HOUR = 60;

/** Minutes that come twice on one of the days: a stretch of the axis that only this day has. */
interface Repeated {
  readonly fromMinute: number;
  readonly toMinute: number;
}

/** The hours beside a week or a day: 24 of them, and those that come twice on one of its days once more. Measured in minutes. */
export interface Axis {
  readonly length: number;
  readonly repeated: readonly Repeated[];
}

export function axisOf(days: readonly CalendarDay[]): Axis {
  const found = days.flatMap((day) => {
    const change = changeOf(day);
    return change?.kind === 'fold' ? [{ fromMinute: change.fromMinute, toMinute: change.toMinute }] : [];
  });
  const repeated = found.filter((one, index) => found.findIndex(({ toMinute }) => toMinute === one.toMinute) === index);
  return { repeated, length: DAY_MINUTES + repeated.reduce((sum, { fromMinute, toMinute }) => sum + toMinute - fromMinute, 0) };
}

/** Where minutes from midnight lie on a day without change. An end at the edge of a repeated stretch lies before it. */
export function positionOf({ repeated }: Axis, minute: number, edge: 'start' | 'end' = 'start'): number {
  const before = repeated.filter(({ toMinute }) => (edge === 'start' ? toMinute <= minute : toMinute < minute));
  return minute + before.reduce((sum, { fromMinute, toMinute }) => sum + toMinute - fromMinute, 0);
}

/** Where an instant of a day lies: in the second pass of a repeated hour on the stretch that this day has more. */
export function placeOf(axis: Axis, day: CalendarDay, atMs: number, edge: 'start' | 'end' = 'start'): number {
  if (edge === 'end' && atMs >= Date.parse(day.to)) return axis.length;
  const { minute, part } = minuteAt(day, atMs);
  const change = changeOf(day);
  if (change?.kind === 'fold' && part > 0 && minute < change.toMinute) {
    return positionOf(axis, change.toMinute, 'end') + minute - change.fromMinute;
  }
  return positionOf(axis, minute, edge);
}

/** A line across the grid, with the hour that begins there. */
export interface AxisLine {
  readonly at: number;
  readonly label: string;
}

export function linesOf(axis: Axis): AxisLine[] {
  const hours = Array.from({ length: 24 }, (_, hour) => ({ at: positionOf(axis, hour * HOUR), label: clockOf(hour * HOUR) }));
  const again = axis.repeated.map(({ fromMinute, toMinute }) => ({ at: positionOf(axis, toMinute, 'end'), label: clockOf(fromMinute) }));
  return [...hours, ...again].sort((a, b) => a.at - b.at);
}

/** A stretch of a day that is hatched: it does not exist, comes twice, or exists on another day of the week alone. */
export interface Hatched {
  readonly kind: 'gap' | 'fold' | 'other-day';
  readonly from: number;
  readonly to: number;
  readonly label: string;
}

export function hatchedOf(axis: Axis, day: CalendarDay): Hatched[] {
  const change = changeOf(day);
  const found: Hatched[] = [];
  if (change?.kind === 'gap') {
    const { fromMinute, toMinute } = change;
    const [from, to] = [positionOf(axis, fromMinute), positionOf(axis, toMinute, 'end')];
    found.push({ kind: 'gap', from, to, label: `${clockOf(fromMinute)} missing` });
  }
  for (const { fromMinute, toMinute } of axis.repeated) {
    const from = positionOf(axis, toMinute, 'end');
    const mine = change?.kind === 'fold' && change.toMinute === toMinute;
    const stretch = { from, to: from + toMinute - fromMinute };
    found.push(mine ? { kind: 'fold', ...stretch, label: `${clockOf(fromMinute)} again` } : { kind: 'other-day', ...stretch, label: '' });
  }
  return found;
}

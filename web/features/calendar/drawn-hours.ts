import type { PlainDay } from './plain-day.ts';
import { clockChangeOn } from './zone-day.ts';

/** Hours of a day that do not exist, or come twice, in the shown zone. */
export interface DrawnHours {
  readonly kind: 'hours';
  readonly key: string;
  readonly title: string;
  readonly start: Date;
  readonly end: Date;
}

/** A wall clock, counted as if there were no zones, as a Date of the browser. */
function toDrawn(wallMs: number): Date {
  const wall = new Date(wallMs);
  return new Date(wall.getUTCFullYear(), wall.getUTCMonth(), wall.getUTCDate(), wall.getUTCHours(), wall.getUTCMinutes());
}

const clockOf = (wallMs: number) => new Date(wallMs).toISOString().slice(11, 16);

/** What is hatched in the columns of these days. Empty where the browser's own zone lacks the same hour: a Date cannot hold it. */
export function drawChangedHours(days: readonly PlainDay[], zone: string): DrawnHours[] {
  return days.flatMap((day) => {
    const change = clockChangeOn(day, zone);
    if (change === undefined) return [];
    const [start, end] = [toDrawn(change.from), toDrawn(change.to)];
    if (end.getTime() <= start.getTime()) return [];
    const title = `${clockOf(change.from)} ${change.kind === 'gap' ? 'missing' : 'comes twice'}`;
    return [{ kind: 'hours' as const, key: `${day} ${change.kind}`, title, start, end }];
  });
}

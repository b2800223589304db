import { wallClock } from './wall-clock.ts';
import { zoneAbbreviation } from './zone-abbreviation.ts';

const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/**
 * `full` Sun 8 Mar 03:30 PDT · `seconds` Sun 8 Mar 03:30:07 PDT · `day` Sun 8 Mar · `clock` 03:30 PDT · `clock-seconds` 03:30:07 PDT.
 * The year follows the month where it is another than now.
 */
export type TimeStyle = 'full' | 'seconds' | 'day' | 'clock' | 'clock-seconds';

export interface FormatTimeOptions {
  readonly zone: string;
  readonly nowMs: number;
  readonly style?: TimeStyle | undefined;
  /** Leave the zone's name out: only where a label right beside it names the zone. */
  readonly withoutZone?: boolean | undefined;
}

const two = (value: number) => String(value).padStart(2, '0');

/** An instant as a person reads it: 24 hours, zone named. */
export function formatTime(at: string | number, options: FormatTimeOptions): string {
  const atMs = typeof at === 'number' ? at : Date.parse(at);
  const { zone, nowMs, style = 'full', withoutZone = false } = options;
  const wall = wallClock(atMs, zone);
  const year = wall.year === wallClock(nowMs, zone).year ? '' : ` ${wall.year}`;
  const day = `${WEEKDAYS[wall.weekday]} ${wall.day} ${MONTHS[wall.month - 1]}${year}`;
  if (style === 'day') return day;
  const seconds = style === 'seconds' || style === 'clock-seconds' ? `:${two(wall.second)}` : '';
  const clock = `${two(wall.hour)}:${two(wall.minute)}${seconds}`;
  const name = withoutZone ? '' : ` ${zoneAbbreviation(atMs, zone)}`;
  return style === 'clock' || style === 'clock-seconds' ? `${clock}${name}` : `${day} ${clock}${name}`;
}

/** Whether two zones show the same wall clock at an instant: then the second is written as "same". */
export function sameWallClock(at: string | number, zone: string, other: string): boolean {
  const atMs = typeof at === 'number' ? at : Date.parse(at);
  const [one, two] = [wallClock(atMs, zone), wallClock(atMs, other)];
  return one.day === two.day && one.hour === two.hour && one.minute === two.minute;
}

import { Tooltip } from '@mantine/core';
import { createContext, type ReactNode, useContext } from 'react';
import { Mark, type MarkKind } from '../status/mark.tsx';
import { formatCountdown, formatRelative } from './format-duration.ts';
import { sameWallClock, type TimeStyle } from './format-time.ts';
import { useTimes } from './times.tsx';
import { useNow } from './use-now.ts';
import './time.css';

/** Inside table rows times are no stops of the Tab key; the row is. */
export const TimeStops = createContext(true);

interface TimeProps {
  readonly at: string;
  /** The zone of the schedule that this belongs to. */
  readonly scheduleZone?: string | undefined;
}

/** The instant in every zone that may matter, one a line. */
function useAllZones({ at, scheduleZone }: TimeProps): string {
  const { format, viewerZone } = useTimes();
  const zones = [scheduleZone, viewerZone, 'UTC'].filter((zone): zone is string => zone !== undefined);
  const lines = zones.map((zone) => format(at, { zone, style: 'seconds' }));
  return [...new Set(lines)].join('\n');
}

function WithAllZones({ children, ...time }: TimeProps & { readonly children: ReactNode }) {
  const label = useAllZones(time);
  const stops = useContext(TimeStops);
  return (
    <Tooltip label={label}>
      <time dateTime={time.at} className="time-text" {...(stops && { tabIndex: 0 })}>
        {children}
      </time>
    </Tooltip>
  );
}

/** An instant in the zone of the switch above; hover or focus shows it in all zones. */
export function TimeText({ style, withoutZone, ...time }: TimeProps & { readonly style?: TimeStyle; readonly withoutZone?: boolean }) {
  const { format } = useTimes();
  return <WithAllZones {...time}>{format(time.at, { scheduleZone: time.scheduleZone, style, withoutZone })}</WithAllZones>;
}

const DAY_MS = 24 * 3600 * 1000;

/** Near things relative ("20 h ago"), farther ones as a date; with `always`, relative at any distance. */
export function RelativeTime({ always = false, ...time }: TimeProps & { readonly always?: boolean }) {
  const now = useNow(30_000);
  const { format } = useTimes();
  const atMs = Date.parse(time.at);
  const near = always || Math.abs(atMs - now) < DAY_MS;
  return (
    <WithAllZones {...time}>
      {near ? formatRelative(atMs, now) : format(time.at, { scheduleZone: time.scheduleZone, style: 'day' })}
    </WithAllZones>
  );
}

/** Time left until an instant, `2:11`. Ticks without animation; not announced. */
export function Countdown({ to, over = '0:00' }: { readonly to: string; readonly over?: ReactNode }) {
  const now = useNow(1000);
  const leftMs = Date.parse(to) - now;
  return <span className="tabular">{leftMs <= 0 ? over : formatCountdown(leftMs)}</span>;
}

interface LaunchTimeProps {
  readonly at: string;
  readonly scheduleZone: string;
  readonly mark?: MarkKind | undefined;
}

/** Two lines: in the schedule's zone, and below it mine ("same" if equal), or UTC when the switch says so. */
export function LaunchTime({ at, scheduleZone, mark }: LaunchTimeProps) {
  const { format, mode, viewerZone } = useTimes();
  const other = mode === 'utc' ? 'UTC' : viewerZone;
  const second = sameWallClock(at, scheduleZone, other) ? 'same' : format(at, { zone: other, withoutZone: mode !== 'utc' });
  return (
    <WithAllZones at={at} scheduleZone={scheduleZone}>
      <span className="two-lines">
        <span className="truncate tabular">{format(at, { zone: scheduleZone })}</span>
        <span className="meta tabular time-second">
          {second}
          {mark !== undefined && <Mark kind={mark} />}
        </span>
      </span>
    </WithAllZones>
  );
}

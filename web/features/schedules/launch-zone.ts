import { wallClock } from '../../ui/time/wall-clock.ts';

interface Launch {
  readonly at: string;
  /** Wall clock of the schedule, `2026-03-08T03:30`. */
  readonly local: string;
}

const two = (value: number) => String(value).padStart(2, '0');

function shows(zone: string, { at, local }: Launch): boolean {
  const { hour, minute } = wallClock(Date.parse(at), zone);
  return local.slice(11, 16) === `${two(hour)}:${two(minute)}`;
}

/**
 * The zone in which to show a launch so that it reads as the schedule means it. A schedule that does not follow daylight saving keeps
 * a fixed offset: in summer its wall clock is not the zone's. Half-hour offsets have no zone of their own, they fall back on UTC.
 */
export function launchZone(launch: Launch, timeZone: string): string {
  if (shows(timeZone, launch)) return timeZone;
  const wallMs = Date.parse(`${launch.local.slice(0, 16)}:00Z`);
  const hours = (wallMs - Math.floor(Date.parse(launch.at) / 60_000) * 60_000) / 3_600_000;
  if (!Number.isInteger(hours) || Math.abs(hours) > 12) return 'UTC';
  // The signs of these zones are those of POSIX: Etc/GMT+8 is eight hours behind.
  return hours === 0 ? 'UTC' : `Etc/GMT${hours > 0 ? '-' : '+'}${Math.abs(hours)}`;
}

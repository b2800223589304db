import type { CalendarDay, CalendarEntry } from '../../contract/calendar.ts';
import { describeReason } from '../../domain/schedules/describe-reason.ts';
import { durationTimes } from '../../domain/schedules/duration-times.ts';
import type { ScanDuration } from '../../domain/schedules/schedule.ts';
import { describeInstant } from '../../domain/time/describe-instant.ts';
import { HOUR_MS, type Instant, instant, plus, toIso } from '../../domain/time/instant.ts';
import { zoneAbbreviation } from '../../domain/time/zone-abbreviation.ts';
import type { ZoneDay } from '../../domain/time/zone-days.ts';
import type { PastLaunch } from './past-store.ts';
import { occurrenceOf, type Planned } from './planned.ts';
import type { ShownSchedule } from './planned-store.ts';

type PastScan = NonNullable<PastLaunch['scan']>;

/** How an end is known before it has come. */
interface Predicted {
  readonly endsAt?: string;
  readonly predictedFrom?: 'past-runs' | 'duration';
}

/** The end as the last runs suggest it, not behind the limit of the schedule; the limit alone where nothing has run; else nothing is said. */
function predictEnd(from: Instant, usualMs: number | undefined, limit: Instant | undefined): Predicted {
  if (usualMs === undefined) return limit === undefined ? {} : { endsAt: toIso(limit), predictedFrom: 'duration' };
  const usual = plus(from, usualMs);
  return limit !== undefined && limit < usual
    ? { endsAt: toIso(limit), predictedFrom: 'duration' }
    : { endsAt: toIso(usual), predictedFrom: 'past-runs' };
}

function limitOf(from: Instant, duration: ScanDuration | null): Instant | undefined {
  if (duration === null) return undefined;
  const { cancelsAt, pausesAt } = durationTimes(from, duration);
  return cancelsAt ?? pausesAt;
}

export function presentPlanned(planned: Planned, schedule: ShownSchedule, usualMs: number | undefined): CalendarEntry {
  const { at } = planned;
  const { local, note } = occurrenceOf(planned, schedule.nextLaunchLocal);
  return {
    ...{ scheduleId: schedule.id, title: schedule.title, timeZone: schedule.timeZone },
    ...{ at: toIso(at), local, verdict: 'planned' },
    ...(note === undefined ? {} : { note }),
    ...predictEnd(at, usualMs, limitOf(at, schedule.duration)),
  };
}

export function presentPast({ launch, scan }: PastLaunch, usualMs: number | undefined, now: Instant): CalendarEntry {
  const time = (at: Instant) => describeInstant(at, launch.timeZone, now);
  const held = launch.verdict === 'waiting' && launch.reason?.code === 'held';
  return {
    ...{ scheduleId: launch.scheduleId, title: launch.scheduleTitle, timeZone: launch.timeZone },
    ...{ at: iso(launch.nominalAt), local: launch.local, verdict: held ? 'held' : launch.verdict },
    ...(launch.note === null ? {} : { note: launch.note }),
    ...(launch.reason === null ? {} : { reason: describeReason(launch.reason, { time }) }),
    ...(launch.lateBySeconds === null ? {} : { lateBySeconds: launch.lateBySeconds }),
    ...(launch.scanId === null ? {} : { scanId: launch.scanId }),
    ...(launch.verdict === 'late' && scan?.startedAt == null ? { startedAt: iso(launch.decidedAt) } : {}),
    ...(scan === null ? {} : presentScan(scan, usualMs, now)),
  };
}

function presentScan(scan: PastScan, usualMs: number | undefined, now: Instant): Partial<CalendarEntry> {
  const { hostsDone, hostsTotal } = scan;
  return {
    ...{ scanNumber: scan.number, scanState: scan.state },
    ...(scan.pausedBy === null ? {} : { pausedBy: scan.pausedBy }),
    ...(hostsTotal === 0 ? {} : { progressPercent: Math.min(100, Math.floor((hostsDone / hostsTotal) * 100)) }),
    ...(scan.startedAt === null ? {} : { startedAt: iso(scan.startedAt) }),
    ...(scan.endedAt === null ? expectedEnd(scan, usualMs, now) : { endsAt: iso(scan.endedAt) }),
  };
}

/** Of a scan that runs. A paused one waits for somebody, and one that took longer than usual ends nobody knows when. */
function expectedEnd(scan: PastScan, usualMs: number | undefined, now: Instant): Predicted {
  if (scan.state !== 'running' || scan.startedAt === null) return {};
  const startedAt = instant(scan.startedAt.getTime());
  const limit = scan.cancelsAt ?? scan.pausesAt;
  const usual = usualMs !== undefined && startedAt + usualMs > now ? usualMs : undefined;
  return predictEnd(startedAt, usual, limit === null ? undefined : instant(limit.getTime()));
}

export function presentDay({ date, from, to, parts }: ZoneDay, zone: string, total: number): CalendarDay {
  return {
    ...{ date, from: toIso(from), to: toIso(to), hours: (to - from) / HOUR_MS, total },
    parts: parts.map(({ at, fromMinute, toMinute }) => ({ at: toIso(at), fromMinute, toMinute, abbreviation: zoneAbbreviation(zone, at) })),
  };
}

export const presentHour = (from: Instant, to: Instant, total: number) => ({ from: toIso(from), to: toIso(to), total });

const iso = (at: Date): string => toIso(instant(at.getTime()));

import type { Launch } from '../../contract/launches.ts';
import type { PlannedLaunch, Schedule as ScheduleAnswer } from '../../contract/schedules.ts';
import { describeReason } from '../../domain/schedules/describe-reason.ts';
import { describeSchedule } from '../../domain/schedules/describe-schedule.ts';
import { durationTimes } from '../../domain/schedules/duration-times.ts';
import type { Occurrence } from '../../domain/schedules/recurrence.ts';
import type { ScanDuration, Schedule } from '../../domain/schedules/schedule.ts';
import { describeInstant } from '../../domain/time/describe-instant.ts';
import { type Instant, instant, toIso } from '../../domain/time/instant.ts';
import { formatOffset } from '../../domain/time/local-minute.ts';
import type { LaunchView } from './ledger-store.ts';
import type { ScheduleView } from './list-store.ts';
import { planOf, toSchedule } from './store.ts';

const isoOf = (date: Date): string => toIso(instant(date.getTime()));

export function presentOccurrence(occurrence: Occurrence, duration: ScanDuration | undefined): PlannedLaunch {
  const times = duration === undefined ? {} : durationTimes(occurrence.at, duration);
  const iso = Object.entries(times).flatMap(([name, at]) => (at === undefined ? [] : [[name, toIso(at as Instant)]]));
  return {
    at: toIso(occurrence.at),
    local: occurrence.local,
    offset: formatOffset(occurrence.offsetMinutes),
    ...(occurrence.note === undefined ? {} : { note: occurrence.note }),
    ...Object.fromEntries(iso),
  };
}

export function presentSchedule(view: ScheduleView, now: Instant, targetText: string): ScheduleAnswer {
  const schedule = toSchedule(view.row);
  const { next, ownerId, inactiveReason, errorsInARow: _, createdAt, updatedAt, ...same } = schedule;
  return withoutAbsent({
    ...same,
    targetText,
    ...sentences(schedule, now),
    inactiveReason,
    owner: { id: ownerId, name: view.ownerName },
    nextLaunchAt: next && toIso(next.at),
    nextLaunch: next && presentOccurrence(next, schedule.duration),
    lastScan: presentLastScan(view),
    lastLaunch: view.lastLaunch && presentLaunch(view.lastLaunch, now),
    scannerNames: view.scannerNames,
    createdAt: toIso(createdAt),
    updatedAt: toIso(updatedAt),
  }) as unknown as ScheduleAnswer;
}

// A quarantined schedule may be one whose plan cannot be read: it must still be listed.
function sentences(schedule: Schedule, now: Instant): { sentence: string; shortSentence: string } {
  try {
    return describeSchedule(planOf(schedule), now);
  } catch (error) {
    if (schedule.inactiveReason !== 'quarantined') throw error;
    return { sentence: 'This schedule cannot be evaluated: edit it', shortSentence: 'Cannot be evaluated' };
  }
}

function presentLastScan({ lastScan }: ScheduleView) {
  if (lastScan === null) return undefined;
  const { hostsDone, hostsTotal } = lastScan;
  return withoutAbsent({
    id: lastScan.id,
    state: lastScan.state,
    pausedBy: lastScan.pausedBy ?? undefined,
    progressPercent: hostsTotal === 0 ? 0 : Math.min(100, Math.floor((hostsDone / hostsTotal) * 100)),
    startedAt: isoOf(lastScan.startedAt ?? lastScan.queuedAt),
    endedAt: lastScan.endedAt === null ? undefined : isoOf(lastScan.endedAt),
  });
}

export function presentLaunch(row: LaunchView, now: Instant): Launch {
  const time = (at: Instant) => describeInstant(at, row.timeZone, now);
  return withoutAbsent({
    id: row.id,
    scheduleId: row.scheduleId,
    scheduleTitle: row.scheduleTitle,
    timeZone: row.timeZone,
    nominalAt: isoOf(row.nominalAt),
    local: row.local,
    note: row.note ?? undefined,
    verdict: row.verdict,
    reason: row.reason === null ? undefined : { code: row.reason.code, message: describeReason(row.reason, { time }) },
    decidedAt: isoOf(row.decidedAt),
    lateBySeconds: row.lateBySeconds ?? undefined,
    scanId: row.scanId ?? undefined,
    scanNumber: row.scanNumber,
  }) as Launch;
}

/** JSON has no `undefined`; the contract's optional members are absent instead. */
function withoutAbsent<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as T;
}

import type { z } from 'zod';
import type { calendar as contract } from '../../contract/calendar.ts';
import type { Actor } from '../../domain/identity/role.ts';
import type { Issue } from '../../domain/issue.ts';
import { refuse } from '../../domain/refusal.ts';
import { describeReason } from '../../domain/schedules/describe-reason.ts';
import { durationTimes } from '../../domain/schedules/duration-times.ts';
import { occurrences } from '../../domain/schedules/occurrences.ts';
import type { Occurrence } from '../../domain/schedules/recurrence.ts';
import { occurrencesLeft } from '../../domain/schedules/same-plan.ts';
import { describeInstant } from '../../domain/time/describe-instant.ts';
import { type Clock, DAY_MS, type Instant, instant, toIso } from '../../domain/time/instant.ts';
import type { Database } from '../../storage/database.ts';
import { type PastLaunch, type PlannedSchedule, pastLaunches, plannedSchedules } from './store.ts';

type Answer = z.input<NonNullable<(typeof contract.list)['~orpc']['outputSchema']>>;
type Entry = Answer['entries'][number];

const MOST_DAYS = 400;
/** A calendar shows so many launches and says that there are more: the earliest ones of the range. */
export const MOST_ENTRIES = 10_000;

export interface CalendarRange {
  readonly from: string;
  readonly to: string;
}

export type CalendarService = ReturnType<typeof createCalendarService>;

export function createCalendarService({ db, clock }: { readonly db: Database; readonly clock: Clock }) {
  return {
    list: async (actor: Actor, range: CalendarRange): Promise<Answer> => {
      const { from, to } = readRange(range);
      const now = clock();
      const past = await pastLaunches(db, actor, { from, to, limit: MOST_ENTRIES + 1 });
      const planned = listPlanned(await plannedSchedules(db, actor, to), from, to);
      const entries = [...past.map((row) => toPast(row, now)), ...planned].sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
      return { entries: entries.slice(0, MOST_ENTRIES), truncated: entries.length > MOST_ENTRIES };
    },
  };
}

function readRange(range: CalendarRange): { from: Instant; to: Instant } {
  const from = instant(Date.parse(range.from));
  const to = instant(Date.parse(range.to));
  const issues: Issue[] = [];
  if (to <= from) issues.push({ path: ['to'], code: 'range-empty', message: 'The end must lie after the beginning' });
  if (to - from > MOST_DAYS * DAY_MS) {
    issues.push({ path: ['to'], code: 'range-too-long', message: `At most ${MOST_DAYS} days can be listed at once` });
  }
  if (issues.length > 0) throw refuse.invalid(issues);
  return { from, to };
}

interface Planned {
  readonly schedule: PlannedSchedule;
  readonly occurrence: Occurrence;
}

/** One pass over the schedules. Once there are too many, what lies behind the earliest ones is no longer computed. */
function listPlanned(schedules: readonly PlannedSchedule[], from: Instant, to: Instant): Entry[] {
  let planned: Planned[] = [];
  let end = to;
  for (const schedule of schedules) {
    if ((schedule.nextLaunchAt?.getTime() ?? 0) >= end) break;
    for (const occurrence of occurrencesOf(schedule, from, end)) planned.push({ schedule, occurrence });
    if (planned.length <= 2 * MOST_ENTRIES) continue;
    planned = planned.sort((a, b) => a.occurrence.at - b.occurrence.at).slice(0, MOST_ENTRIES + 1);
    end = instant(planned.at(-1)!.occurrence.at + 1);
  }
  return planned
    .sort((a, b) => a.occurrence.at - b.occurrence.at)
    .slice(0, MOST_ENTRIES + 1)
    .map(toPlanned);
}

function occurrencesOf(row: PlannedSchedule, from: Instant, to: Instant): readonly Occurrence[] {
  const next = instant(row.nextLaunchAt?.getTime() ?? 0);
  // A relaunch lies on no calendar rule: only the next one is known.
  if (row.recurrence.kind === 'continuous') {
    return next >= from && next < to ? [{ at: next, local: row.nextLaunchLocal ?? row.start, offsetMinutes: 0 }] : [];
  }
  const plan = { ...row, endsAfter: row.endsAfter ?? undefined };
  const limit = occurrencesLeft(plan, row.occurrencesCounted);
  return occurrences(plan, { from: from > next ? from : next, to, limit, countFrom: next });
}

function toPlanned({ schedule, occurrence }: Planned): Entry {
  const times = schedule.duration === null ? {} : durationTimes(occurrence.at, schedule.duration);
  const endsAt = times.cancelsAt ?? times.pausesAt;
  return {
    scheduleId: schedule.id,
    title: schedule.title,
    timeZone: schedule.timeZone,
    at: toIso(occurrence.at),
    local: occurrence.local,
    verdict: 'planned',
    ...(occurrence.note === undefined ? {} : { note: occurrence.note }),
    ...(endsAt === undefined ? {} : { endsAt: toIso(endsAt) }),
  };
}

function toPast({ launch, scanState, endedAt }: PastLaunch, now: Instant): Entry {
  const time = (at: Instant) => describeInstant(at, launch.timeZone, now);
  return {
    scheduleId: launch.scheduleId,
    title: launch.scheduleTitle,
    timeZone: launch.timeZone,
    at: toIso(instant(launch.nominalAt.getTime())),
    local: launch.local,
    verdict: launch.verdict,
    ...(launch.note === null ? {} : { note: launch.note }),
    ...(launch.reason === null ? {} : { reason: describeReason(launch.reason, { time }) }),
    ...(launch.scanId === null ? {} : { scanId: launch.scanId }),
    ...(scanState === null ? {} : { scanState }),
    ...(endedAt === null ? {} : { endsAt: toIso(instant(endedAt.getTime())) }),
  };
}

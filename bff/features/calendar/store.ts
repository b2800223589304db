import { and, asc, eq, gte, isNotNull, lt } from 'drizzle-orm';
import type { Actor } from '../../domain/identity/role.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { type Executor, tables } from '../../storage/database.ts';
import { visibleTo } from '../../storage/visible-to.ts';

const { schedule, launch, scan } = tables;

/** The active schedules that a person may see and that launch again before `to`; soonest first. */
export function plannedSchedules(executor: Executor, actor: Actor, to: Instant) {
  return executor
    .select({
      id: schedule.id,
      title: schedule.title,
      start: schedule.startLocal,
      timeZone: schedule.timeZone,
      observeDst: schedule.observeDst,
      gap: schedule.gap,
      fold: schedule.fold,
      recurrence: schedule.recurrence,
      endsAfter: schedule.endsAfter,
      occurrencesCounted: schedule.occurrencesCounted,
      duration: schedule.duration,
      nextLaunchAt: schedule.nextLaunchAt,
      nextLaunchLocal: schedule.nextLaunchLocal,
    })
    .from(schedule)
    .where(
      and(
        visibleTo(actor, 'schedules.read', schedule),
        eq(schedule.active, true),
        isNotNull(schedule.nextLaunchAt),
        lt(schedule.nextLaunchAt, new Date(to)),
      ),
    )
    .orderBy(asc(schedule.nextLaunchAt), asc(schedule.id));
}
export type PlannedSchedule = Awaited<ReturnType<typeof plannedSchedules>>[number];

/** The ledger of a range, `from` inclusive, `to` exclusive, with what became of the scans; oldest first. */
export function pastLaunches(executor: Executor, actor: Actor, range: { from: Instant; to: Instant; limit: number }) {
  return executor
    .select({ launch, scanState: scan.state, endedAt: scan.endedAt })
    .from(launch)
    .leftJoin(scan, eq(scan.id, launch.scanId))
    .where(
      and(
        visibleTo(actor, 'schedules.read', launch),
        gte(launch.nominalAt, new Date(range.from)),
        lt(launch.nominalAt, new Date(range.to)),
      ),
    )
    .orderBy(asc(launch.nominalAt), asc(launch.id))
    .limit(range.limit);
}
export type PastLaunch = Awaited<ReturnType<typeof pastLaunches>>[number];

import { and, eq, inArray, type SQL, sql } from 'drizzle-orm';
import type { Actor } from '../../domain/identity/role.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { type Executor, tables } from '../../storage/database.ts';
import type { KeysetPage, SortFields } from '../../storage/keyset-page.ts';
import { eachBatch, type ListReading, readListPage } from '../../storage/list-page.ts';
import { type ScheduleFilter, scheduleConditions } from '../../storage/schedule-filter.ts';
import { visibleTo } from '../../storage/visible-to.ts';
import type { LaunchView } from './ledger-store.ts';
import type { ScheduleRow } from './store.ts';

const { schedule, scan, launch, user, appliance } = tables;

export const SCHEDULE_SORTS: SortFields = {
  fields: {
    // Upper and lower case side by side, as people sort.
    title: { by: sql`lower(${schedule.title})`, type: 'text' },
    nextLaunchAt: { by: schedule.nextLaunchAt, type: 'instant', nullable: true },
    createdAt: { by: schedule.createdAt, type: 'instant' },
  },
  id: schedule.id,
  standard: 'nextLaunchAt:asc',
};

/** A schedule with all that a row of the list shows of its surroundings. */
export interface ScheduleView {
  readonly row: ScheduleRow;
  readonly ownerName: string;
  readonly scannerNames: readonly string[];
  readonly lastScan: typeof scan.$inferSelect | null;
  readonly lastLaunch: LaunchView | undefined;
}

const select = (executor: Executor, sortBy: SQL<string | null>) =>
  executor
    .select({ row: schedule, id: schedule.id, ownerName: user.name, scan, launch, sortValue: sortBy })
    .from(schedule)
    .innerJoin(user, eq(user.id, schedule.ownerId))
    .leftJoin(scan, eq(scan.id, schedule.lastScanId))
    .leftJoin(launch, eq(launch.id, schedule.lastLaunchId));

type Selected = Awaited<ReturnType<typeof select>>[number];

async function toViews(executor: Executor, rows: readonly Selected[]): Promise<ScheduleView[]> {
  const ids = rows.flatMap(({ row }) => (row.scanners.kind === 'appliances' ? row.scanners.ids : []));
  const named =
    ids.length === 0
      ? []
      : await executor
          .select({ id: appliance.id, name: appliance.name })
          .from(appliance)
          .where(inArray(appliance.id, [...new Set(ids)]));
  const names = new Map(named.map(({ id, name }) => [id, name]));
  return rows.map(({ row, ownerName, scan: lastScan, launch: last }) => ({
    row,
    ownerName,
    scannerNames: row.scanners.kind === 'any' ? [] : row.scanners.ids.flatMap((id) => names.get(id) ?? []),
    lastScan,
    lastLaunch: last === null ? undefined : { ...last, scanNumber: last.scanId === lastScan?.id ? lastScan?.number : undefined },
  }));
}

export async function viewSchedule(executor: Executor, id: string): Promise<ScheduleView | undefined> {
  const rows = await select(executor, sql`null`).where(eq(schedule.id, id));
  return (await toViews(executor, rows))[0];
}

export interface ScheduleListRequest {
  readonly actor: Actor;
  readonly filter: ScheduleFilter;
  readonly page: KeysetPage;
  readonly now: Instant;
}

const reading = (executor: Executor, { page, ...request }: ScheduleListRequest): ListReading<Selected> => ({
  ...{ page, sorts: SCHEDULE_SORTS, matching: matchingSchedules(request) },
  // The page is found first: only its rows are joined, not all that match.
  rows: ({ where, orderBy, limit, sortValue }) => {
    const ids = matchingIds(executor, where, limit).orderBy(orderBy);
    return select(executor, sortValue).where(inArray(schedule.id, ids)).orderBy(orderBy);
  },
  count: (where, limit) => executor.$count(matchingIds(executor, where, limit).as('some')),
});

export async function listSchedules(executor: Executor, request: ScheduleListRequest) {
  const { rows, nextCursor, total } = await readListPage(reading(executor, request));
  return { views: await toViews(executor, rows), nextCursor, total };
}

/** The whole list, for a file. */
export async function* eachScheduleView(executor: Executor, request: ScheduleListRequest): AsyncGenerator<readonly ScheduleView[]> {
  for await (const rows of eachBatch(reading(executor, request))) yield await toViews(executor, rows);
}

/** The `where` of a filter: what fits, of what this person may see. */
export const matchingSchedules = ({ actor, filter, now }: Omit<ScheduleListRequest, 'page'>): SQL | undefined =>
  and(visibleTo(actor, 'schedules.read', schedule), ...scheduleConditions(filter, { userId: actor.userId, now }));

export const matchingIds = (executor: Executor, where: SQL | undefined, limit: number) =>
  executor.select({ id: schedule.id }).from(schedule).where(where).limit(limit);

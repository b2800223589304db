import { and, eq, inArray, type SQL, sql } from 'drizzle-orm';
import type { Actor } from '../../domain/identity/role.ts';
import { SCAN_STATES } from '../../domain/scans/scan.ts';
import { anyText, choiceOf, type ListFilter } from '../../domain/search/list-filter.ts';
import { type Executor, tables } from '../../storage/database.ts';
import { type KeysetPage, likePart, type SortFields } from '../../storage/keyset-page.ts';
import { eachBatch, type ListReading, readListPage } from '../../storage/list-page.ts';
import { visibleTo } from '../../storage/visible-to.ts';
import type { ScanRow } from './scan-store.ts';

const { scan, slice, sliceAttempt, schedule, user, optionProfile, appliance } = tables;

/** The filter terms of the scans list. */
export const SCAN_TERMS = {
  state: choiceOf(SCAN_STATES),
  /** Id or a part of the title of the schedule. */
  schedule: anyText,
  title: anyText,
  /** Name of the owner, or `me`. */
  owner: anyText,
};
export type ScanFilter = ListFilter<typeof SCAN_TERMS>;

export const SCAN_SORTS: SortFields = {
  fields: {
    createdAt: { by: scan.createdAt, type: 'instant' },
    number: { by: scan.number, type: 'integer' },
  },
  id: scan.id,
  standard: 'createdAt:desc',
};

/** A scan with what people see beside it. */
export interface ScanView {
  readonly row: ScanRow;
  readonly ownerName: string;
  readonly profileName: string;
  readonly scheduleTitle: string | null;
  readonly slicesDone: number;
  readonly slicesTotal: number;
  /** Appliances that have or had a slice of it. */
  readonly applianceNames: readonly string[];
}

const select = (executor: Executor, sortBy: SQL<string | null>) =>
  executor
    .select({
      row: scan,
      id: scan.id,
      ownerName: user.name,
      profileName: optionProfile.name,
      scheduleTitle: schedule.title,
      sortValue: sortBy,
    })
    .from(scan)
    .innerJoin(user, eq(user.id, scan.ownerId))
    .innerJoin(optionProfile, eq(optionProfile.id, scan.optionProfileId))
    .leftJoin(schedule, eq(schedule.id, scan.scheduleId));

type Selected = Awaited<ReturnType<typeof select>>[number];

async function toViews(executor: Executor, rows: readonly Selected[]): Promise<ScanView[]> {
  if (rows.length === 0) return [];
  const ids = rows.map(({ id }) => id);
  const counts = await executor
    .select({
      scanId: slice.scanId,
      total: sql<number>`count(*)::int`,
      done: sql<number>`count(*) filter (where ${slice.state} = 'done')::int`,
    })
    .from(slice)
    .where(inArray(slice.scanId, ids))
    .groupBy(slice.scanId);
  const names = await executor
    .selectDistinct({ scanId: slice.scanId, name: appliance.name })
    .from(slice)
    .innerJoin(sliceAttempt, and(eq(sliceAttempt.sliceId, slice.id), sql`${sliceAttempt.acceptedAt} is not null`))
    .innerJoin(appliance, eq(appliance.id, sliceAttempt.applianceId))
    .where(inArray(slice.scanId, ids))
    .orderBy(appliance.name);
  const countOf = new Map(counts.map((count) => [count.scanId, count]));
  return rows.map(({ row, ownerName, profileName, scheduleTitle }) => ({
    ...{ row, ownerName, profileName, scheduleTitle },
    slicesDone: countOf.get(row.id)?.done ?? 0,
    slicesTotal: countOf.get(row.id)?.total ?? 0,
    applianceNames: names.filter(({ scanId }) => scanId === row.id).map(({ name }) => name),
  }));
}

/** Undefined when there is none, or it is not theirs to see. */
export async function viewScan(executor: Executor, actor: Actor, id: string): Promise<ScanView | undefined> {
  const rows = await select(executor, sql`null`).where(and(eq(scan.id, id), visibleTo(actor, 'scans.read', scan)));
  return (await toViews(executor, rows))[0];
}

export interface ScanListRequest {
  readonly actor: Actor;
  readonly filter: ScanFilter;
  readonly page: KeysetPage;
}

function reading(executor: Executor, { actor, filter, page }: ScanListRequest): ListReading<Selected> {
  const some = (where: SQL | undefined, limit: number) =>
    executor
      .select({ id: scan.id })
      .from(scan)
      .innerJoin(user, eq(user.id, scan.ownerId))
      .leftJoin(schedule, eq(schedule.id, scan.scheduleId))
      .where(where)
      .limit(limit);
  return {
    ...{ page, sorts: SCAN_SORTS, matching: and(visibleTo(actor, 'scans.read', scan), ...conditions(filter, actor)) },
    rows: ({ where, orderBy, limit, sortValue }) => select(executor, sortValue).where(where).orderBy(orderBy).limit(limit),
    count: (where, limit) => executor.$count(some(where, limit).as('some')),
  };
}

export async function listScans(executor: Executor, request: ScanListRequest) {
  const { rows, nextCursor, total } = await readListPage(reading(executor, request));
  return { views: await toViews(executor, rows), nextCursor, total };
}

/** The whole list, for a file. */
export async function* eachScanView(executor: Executor, request: ScanListRequest): AsyncGenerator<readonly ScanView[]> {
  for await (const rows of eachBatch(reading(executor, request))) yield await toViews(executor, rows);
}

function conditions({ terms, words }: ScanFilter, actor: Actor): SQL[] {
  const found: SQL[] = [];
  if (terms.state) found.push(inArray(scan.state, [...terms.state]));
  for (const text of terms.schedule ?? []) {
    found.push(sql`(${scan.scheduleId}::text = ${text.toLowerCase()} or ${schedule.title} ilike ${likePart(text)})`);
  }
  for (const title of terms.title ?? []) found.push(sql`${scan.title} ilike ${likePart(title)}`);
  for (const owner of terms.owner ?? []) {
    found.push(owner === 'me' ? sql`${scan.ownerId} = ${actor.userId}` : sql`${user.name} ilike ${likePart(owner)}`);
  }
  for (const word of words) {
    const part = likePart(word);
    found.push(
      sql`(${scan.title} ilike ${part} or ${scan.number}::text = ${word.replaceAll(',', '')} or ${scan.target}::text ilike ${part})`,
    );
  }
  return found;
}

import { and, eq, type SQL, sql } from 'drizzle-orm';
import type { Reach } from '../../domain/assets/reach.ts';
import { type Executor, tables } from '../../storage/database.ts';
import type { KeysetPage, SortFields } from '../../storage/keyset-page.ts';
import { countUpTo, eachBatch, type ListReading, readListPage } from '../../storage/list-page.ts';
import { withinReach } from '../../storage/within-reach.ts';
import type { ListCondition } from './image-list-store.ts';

const { container, image, sensor } = tables;

const worst = sql`(${container.severity5Count}::bigint * 1000000 + ${container.severity4Count})`;

export const CONTAINER_SORTS: SortFields = {
  fields: {
    updated: { by: container.updated, type: 'instant' },
    lastVmScanDate: { by: container.lastVmScanDate, type: 'instant', nullable: true },
    created: { by: container.created, type: 'instant' },
    stateChanged: { by: container.stateChanged, type: 'instant' },
    name: { by: container.name, type: 'text' },
    severity: { by: worst, type: 'integer' },
  },
  id: container.id,
  standard: 'updated:desc',
};

export interface ContainerListRequest {
  readonly reach: Reach;
  readonly condition: ListCondition;
  readonly page: KeysetPage;
}

const BESIDE = { imageSha: image.sha, sensorName: sensor.name, sensorHeardAt: sensor.lastCheckInAt };

const inReach = (reach: Reach) => (reach.kind === 'all' ? undefined : withinReach(reach, container.businessUnitId));

// The page is cut before image and sensor are looked up: an index on `container` alone serves it.
const reading = (
  executor: Executor,
  { reach, condition, page }: ContainerListRequest,
): ListReading<ContainerView & { id: string; sortValue: string | null }> => ({
  page,
  sorts: CONTAINER_SORTS,
  matching: and(inReach(reach), condition),
  rows: ({ where, orderBy, limit, sortValue }) =>
    executor
      .select({ row: container, ...BESIDE, id: container.id, sortValue })
      .from(container)
      .innerJoin(image, eq(image.id, container.imageId))
      .innerJoin(sensor, eq(sensor.id, container.sensorId))
      .where(where)
      .orderBy(orderBy)
      .limit(limit),
  count: (where, limit) => countRows(executor, where, limit),
});

async function countRows(executor: Executor, where: SQL | undefined, limit: number): Promise<number> {
  const some = executor.select({ one: sql`1` }).from(container).where(where).limit(limit).as('some');
  const [row] = await executor.select({ count: sql<number>`count(*)::int` }).from(some);
  return row!.count;
}

/** How many match. */
export const countContainers = (executor: Executor, { reach, condition }: Omit<ContainerListRequest, 'page'>) =>
  countUpTo(and(inReach(reach), condition), (where, limit) => countRows(executor, where, limit));
export const listContainers = (executor: Executor, request: ContainerListRequest) => readListPage(reading(executor, request));
/** All that match, a bounded number at a time. */
export const eachContainer = (executor: Executor, request: ContainerListRequest) => eachBatch(reading(executor, request));

export interface ContainerView {
  readonly row: typeof container.$inferSelect;
  readonly imageSha: string;
  readonly sensorName: string;
  readonly sensorHeardAt: Date | null;
}

export async function readContainer(executor: Executor, reach: Reach, id: string): Promise<ContainerView | undefined> {
  const [view] = await executor
    .select({ row: container, ...BESIDE })
    .from(container)
    .innerJoin(image, eq(image.id, container.imageId))
    .innerJoin(sensor, eq(sensor.id, container.sensorId))
    .where(and(eq(container.id, id), inReach(reach)));
  return view;
}

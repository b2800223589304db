import { and, eq, sql } from 'drizzle-orm';
import type { Reach } from '../../domain/assets/reach.ts';
import { type Executor, tables } from '../../storage/database.ts';
import type { KeysetPage, SortFields } from '../../storage/keyset-page.ts';
import { readListPage } from '../../storage/list-page.ts';
import { withinReach } from '../../storage/within-reach.ts';

const { triggerEvent: event, sensor } = tables;

export const TRIGGER_SORTS: SortFields = {
  fields: { at: { by: event.at, type: 'instant' } },
  id: event.id,
  standard: 'at:desc',
};

export interface TriggerRequest {
  readonly of: { readonly imageId: string } | { readonly containerId: string };
  /** Sensors of other units stay unnamed: what they saw of the same image is not shown. */
  readonly reach: Reach;
  readonly page: KeysetPage;
}

/** The trigger history of one image or one container, newest first. */
export const listTriggers = (executor: Executor, { of, reach, page }: TriggerRequest) =>
  readListPage({
    page,
    sorts: TRIGGER_SORTS,
    matching: and(
      'imageId' in of ? eq(event.imageId, of.imageId) : eq(event.containerId, of.containerId),
      reach.kind === 'all' ? undefined : withinReach(reach, sensor.businessUnitId),
    ),
    rows: ({ where, orderBy, limit, sortValue }) =>
      executor
        .select({ row: event, sensorName: sensor.name, hostName: sensor.hostName, id: event.id, sortValue })
        .from(event)
        .leftJoin(sensor, eq(sensor.id, event.sensorId))
        .where(where)
        .orderBy(orderBy)
        .limit(limit),
    count: async (where, limit) => {
      const some = executor
        .select({ one: sql`1` })
        .from(event)
        .leftJoin(sensor, eq(sensor.id, event.sensorId))
        .where(where)
        .limit(limit)
        .as('some');
      const [row] = await executor.select({ count: sql<number>`count(*)::int` }).from(some);
      return row!.count;
    },
  });

export type TriggerRow = typeof event.$inferSelect & { readonly sensorName: string | null; readonly hostName: string | null };

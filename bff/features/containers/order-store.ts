import { and, asc, eq, inArray, lte, sql } from 'drizzle-orm';
import { type Instant, toIso } from '../../domain/time/instant.ts';
import { type Executor, type Transaction, tables } from '../../storage/database.ts';

const { sensorOrder, sensor, imageOnHost } = tables;
const OPEN = ['queued', 'delivered', 'taken'] as const;
const isOpen = inArray(sensorOrder.state, [...OPEN]);
/** More orders for one sensor than this do not wait: it would not come to them. */
export const MOST_OPEN_ORDERS = 500;
/** Orders in one answer. */
const PER_ANSWER = 100;

export type OrderRow = typeof sensorOrder.$inferSelect;

/** The newest orders of an image or a container that are not over. */
export async function readOpenOrders(executor: Executor, of: { readonly imageId: string; readonly containerId: string | null }) {
  return executor
    .select({ order: sensorOrder, sensorName: sensor.name })
    .from(sensorOrder)
    .innerJoin(sensor, eq(sensor.id, sensorOrder.sensorId))
    .where(
      and(
        eq(sensorOrder.imageId, of.imageId),
        of.containerId === null ? sql`${sensorOrder.containerId} is null` : eq(sensorOrder.containerId, of.containerId),
        isOpen,
      ),
    )
    .orderBy(asc(sensorOrder.id));
}

/** The sensors on whose hosts the image is, the one that was heard of last first; or the one that is named. */
export async function sensorsWithImage(executor: Executor, imageId: string, sensorId?: string) {
  const { id, name, lastCheckInAt, retiredAt, businessUnitId } = sensor;
  const columns = { id, name, lastCheckInAt, retiredAt, businessUnitId };
  if (sensorId !== undefined) return executor.select(columns).from(sensor).where(eq(sensor.id, sensorId));
  return executor
    .select(columns)
    .from(imageOnHost)
    .innerJoin(sensor, eq(sensor.id, imageOnHost.sensorId))
    .where(and(eq(imageOnHost.imageId, imageId), eq(imageOnHost.onHost, true)))
    .orderBy(sql`${sensor.kind} = 'general' desc`, sql`${sensor.lastCheckInAt} desc nulls last`, sensor.id)
    .limit(100);
}

export async function insertOrder(tx: Transaction, row: typeof sensorOrder.$inferInsert): Promise<void> {
  await tx.insert(sensorOrder).values(row);
}

export const countOpenOrders = (executor: Executor, sensorId: string): Promise<number> =>
  executor.$count(sensorOrder, and(eq(sensorOrder.sensorId, sensorId), isOpen));

/** Ends the orders whose time is over. Gives them. */
export async function expireOrders(tx: Transaction, now: Instant) {
  return tx
    .update(sensorOrder)
    .set({ state: 'expired', endedAt: new Date(now), reason: 'The sensor did not carry it out in time' })
    .where(and(isOpen, lte(sensorOrder.expiresAt, new Date(now))))
    .returning({ id: sensorOrder.id, imageId: sensorOrder.imageId, containerId: sensorOrder.containerId });
}

/** What the sensor is to be told: orders that it has not confirmed, oldest first. They count as delivered from now on. */
export async function takeOrders(executor: Executor, sensorId: string, now: Instant) {
  const taken = await executor.execute<{ id: string; imageSha: string; containerSha: string | null; orderedAt: Date; expiresAt: Date }>(sql`
    with next as (
      select id from sensor_order where sensor_id = ${sensorId}::uuid and state in ('queued', 'delivered')
        and expires_at > ${toIso(now)}::timestamptz order by id limit ${PER_ANSWER} for update skip locked
    ), told as (
      update sensor_order o set state = 'delivered', delivered_at = coalesce(delivered_at, ${toIso(now)}::timestamptz)
      from next where o.id = next.id returning o.*
    )
    select told.id, i.sha as "imageSha", c.sha as "containerSha", told.ordered_at as "orderedAt", told.expires_at as "expiresAt"
    from told join image i on i.id = told.image_id left join container c on c.id = told.container_id order by told.id`);
  return taken.rows;
}

/** What the sensor says of its orders: that it has one, or why it will not be. Gives what ended. */
export async function noteOrders(
  executor: Executor,
  sensorId: string,
  told: readonly { readonly orderId: string; readonly state: 'taken' | 'failed'; readonly reason?: string | undefined }[],
  now: Instant,
) {
  if (told.length === 0) return [];
  const noted = await executor.execute<{ image_id: string; container_id: string | null; state: string }>(sql`
    update sensor_order o set state = t.state, reason = t.reason,
      ended_at = case when t.state = 'failed' then ${toIso(now)}::timestamptz end
    from jsonb_to_recordset(${JSON.stringify(told)}::jsonb) as t("orderId" uuid, state text, reason text)
    where o.id = t."orderId" and o.sensor_id = ${sensorId}::uuid and o.state in ('queued', 'delivered', 'taken') and o.state <> t.state
    returning o.image_id, o.container_id, o.state`);
  return noted.rows;
}

import { and, eq, inArray, type SQL, sql } from 'drizzle-orm';
import type { Reach } from '../../domain/assets/reach.ts';
import type { SensorKind, SensorState } from '../../domain/containers/sensor.ts';
import { OFFLINE_AFTER_MS, UNKNOWN_AFTER_MS } from '../../domain/containers/sensor-state.ts';
import { type Instant, plus, toIso } from '../../domain/time/instant.ts';
import { type Executor, type Transaction, tables } from '../../storage/database.ts';
import { type KeysetPage, likePart, type SortFields } from '../../storage/keyset-page.ts';
import { readListPage } from '../../storage/list-page.ts';
import { unlessTaken } from '../../storage/unless-taken.ts';
import { withinReach } from '../../storage/within-reach.ts';
import { NO_UNIT } from './within-units-store.ts';

const { sensor, container, image } = tables;
export type SensorRow = typeof sensor.$inferSelect;

export const SENSOR_SORTS: SortFields = {
  fields: {
    name: { by: sensor.name, type: 'text' },
    lastCheckInAt: { by: sensor.lastCheckInAt, type: 'instant', nullable: true },
    createdAt: { by: sensor.createdAt, type: 'instant' },
  },
  id: sensor.id,
  standard: 'name:asc',
};

export interface SensorListRequest {
  readonly reach: Reach;
  readonly kinds?: readonly SensorKind[] | undefined;
  readonly states?: readonly SensorState[] | undefined;
  readonly words: readonly string[];
  readonly page: KeysetPage;
  readonly now: Instant;
}

/** The rule of a state in SQL: the same as `sensorState` of the domain. */
function stateRule(state: SensorState, now: Instant): SQL {
  const before = (durationMs: number) => sql`${toIso(plus(now, -durationMs))}::timestamptz`;
  const heard = sensor.lastCheckInAt;
  const rules: Record<SensorState, SQL> = {
    retired: sql`${sensor.retiredAt} is not null`,
    'never-connected': sql`${sensor.retiredAt} is null and ${heard} is null`,
    unknown: sql`${sensor.retiredAt} is null and ${heard} <= ${before(UNKNOWN_AFTER_MS)}`,
    offline: sql`${sensor.retiredAt} is null and ${heard} <= ${before(OFFLINE_AFTER_MS)} and ${heard} > ${before(UNKNOWN_AFTER_MS)}`,
    online: sql`${sensor.retiredAt} is null and ${heard} > ${before(OFFLINE_AFTER_MS)}`,
  };
  return sql`(${rules[state]})`;
}

function matching({ reach, kinds, states, words, now }: SensorListRequest): SQL | undefined {
  const texts = words.map(
    (word) => sql`concat_ws(' ', ${sensor.name}, ${sensor.hostName}, ${sensor.addresses}::text) ilike ${likePart(word)}`,
  );
  const ofStates = states?.map((state) => stateRule(state, now));
  return and(
    reach.kind === 'all' ? undefined : withinReach(reach, sensor.businessUnitId),
    kinds && (kinds.length === 0 ? sql`false` : inArray(sensor.kind, [...kinds])),
    ofStates && (ofStates.length === 0 ? sql`false` : sql`(${sql.join(ofStates, sql` or `)})`),
    ...texts,
  );
}

// Written out: among the columns of one table, drizzle leaves out its name, and `id` would be another one within.
const COUNTS = {
  imagesCount: sql<number>`(select count(*)::int from image_on_host h where h.sensor_id = sensor.id and h.on_host)`,
  containersCount: sql<number>`(select count(*)::int from container c where c.sensor_id = sensor.id and c.state <> 'DELETED')`,
};
export interface SensorView {
  readonly row: SensorRow;
  readonly imagesCount: number;
  readonly containersCount: number;
}

export const listSensors = (executor: Executor, request: SensorListRequest) =>
  readListPage({
    page: request.page,
    sorts: SENSOR_SORTS,
    matching: matching(request),
    rows: ({ where, orderBy, limit, sortValue }) =>
      executor
        .select({ row: sensor, ...COUNTS, id: sensor.id, sortValue })
        .from(sensor)
        .where(where)
        .orderBy(orderBy)
        .limit(limit),
    count: (where) => executor.$count(sensor, where),
  });

export async function readSensor(executor: Executor, reach: Reach, id: string): Promise<SensorView | undefined> {
  const [view] = await executor
    .select({ row: sensor, ...COUNTS })
    .from(sensor)
    .where(and(eq(sensor.id, id), reach.kind === 'all' ? undefined : withinReach(reach, sensor.businessUnitId)));
  return view;
}

/** Reads it and keeps everybody else from changing it until the end of the transaction. */
export async function lockSensor(tx: Transaction, id: string): Promise<SensorRow | undefined> {
  const [row] = await tx.select().from(sensor).where(eq(sensor.id, id)).for('update');
  return row;
}

/** False if the name, or another unique thing of it, is taken. */
export async function insertSensor(tx: Transaction, row: typeof sensor.$inferInsert): Promise<boolean> {
  const inserted = await tx.insert(sensor).values(row).onConflictDoNothing().returning({ id: sensor.id });
  return inserted.length === 1;
}

/** A change by a person: the revision rises. */
export async function updateSensor(tx: Transaction, id: string, change: Partial<typeof sensor.$inferInsert>): Promise<'saved' | 'taken'> {
  return unlessTaken(tx, 'sensor_name_unique', (inner) =>
    inner
      .update(sensor)
      .set({ ...change, revision: sql`${sensor.revision} + 1` })
      .where(eq(sensor.id, id)),
  );
}

/** What the sensor told moves to its unit with it. */
export async function moveToUnit(tx: Transaction, sensorId: string, businessUnitId: string | null): Promise<void> {
  await tx.update(container).set({ businessUnitId }).where(eq(container.sensorId, sensorId));
  await keepUnits(tx, sql`select image_id from image_on_host where sensor_id = ${sensorId}::uuid`);
}

/** Makes the units of these images anew: those of all sensors that told of them. */
export async function keepUnits(tx: Transaction, imageIds: SQL): Promise<void> {
  await tx.execute(sql`
    update ${image} i set business_unit_ids = u.units from (
      select h.image_id, array_agg(distinct coalesce(s.business_unit_id, ${NO_UNIT}::uuid)) as units
      from image_on_host h join sensor s on s.id = h.sensor_id where h.image_id in (${imageIds}) group by h.image_id
    ) u where i.id = u.image_id and i.business_unit_ids is distinct from u.units`);
}

/** Its containers are as nobody knows. */
export async function markUnknown(tx: Transaction, sensorIds: readonly string[], now: Instant): Promise<number> {
  const at = toIso(now);
  const marked = await tx.execute(sql`
    update container set state = 'UNKNOWN', state_changed = ${at}::timestamptz, updated = ${at}::timestamptz
    where sensor_id = any(${sql.param(sensorIds)}::uuid[]) and state not in ('DELETED', 'UNKNOWN')`);
  return marked.rowCount ?? 0;
}

/** Nobody will carry out what the sensor was asked for. */
export async function endOrders(tx: Transaction, sensorId: string, now: Instant): Promise<void> {
  await tx.execute(sql`
    update sensor_order set state = 'failed', reason = 'The sensor was retired', ended_at = ${toIso(now)}::timestamptz
    where sensor_id = ${sensorId}::uuid and state in ('queued', 'delivered', 'taken')`);
}

export async function unitExists(executor: Executor, id: string): Promise<boolean> {
  return (await executor.$count(tables.businessUnit, eq(tables.businessUnit.id, id))) > 0;
}

/** Nothing is known any more of what is on the sensor's host: its images are not there, as far as anybody can say. */
export async function leaveHost(tx: Transaction, sensorId: string, now: Instant): Promise<void> {
  await tx.execute(sql`
    with gone as (update image_on_host set on_host = false where sensor_id = ${sensorId}::uuid and on_host returning image_id)
    update ${image} i set host_count = i.host_count - 1,
      gone_at = case when i.host_count = 1 then ${toIso(now)}::timestamptz else i.gone_at end
    from gone where i.id = gone.image_id`);
}

import { sql } from 'drizzle-orm';
import { type Instant, toIso } from '../../domain/time/instant.ts';
import type { Transaction } from '../../storage/database.ts';

/** Rows that go at once: the lists stay usable meanwhile. */
const AT_ONCE = 5000;

/** The sensors that were not heard of since then and are not known to be silent yet: they are from now on. */
export async function silentSensors(tx: Transaction, since: Instant, now: Instant): Promise<string[]> {
  const silent = await tx.execute<{ id: string }>(sql`
    update sensor set unknown_since = ${toIso(now)}::timestamptz
    where retired_at is null and unknown_since is null and last_check_in_at <= ${toIso(since)}::timestamptz returning id`);
  return silent.rows.map((row) => row.id);
}

export async function forgetTriggers(tx: Transaction, before: { readonly triggers: Instant; readonly orders: Instant }): Promise<void> {
  await tx.execute(sql`delete from trigger_event where received_at < ${toIso(before.triggers)}::timestamptz`);
  await tx.execute(sql`delete from sensor_order where ended_at < ${toIso(before.orders)}::timestamptz`);
  await tx.execute(sql`delete from container_early where at < ${toIso(before.orders)}::timestamptz`);
}

/** Containers that are gone, or that nobody has told of, since then. What was UNKNOWN leaves the count of its image. */
export async function forgetContainers(tx: Transaction, before: Instant): Promise<number> {
  const gone = await tx.execute<{ image_id: string; unknown: boolean }>(sql`
    delete from container where id in (select id from container where state in ('DELETED', 'UNKNOWN')
      and state_changed < ${toIso(before)}::timestamptz order by id limit ${AT_ONCE}) returning image_id, state = 'UNKNOWN' as unknown`);
  const left = gone.rows.filter((row) => row.unknown).map((row) => row.image_id);
  if (left.length > 0) {
    await tx.execute(sql`update image i set container_count = greatest(0, i.container_count - l.count)
      from (select id, count(*)::int as count from unnest(${sql.param(left)}::uuid[]) as l(id) group by id) l where i.id = l.id`);
  }
  return gone.rows.length;
}

/** Images on no host and without containers that nobody has told of since then. */
export async function forgetImages(tx: Transaction, before: Instant): Promise<number> {
  const gone = await tx.execute(sql`
    delete from image where id in (select id from image i where i.host_count = 0 and i.container_count = 0
      and i.updated < ${toIso(before)}::timestamptz and not exists (select 1 from container c where c.image_id = i.id)
      order by i.updated limit ${AT_ONCE})`);
  return gone.rowCount ?? 0;
}

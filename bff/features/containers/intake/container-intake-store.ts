import { sql } from 'drizzle-orm';
import { type Instant, instant, toIso } from '../../../domain/time/instant.ts';
import type { Transaction } from '../../../storage/database.ts';
import type { ContainerSeen, Listing, StateNews } from './sort-reports.ts';

const isoAt = (at: number): string => toIso(instant(at));

/** The sensor whose host it is, as the rows of its containers name it. */
export interface Host {
  readonly sensorId: string;
  readonly hostName: string | null;
  readonly businessUnitId: string | null;
}

/** Those of the containers that are known on the host of another sensor that serves. */
export async function containersOfOthers(tx: Transaction, sensorId: string, shas: readonly string[]): Promise<ReadonlySet<string>> {
  if (shas.length === 0) return new Set();
  const found = await tx.execute<{ sha: string }>(sql`
    select c.sha from container c join sensor s on s.id = c.sensor_id
    where c.sha = any(${sql.param(shas)}::text[]) and c.sensor_id <> ${sensorId}::uuid and s.retired_at is null`);
  return new Set(found.rows.map((row) => row.sha));
}

/** What is told of containers as a whole. Of one that was known before: where this is newer. What was told early of its state counts. */
export async function keepContainers(
  tx: Transaction,
  host: Host,
  seen: readonly ContainerSeen[],
  beside: { readonly images: ReadonlyMap<string, string>; readonly newId: () => string; readonly now: Instant },
): Promise<void> {
  if (seen.length === 0) return;
  const rows = seen.map((one) => ({
    ...{ id: beside.newId(), sha: one.containerId, name: one.name, image_id: beside.images.get(one.imageId), image_name: one.imageName },
    ...{ state: one.state, at: isoAt(one.at), created: isoAt(one.created), changed: isoAt(Math.min(one.stateChanged ?? one.at, one.at)) },
    ...{ command: one.command, privileged: one.privileged, is_root: one.isRoot, ports: one.ports },
  }));
  await tx.execute(sql`
    insert into container as c (id, sha, name, image_id, image_name, sensor_id, host_name, business_unit_id, state, told_state,
      state_changed, at, created, updated, command, privileged, is_root, ports)
    select t.id, t.sha, t.name, t.image_id, t.image_name, ${host.sensorId}::uuid, ${host.hostName}, ${host.businessUnitId}::uuid,
      coalesce(e.state, t.state), coalesce(e.state, t.state), coalesce(e.at, t.changed), coalesce(e.at, t.at), t.created,
      ${toIso(beside.now)}::timestamptz, t.command, t.privileged, t.is_root, t.ports
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as t(id uuid, sha text, name text, image_id uuid, image_name text, state text,
      at timestamptz, created timestamptz, changed timestamptz, command text, privileged boolean, is_root boolean, ports jsonb)
    left join container_early e on e.sensor_id = ${host.sensorId}::uuid and e.sha = t.sha and e.at > t.at
    order by t.sha
    on conflict (sha) do update set name = excluded.name, image_id = excluded.image_id, image_name = excluded.image_name,
      sensor_id = excluded.sensor_id, host_name = excluded.host_name, business_unit_id = excluded.business_unit_id,
      state_changed = case when c.state = excluded.state then c.state_changed else excluded.state_changed end,
      state = excluded.state, told_state = excluded.told_state, at = excluded.at, created = excluded.created, updated = excluded.updated,
      command = excluded.command, privileged = excluded.privileged, is_root = excluded.is_root, ports = excluded.ports
    where excluded.at >= c.at`);
  await tx.execute(sql`delete from container_early where sensor_id = ${host.sensorId}::uuid
    and sha = any(${sql.param(seen.map((one) => one.containerId))}::text[])`);
}

/** The newest word on the state of containers. Of one that was never told it is kept until it is. */
export async function keepStates(tx: Transaction, sensorId: string, news: readonly StateNews[], now: Instant): Promise<void> {
  if (news.length === 0) return;
  const json = JSON.stringify(news.map(({ containerId, state, at }) => ({ sha: containerId, state, at: isoAt(at) })));
  const told = sql`jsonb_to_recordset(${json}::jsonb) as t(sha text, state text, at timestamptz)`;
  await tx.execute(sql`
    update container c set state_changed = case when c.state = t.state then c.state_changed else t.at end,
      state = t.state, told_state = t.state, at = t.at, updated = ${toIso(now)}::timestamptz
    from ${told} where c.sha = t.sha and c.sensor_id = ${sensorId}::uuid and t.at >= c.at
      and (c.state, c.at) is distinct from (t.state, t.at)`);
  await tx.execute(sql`
    insert into container_early as e (sha, sensor_id, state, at) select t.sha, ${sensorId}::uuid, t.state, t.at from ${told}
    where not exists (select 1 from container c where c.sha = t.sha)
    on conflict (sensor_id, sha) do update set state = excluded.state, at = excluded.at where excluded.at >= e.at`);
}

/** What the engine holds, compared with what is known of its host: who is missing is gone; who was unknown is as it told last. */
export async function keepListing(tx: Transaction, sensorId: string, listing: Listing, now: Instant): Promise<void> {
  const [listed, at] = [sql.param(listing.containerIds), isoAt(listing.at)];
  await tx.execute(sql`
    update container set state = 'DELETED', told_state = 'DELETED', state_changed = ${at}::timestamptz, at = ${at}::timestamptz,
      updated = ${toIso(now)}::timestamptz
    where sensor_id = ${sensorId}::uuid and state <> 'DELETED' and at <= ${at}::timestamptz and not sha = any(${listed}::text[])`);
  await recallStates(tx, sensorId, now);
}

/** The sensor is heard of again: its containers are as it told last. */
export async function recallStates(tx: Transaction, sensorId: string, now: Instant): Promise<void> {
  await tx.execute(sql`
    update container set state = told_state, state_changed = ${toIso(now)}::timestamptz, updated = ${toIso(now)}::timestamptz
    where sensor_id = ${sensorId}::uuid and state = 'UNKNOWN'`);
}

/** How many containers of each image are not gone, as rows of this transaction say. Call it before and after, and keep the difference. */
export async function countContainers(
  tx: Transaction,
  sensorId: string,
  shas: readonly string[] | 'all',
): Promise<ReadonlyMap<string, number>> {
  const which = shas === 'all' ? sql`c.sensor_id = ${sensorId}::uuid` : sql`c.sha = any(${sql.param(shas)}::text[])`;
  const counted = await tx.execute<{ image_id: string; count: number }>(sql`
    select c.image_id, count(*) filter (where c.state <> 'DELETED')::int as count from container c where ${which} group by c.image_id`);
  return new Map(counted.rows.map((row) => [row.image_id, row.count]));
}

/** The counts of images move by what changed. */
export async function keepContainerCounts(
  tx: Transaction,
  before: ReadonlyMap<string, number>,
  after: ReadonlyMap<string, number>,
): Promise<void> {
  const moved = [...new Set([...before.keys(), ...after.keys()])]
    .map((id) => ({ id, by: (after.get(id) ?? 0) - (before.get(id) ?? 0) }))
    .filter(({ by }) => by !== 0);
  if (moved.length === 0) return;
  await tx.execute(sql`
    update image i set container_count = i.container_count + t.by
    from (select * from jsonb_to_recordset(${JSON.stringify(moved)}::jsonb) as m(id uuid, by int)) t where i.id = t.id`);
}

/** New containers have the findings of their images. */
export async function inheritAtFirst(tx: Transaction, shas: readonly string[]): Promise<void> {
  if (shas.length === 0) return;
  await tx.execute(sql`
    update container c set severity1_count = i.severity1_count, severity2_count = i.severity2_count, severity3_count = i.severity3_count,
      severity4_count = i.severity4_count, severity5_count = i.severity5_count, fixable_count = i.fixable_count
    from image i where i.id = c.image_id and c.sha = any(${sql.param(shas)}::text[]) and c.last_tried_at is null`);
}

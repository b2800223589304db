import { sql } from 'drizzle-orm';
import { TERMINATED } from '../../domain/assets/asset.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { type Executor, type Transaction, tables } from '../../storage/database.ts';
import { isScannable } from './scannable-store.ts';

const { asset } = tables;

/** How many instances of each connector are not terminated, and how many of them a scan can reach. */
export async function countInstances(executor: Executor, connectorIds: readonly string[]) {
  const ids = sql`select jsonb_array_elements_text(${JSON.stringify(connectorIds)}::jsonb)::uuid`;
  const rows = await executor
    .select({
      id: asset.connectorId,
      instances: sql<number>`count(*)::int`,
      scannable: sql<number>`(count(*) filter (where ${isScannable}))::int`,
    })
    .from(asset)
    .where(sql`${asset.connectorId} in (${ids}) and ${asset.instanceState} <> ${TERMINATED}`)
    .groupBy(asset.connectorId);
  return new Map(rows.map(({ id, ...counts }) => [id!, counts]));
}

/** An instance as an asset: at the address that its connector scans. */
export interface InstanceAsset {
  /** If it is new. */
  readonly id: string;
  readonly instanceId: string;
  readonly region: string;
  readonly state: string;
  readonly address: string | undefined;
  readonly addressOrder: string | undefined;
  readonly name: string | undefined;
  readonly tags: Readonly<Record<string, string>>;
}

export interface InstanceWrite {
  readonly connectorId: string;
  readonly at: Instant;
}

/**
 * Adds them to the assets of the connector, or brings those up to date that it knows. Answers the assets in which something changed. A
 * terminated instance that was never known stays unknown.
 */
export async function upsertInstances(tx: Transaction, told: readonly InstanceAsset[], { connectorId, at }: InstanceWrite) {
  const { rows } = await tx.execute<{ id: string }>(sql`
    insert into ${asset} as a (id, identity, address, address_order, name, source, connector_id, instance_id, region, instance_state, cloud_tags, created_at)
    select x.id, 'instance', x.address, x."addressOrder", x.name, 'connector', ${connectorId}::uuid, x."instanceId", x.region, x.state, x.tags,
      ${new Date(at)}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(told)}::jsonb)
      as x(id uuid, "instanceId" text, region text, state text, address text, "addressOrder" text, name text, tags jsonb)
    where x.state <> ${TERMINATED} or exists (
      select 1 from ${asset} k where k.identity = 'instance' and k.connector_id = ${connectorId}::uuid and k.instance_id = x."instanceId")
    on conflict (connector_id, instance_id) where identity = 'instance' do update
      set address = excluded.address, address_order = excluded.address_order, name = coalesce(excluded.name, a.name),
        region = excluded.region, instance_state = excluded.instance_state, cloud_tags = excluded.cloud_tags
      where (a.address, a.name, a.region, a.instance_state, a.cloud_tags)
        is distinct from (excluded.address, coalesce(excluded.name, a.name), excluded.region, excluded.instance_state, excluded.cloud_tags)
    returning id`);
  return rows.map(({ id }) => id);
}

/** What the cloud does not tell of any more was terminated a while ago; its address may be another's by now. Answers those assets. */
export async function endOthers(tx: Transaction, connectorId: string, instanceIds: readonly string[]): Promise<readonly string[]> {
  const { rows } = await tx.execute<{ id: string }>(sql`
    update ${asset} set instance_state = ${TERMINATED}, address = null, address_order = null
    where connector_id = ${connectorId}::uuid and identity = 'instance' and instance_state <> ${TERMINATED}
      and instance_id not in (select jsonb_array_elements_text(${JSON.stringify(instanceIds)}::jsonb))
    returning id`);
  return rows.map(({ id }) => id);
}

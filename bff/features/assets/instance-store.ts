import { sql } from 'drizzle-orm';
import { type Executor, tables } from '../../storage/database.ts';
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
    .where(sql`${asset.connectorId} in (${ids}) and ${asset.instanceState} <> 'terminated'`)
    .groupBy(asset.connectorId);
  return new Map(rows.map(({ id, ...counts }) => [id!, counts]));
}

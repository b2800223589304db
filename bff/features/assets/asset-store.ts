import { eq, sql } from 'drizzle-orm';
import type { KnownAsset } from '../../domain/assets/plan-import.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { type Executor, type Transaction, tables } from '../../storage/database.ts';
import type { AssetRow } from './asset-view-store.ts';

const { asset, assetTag, tag } = tables;

/** Reads it and keeps everybody else from changing it until the end of the transaction. */
export async function lockAsset(tx: Transaction, id: string): Promise<AssetRow | undefined> {
  const [row] = await tx.select().from(asset).where(eq(asset.id, id)).for('update');
  return row;
}

export async function deleteAsset(tx: Transaction, id: string): Promise<void> {
  await tx.delete(asset).where(eq(asset.id, id));
}

/** An asset of an import: known by its address, else by its name. */
export interface ImportedAsset {
  readonly id: string;
  readonly address?: string | undefined;
  readonly addressOrder?: string | undefined;
  readonly name?: string | undefined;
  readonly operatingSystem?: string | undefined;
}

/** Those of the addresses and names that are assets already, by address, or by the name of what is known by its name. */
export async function readKnown(executor: Executor, keys: readonly string[]): Promise<ReadonlyMap<string, KnownAsset>> {
  const list = sql`select jsonb_array_elements_text(${JSON.stringify(keys)}::jsonb)`;
  const tags = sql`array(select lower(${tag.name}) from ${assetTag} join ${tag} on ${tag.id} = ${assetTag.tagId} where ${assetTag.assetId} = ${asset.id})`;
  const columns = sql`${asset.id} as id, business_unit_id, ${asset.name} as name, operating_system, ${tags} as tags`;
  const { rows } = await executor.execute<KnownRow>(sql`
    select address as key, ${columns} from ${asset} where identity = 'address' and address in (${list})
    union all
    select ${asset.name} as key, ${columns} from ${asset} where identity = 'name' and ${asset.name} in (${list})`);
  return new Map(rows.map((row) => [row.key, toKnown(row)]));
}

interface KnownRow extends Record<string, unknown> {
  readonly key: string;
  readonly id: string;
  readonly business_unit_id: string | null;
  readonly name: string | null;
  readonly operating_system: string | null;
  readonly tags: readonly string[];
}

const toKnown = (row: KnownRow): KnownAsset => ({
  id: row.id,
  businessUnitId: row.business_unit_id ?? undefined,
  name: row.name ?? undefined,
  operatingSystem: row.operating_system ?? undefined,
  tags: new Set(row.tags),
});

/** What is imported wins over what was known; columns that the file leaves empty stay. Answers the ids, new ones as such. */
export async function upsertImported(
  tx: Transaction,
  assets: readonly ImportedAsset[],
  by: { readonly unit: string | undefined; readonly at: Instant },
): Promise<{ readonly id: string; readonly key: string; readonly created: boolean }[]> {
  const rows = JSON.stringify(assets.map((one) => ({ ...one, identity: one.address === undefined ? 'name' : 'address' })));
  const insert = (identity: 'address' | 'name') => sql`
    insert into ${asset} (id, identity, address, address_order, name, operating_system, source, business_unit_id, imported_for, created_at)
    select id, identity, address, "addressOrder", name, "operatingSystem", 'import', ${by.unit ?? null}::uuid, ${by.unit ?? null}::uuid, ${new Date(by.at)}::timestamptz
    from jsonb_to_recordset(${rows}::jsonb) as x(id uuid, identity text, address text, "addressOrder" text, name text, "operatingSystem" text)
    where x.identity = ${identity}
    on conflict (${sql.identifier(identity)}) where identity = ${sql.raw(`'${identity}'`)} do update
      set name = coalesce(excluded.name, ${asset.name}), operating_system = coalesce(excluded.operating_system, ${asset.operatingSystem})
    returning id, ${sql.identifier(identity)} as key, (xmax = 0) as created`;
  const written: { id: string; key: string; created: boolean }[] = [];
  for (const identity of ['address', 'name'] as const) {
    const { rows: some } = await tx.execute<{ id: string; key: string; created: boolean }>(insert(identity));
    written.push(...some);
  }
  return written;
}

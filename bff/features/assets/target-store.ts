import { inArray, sql } from 'drizzle-orm';
import type { TaggedAsset } from '../../domain/assets/excluded-hosts.ts';
import { type Executor, tables } from '../../storage/database.ts';
import { isScannable } from './scannable-store.ts';

const { asset, assetTag, connector, tag, user } = tables;

/** An asset that a scan reaches, with those of the asked tags that it carries. */
export interface Candidate {
  readonly address: string | null;
  readonly name: string | null;
  readonly identity: 'address' | 'name' | 'instance';
  readonly businessUnitId: string | null;
  readonly connectorId: string | null;
  readonly tagIds: string[];
}

/** Every scannable asset that carries one of the tags, by address, then by name. */
export async function readCandidates(executor: Executor, tagIds: readonly string[]): Promise<Candidate[]> {
  if (tagIds.length === 0) return [];
  return executor
    .select({
      address: asset.address,
      name: asset.name,
      identity: asset.identity,
      businessUnitId: asset.businessUnitId,
      connectorId: asset.connectorId,
      tagIds: sql<string[]>`array_agg(${assetTag.tagId})`,
    })
    .from(asset)
    .innerJoin(assetTag, sql`${assetTag.assetId} = ${asset.id}`)
    .where(sql`${inArray(assetTag.tagId, [...tagIds])} and ${isScannable}`)
    .groupBy(asset.id)
    .orderBy(sql`${asset.addressOrder} nulls last, ${asset.name}, ${asset.id}`);
}

/** Every asset that carries one of the tags, of whatever unit, whether a scan reaches it or not. */
export async function readCarriers(executor: Executor, tagIds: readonly string[]): Promise<TaggedAsset[]> {
  if (tagIds.length === 0) return [];
  return executor
    .select({ identity: asset.identity, address: asset.address, name: asset.name, tagIds: sql<string[]>`array_agg(${assetTag.tagId})` })
    .from(asset)
    .innerJoin(assetTag, sql`${assetTag.assetId} = ${asset.id}`)
    .where(inArray(assetTag.tagId, [...tagIds]))
    .groupBy(asset.id);
}

/** The names of tags that exist. */
export async function readTagNames(executor: Executor, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await executor
    .select({ id: tag.id, name: tag.name })
    .from(tag)
    .where(inArray(tag.id, [...ids]));
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** Those of the people who are managers. */
export async function readManagers(executor: Executor, ids: readonly string[]): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set();
  const rows = await executor
    .select({ id: user.id })
    .from(user)
    .where(sql`${inArray(user.id, [...ids])} and ${user.role} = 'manager'`);
  return new Set(rows.map(({ id }) => id));
}

export async function hasConnector(executor: Executor, id: string): Promise<boolean> {
  return (
    (
      await executor
        .select({ id: connector.id })
        .from(connector)
        .where(inArray(connector.id, [id]))
    ).length > 0
  );
}

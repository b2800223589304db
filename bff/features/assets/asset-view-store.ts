import { and, eq, inArray, type SQL, sql } from 'drizzle-orm';
import { addressOrder } from '../../domain/assets/asset.ts';
import type { Reach } from '../../domain/assets/reach.ts';
import { formatAddress } from '../../domain/scans/address.ts';
import type { AddressRange } from '../../domain/scans/address-range.ts';
import { anyText, choiceOf, type ListFilter } from '../../domain/search/list-filter.ts';
import { type Executor, tables } from '../../storage/database.ts';
import {
  afterCursor,
  type KeysetPage,
  likePart,
  pageOrder,
  rowsToRead,
  type SortFields,
  sortValue,
  toPage,
} from '../../storage/keyset-page.ts';
import { withinReach } from '../../storage/within-reach.ts';
import { isScannable } from './scannable-store.ts';

const { asset, assetTag, connector, tag } = tables;
export type AssetRow = typeof asset.$inferSelect;

/** The filter terms of the assets list. */
export const ASSET_TERMS = {
  source: choiceOf(['scan', 'import', 'connector']),
  scannable: choiceOf(['yes', 'no']),
  /** The exact name of a tag, in any letter case. */
  tag: anyText,
  /** An address, range or CIDR block in which the address lies. */
  network: anyText,
  connector: anyText,
  product: anyText,
  name: anyText,
};
export type AssetFilter = ListFilter<typeof ASSET_TERMS>;

export const ASSET_SORTS: SortFields = {
  fields: {
    address: { by: asset.addressOrder, type: 'text', nullable: true },
    name: { by: asset.name, type: 'text', nullable: true },
    lastSeenAt: { by: asset.lastSeenAt, type: 'instant', nullable: true },
    createdAt: { by: asset.createdAt, type: 'instant' },
  },
  id: asset.id,
  standard: 'address:asc',
};

/** An asset with all that is shown of its surroundings. */
export interface AssetView {
  readonly row: AssetRow;
  readonly scannable: boolean;
  readonly connectorName: string | null;
  readonly tagIds: string[];
}

const TAG_IDS = sql<
  string[]
>`array(select ${assetTag.tagId} from ${assetTag} where ${assetTag.assetId} = ${asset.id} order by ${assetTag.tagId})`;

const select = (executor: Executor, sortBy: SQL<string | null>) =>
  executor
    .select({ row: asset, id: asset.id, scannable: isScannable, connectorName: connector.name, tagIds: TAG_IDS, sortValue: sortBy })
    .from(asset)
    .leftJoin(connector, eq(connector.id, asset.connectorId));

export async function viewAsset(executor: Executor, reach: Reach, id: string): Promise<AssetView | undefined> {
  const [view] = await select(executor, sql`null`).where(and(eq(asset.id, id), withinReach(reach, asset.businessUnitId)));
  return view;
}

export interface AssetListRequest {
  readonly reach: Reach;
  readonly filter: AssetFilter;
  /** Each must hold the address. */
  readonly networks: readonly AddressRange[];
  readonly page: KeysetPage;
}

export async function listAssets(executor: Executor, { reach, filter, networks, page }: AssetListRequest) {
  const matching = and(withinReach(reach, asset.businessUnitId), ...networks.map(inNetwork), ...conditions(filter));
  const selected = await select(executor, sortValue(page, ASSET_SORTS))
    .where(and(matching, afterCursor(page, ASSET_SORTS)))
    .orderBy(pageOrder(page, ASSET_SORTS))
    .limit(rowsToRead(page));
  const [total] = await executor
    .select({ count: sql<number>`count(*)::int` })
    .from(asset)
    .leftJoin(connector, eq(connector.id, asset.connectorId))
    .where(matching);
  const { rows, nextCursor } = toPage(selected, page);
  return { views: rows, nextCursor, count: total?.count ?? 0 };
}

const inNetwork = ({ family, first, last }: AddressRange): SQL => {
  const order = (value: bigint) => addressOrder(formatAddress({ family, value }));
  return sql`${asset.addressOrder} between ${order(first)} and ${order(last)}`;
};

function conditions({ terms, words }: AssetFilter): SQL[] {
  const found: SQL[] = [];
  if (terms.source) found.push(inArray(asset.source, [...terms.source]));
  if (terms.scannable) {
    const wanted = terms.scannable.map((one) => one === 'yes');
    found.push(inArray(isScannable, wanted));
  }
  for (const name of terms.tag ?? []) {
    found.push(sql`exists (select 1 from ${assetTag} join ${tag} on ${tag.id} = ${assetTag.tagId}
      where ${assetTag.assetId} = ${asset.id} and lower(${tag.name}) = lower(${name}))`);
  }
  for (const name of terms.connector ?? []) found.push(sql`${connector.name} ilike ${likePart(name)}`);
  for (const text of terms.product ?? []) found.push(hasProduct(likePart(text)));
  for (const text of terms.name ?? []) found.push(sql`${asset.name} ilike ${likePart(text)}`);
  for (const word of words) {
    const part = likePart(word);
    found.push(
      sql`(${asset.address} ilike ${part} or ${asset.name} ilike ${part} or ${asset.instanceId} ilike ${part} or ${hasProduct(part)})`,
    );
  }
  return found;
}

const hasProduct = (part: string) =>
  sql`(${asset.operatingSystem} ilike ${part} or exists (select 1 from unnest(${asset.products}) as p(text) where p.text ilike ${part}))`;

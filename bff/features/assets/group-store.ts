import { and, eq, inArray, isNull, type SQL, sql } from 'drizzle-orm';
import type { Reach } from '../../domain/assets/reach.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { type Executor, type Transaction, tables } from '../../storage/database.ts';
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
import { unlessTaken } from '../../storage/unless-taken.ts';
import { withinReach } from '../../storage/within-reach.ts';

const { appliance, assetGroup } = tables;
export type GroupRow = typeof assetGroup.$inferSelect;

export const GROUP_SORTS: SortFields = {
  fields: { name: { by: sql`lower(${assetGroup.name})`, type: 'text' }, createdAt: { by: assetGroup.createdAt, type: 'instant' } },
  id: assetGroup.id,
  standard: 'name:asc',
};

export interface GroupListRequest {
  readonly reach: Reach;
  readonly words: readonly string[];
  readonly page: KeysetPage;
}

export async function listGroups(executor: Executor, { reach, words, page }: GroupListRequest) {
  const matching = and(withinReach(reach, assetGroup.businessUnitId), ...words.map(holds));
  const selected = await executor
    .select({ row: assetGroup, id: assetGroup.id, sortValue: sortValue(page, GROUP_SORTS) })
    .from(assetGroup)
    .where(and(matching, afterCursor(page, GROUP_SORTS)))
    .orderBy(pageOrder(page, GROUP_SORTS))
    .limit(rowsToRead(page));
  const [total] = await executor.select({ count: sql<number>`count(*)::int` }).from(assetGroup).where(matching);
  const { rows, nextCursor } = toPage(selected, page);
  return { rows: rows.map(({ row }) => row), nextCursor, count: total?.count ?? 0 };
}

const holds = (word: string): SQL => {
  const part = likePart(word);
  return sql`(${assetGroup.name} ilike ${part} or exists (select 1 from unnest(${assetGroup.entries}) as e(line) where e.line ilike ${part}))`;
};

export async function readGroup(executor: Executor, id: string): Promise<GroupRow | undefined> {
  const [row] = await executor.select().from(assetGroup).where(eq(assetGroup.id, id));
  return row;
}

export async function readGroups(executor: Executor, ids: readonly string[]): Promise<GroupRow[]> {
  if (ids.length === 0) return [];
  return executor
    .select()
    .from(assetGroup)
    .where(inArray(assetGroup.id, [...ids]));
}

/** The groups that say who scans their hosts. */
export const readPools = (executor: Executor): Promise<{ entries: string[]; applianceIds: string[] }[]> =>
  executor
    .select({ entries: assetGroup.entries, applianceIds: assetGroup.applianceIds })
    .from(assetGroup)
    .where(sql`cardinality(${assetGroup.applianceIds}) > 0`);

/** Those of the appliances that exist and are not retired. */
export async function readUsableAppliances(executor: Executor, ids: readonly string[]): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set();
  const rows = await executor
    .select({ id: appliance.id })
    .from(appliance)
    .where(and(inArray(appliance.id, [...ids]), isNull(appliance.retiredAt)));
  return new Set(rows.map((row) => row.id));
}

/** Reads it and keeps everybody else from changing it until the end of the transaction. */
export async function lockGroup(tx: Transaction, id: string): Promise<GroupRow | undefined> {
  const [row] = await tx.select().from(assetGroup).where(eq(assetGroup.id, id)).for('update');
  return row;
}

/** The same for several, by id: everybody locks them in this order. */
export const lockGroups = (tx: Transaction, ids: readonly string[]): Promise<GroupRow[]> =>
  tx
    .select()
    .from(assetGroup)
    .where(inArray(assetGroup.id, [...ids]))
    .orderBy(assetGroup.id)
    .for('update');

export interface GroupFields {
  readonly name: string;
  readonly entries: readonly string[];
  readonly hosts: number;
  readonly applianceIds: readonly string[];
  readonly businessUnitId: string | undefined;
}

const toColumns = ({ name, entries, hosts, applianceIds, businessUnitId }: GroupFields) => ({
  ...{ name, hosts, entries: [...entries], applianceIds: [...applianceIds] },
  businessUnitId: businessUnitId ?? null,
});

export const insertGroup = (tx: Transaction, id: string, fields: GroupFields, at: Instant) =>
  unlessTaken(tx, 'asset_group_name', (inner) => inner.insert(assetGroup).values({ id, ...toColumns(fields), createdAt: new Date(at) }));

export const updateGroup = (tx: Transaction, id: string, fields: GroupFields) =>
  unlessTaken(tx, 'asset_group_name', (inner) =>
    inner
      .update(assetGroup)
      .set({ ...toColumns(fields), revision: sql`${assetGroup.revision} + 1` })
      .where(eq(assetGroup.id, id)),
  );

export async function deleteGroup(tx: Transaction, id: string): Promise<void> {
  await tx.delete(assetGroup).where(eq(assetGroup.id, id));
}

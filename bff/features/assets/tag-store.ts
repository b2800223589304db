import { and, eq, inArray, type SQL, sql } from 'drizzle-orm';
import type { Reach } from '../../domain/assets/reach.ts';
import type { TagRule } from '../../domain/assets/tag-rule.ts';
import { choiceOf, type ListFilter } from '../../domain/search/list-filter.ts';
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

const { asset, assetTag, tag } = tables;
export type TagRow = typeof tag.$inferSelect;

/** The filter terms of the tags list. */
export const TAG_TERMS = { kind: choiceOf(['static', 'network', 'name', 'product', 'cloud']) };

export const TAG_SORTS: SortFields = {
  fields: { name: { by: sql`lower(${tag.name})`, type: 'text' }, createdAt: { by: tag.createdAt, type: 'instant' } },
  id: tag.id,
  standard: 'name:asc',
};

export interface TagListRequest {
  readonly filter: ListFilter<typeof TAG_TERMS>;
  readonly page: KeysetPage;
}

export async function listTags(executor: Executor, { filter, page }: TagListRequest) {
  const matching = and(...conditions(filter));
  const selected = await executor
    .select({ row: tag, id: tag.id, sortValue: sortValue(page, TAG_SORTS) })
    .from(tag)
    .where(and(matching, afterCursor(page, TAG_SORTS)))
    .orderBy(pageOrder(page, TAG_SORTS))
    .limit(rowsToRead(page));
  const [total] = await executor.select({ count: sql<number>`count(*)::int` }).from(tag).where(matching);
  const { rows, nextCursor } = toPage(selected, page);
  return { rows: rows.map(({ row }) => row), nextCursor, count: total?.count ?? 0 };
}

function conditions({ terms, words }: TagListRequest['filter']): SQL[] {
  return [
    ...(terms.kind === undefined ? [] : [inArray(sql`${tag.rule}->>'kind'`, [...terms.kind])]),
    ...words.map((word) => sql`${tag.name} ilike ${likePart(word)}`),
  ];
}

export async function readTag(executor: Executor, id: string): Promise<TagRow | undefined> {
  const [row] = await executor.select().from(tag).where(eq(tag.id, id));
  return row;
}

/** Reads it and keeps everybody else from changing or assigning it until the end of the transaction. */
export async function lockTag(tx: Transaction, id: string): Promise<TagRow | undefined> {
  const [row] = await tx.select().from(tag).where(eq(tag.id, id)).for('update');
  return row;
}

/** Those of the tags that exist, by id; nobody changes them until the end of the transaction. */
export async function holdTags(tx: Transaction, ids: readonly string[]): Promise<ReadonlyMap<string, TagRow>> {
  if (ids.length === 0) return new Map();
  const rows = await tx
    .select()
    .from(tag)
    .where(inArray(tag.id, [...ids]))
    .for('share');
  return new Map(rows.map((row) => [row.id, row]));
}

/** How many of the assets within reach carry each tag; tags that none carries are not in the answer. */
export async function countAssets(executor: Executor, reach: Reach, ids: readonly string[]): Promise<ReadonlyMap<string, number>> {
  if (ids.length === 0) return new Map();
  const rows = await executor
    .select({ id: assetTag.tagId, count: sql<number>`count(*)::int` })
    .from(assetTag)
    .innerJoin(asset, eq(asset.id, assetTag.assetId))
    .where(and(inArray(assetTag.tagId, [...ids]), withinReach(reach, asset.businessUnitId)))
    .groupBy(assetTag.tagId);
  return new Map(rows.map(({ id, count }) => [id, count]));
}

export interface TagFields {
  readonly name: string;
  readonly rule: TagRule;
}

export const insertTag = (tx: Transaction, id: string, fields: TagFields, at: Instant) =>
  unlessTaken(tx, 'tag_name', (inner) => inner.insert(tag).values({ id, ...fields, createdAt: new Date(at) }));

export const updateTag = (tx: Transaction, id: string, fields: TagFields) =>
  unlessTaken(tx, 'tag_name', (inner) =>
    inner
      .update(tag)
      .set({ ...fields, revision: sql`${tag.revision} + 1` })
      .where(eq(tag.id, id)),
  );

export async function deleteTag(tx: Transaction, id: string): Promise<void> {
  await tx.delete(tag).where(eq(tag.id, id));
}

/** Tags by their lower-case names. */
export async function readTagsByName(executor: Executor, names: readonly string[]): Promise<ReadonlyMap<string, TagRow>> {
  return byName(await executor.select().from(tag).where(named(names)));
}

/** The same; nobody changes them until the end of the transaction. */
export async function holdTagsByName(tx: Transaction, names: readonly string[]): Promise<ReadonlyMap<string, TagRow>> {
  return byName(await tx.select().from(tag).where(named(names)).for('share'));
}

const byName = (rows: readonly TagRow[]) => new Map(rows.map((row) => [row.name.toLowerCase(), row]));

function named(names: readonly string[]): SQL {
  const lower = JSON.stringify(names.map((name) => name.toLowerCase()));
  return sql`lower(${tag.name}) in (select jsonb_array_elements_text(${lower}::jsonb))`;
}

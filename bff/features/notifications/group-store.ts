import { and, eq, inArray, type SQL, sql } from 'drizzle-orm';
import type { Actor } from '../../domain/identity/role.ts';
import { anyText, type ListFilter } from '../../domain/search/list-filter.ts';
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
import { isUniqueViolation } from '../../storage/unique-violation.ts';
import { visibleTo } from '../../storage/visible-to.ts';

const { distributionGroup: group, schedule, user } = tables;
export type GroupRow = typeof group.$inferSelect;

export const GROUP_TERMS = { name: anyText, owner: anyText, email: anyText };

export const GROUP_SORTS: SortFields = {
  fields: { name: { by: sql`lower(${group.name})`, type: 'text' }, createdAt: { by: group.createdAt, type: 'instant' } },
  id: group.id,
  standard: 'name:asc',
};

/** A group without its addresses, but for the first few. */
export interface GroupView {
  readonly id: string;
  readonly revision: number;
  readonly name: string;
  readonly ownerId: string;
  readonly ownerName: string;
  readonly businessUnitId: string | null;
  readonly emailCount: number;
  readonly firstEmails: readonly string[];
  readonly usedBy: number;
}

/** The schedules that name a group. */
const usedBy = sql<number>`(select count(*)::int from ${schedule}
  where ${schedule.notifications}->'distributionGroupIds' @> to_jsonb(array[${group.id}::text]))`;

const view = {
  id: group.id,
  revision: group.revision,
  name: group.name,
  ownerId: group.ownerId,
  ownerName: user.name,
  businessUnitId: group.businessUnitId,
  emailCount: sql<number>`cardinality(${group.emails})`,
  firstEmails: sql<string[]>`${group.emails}[1:3]`,
  usedBy,
};

export interface GroupListRequest {
  readonly actor: Actor;
  readonly filter: ListFilter<typeof GROUP_TERMS>;
  readonly page: KeysetPage;
}

export async function listGroups(executor: Executor, { actor, filter, page }: GroupListRequest) {
  const matching = and(visibleTo(actor, 'groups.read', group), ...conditions(filter));
  const selected = await executor
    .select({ ...view, sortValue: sortValue(page, GROUP_SORTS) })
    .from(group)
    .innerJoin(user, eq(user.id, group.ownerId))
    .where(and(matching, afterCursor(page, GROUP_SORTS)))
    .orderBy(pageOrder(page, GROUP_SORTS))
    .limit(rowsToRead(page));
  const [total] = await executor
    .select({ count: sql<number>`count(*)::int` })
    .from(group)
    .innerJoin(user, eq(user.id, group.ownerId))
    .where(matching);
  const { rows, nextCursor } = toPage(selected, page);
  return { views: rows satisfies readonly GroupView[], nextCursor, count: total?.count ?? 0 };
}

function conditions({ terms, words }: ListFilter<typeof GROUP_TERMS>): SQL[] {
  const holds = (text: string) => sql`array_to_string(${group.emails}, ' ') ilike ${likePart(text)}`;
  return [
    ...(terms.name ?? []).map((name) => sql`${group.name} ilike ${likePart(name)}`),
    ...(terms.owner ?? []).map((owner) => sql`(${user.name} ilike ${likePart(owner)} or ${user.email} ilike ${likePart(owner)})`),
    ...(terms.email ?? []).map(holds),
    ...words.map((word) => sql`(${group.name} ilike ${likePart(word)} or ${holds(word)})`),
  ];
}

export async function readGroup(executor: Executor, id: string): Promise<(GroupView & { readonly emails: readonly string[] }) | undefined> {
  const [row] = await executor
    .select({ ...view, emails: group.emails })
    .from(group)
    .innerJoin(user, eq(user.id, group.ownerId))
    .where(eq(group.id, id));
  return row;
}

/** Those of the groups that exist, in no order. */
export async function readGroups(executor: Executor, ids: readonly string[]): Promise<GroupRow[]> {
  if (ids.length === 0) return [];
  return executor
    .select()
    .from(group)
    .where(inArray(group.id, [...ids]));
}

/** Reads it and keeps everybody else from changing it, and schedules from naming it, until the end of the transaction. */
export async function lockGroup(tx: Transaction, id: string): Promise<GroupRow | undefined> {
  const [row] = await tx.select().from(group).where(eq(group.id, id)).for('update');
  return row;
}

export async function findGroupByName(executor: Executor, name: string): Promise<string | undefined> {
  const [row] = await executor
    .select({ id: group.id })
    .from(group)
    .where(eq(sql`lower(${group.name})`, sql`lower(${name})`));
  return row?.id;
}

/** False: the name is taken. */
export async function insertGroup(tx: Transaction, row: typeof group.$inferInsert): Promise<boolean> {
  const rows = await tx.insert(group).values(row).onConflictDoNothing().returning({ id: group.id });
  return rows.length > 0;
}

/** A change by a person: the revision rises. False: the name is taken, and the transaction over. */
export async function updateGroup(tx: Transaction, id: string, change: Pick<GroupRow, 'name' | 'emails'>): Promise<boolean> {
  try {
    await tx
      .update(group)
      .set({ ...change, revision: sql`${group.revision} + 1` })
      .where(eq(group.id, id));
    return true;
  } catch (error) {
    if (isUniqueViolation(error, 'distribution_group_name')) return false;
    throw error;
  }
}

export async function deleteGroup(tx: Transaction, id: string): Promise<void> {
  await tx.delete(group).where(eq(group.id, id));
}

/** Titles of the schedules whose notifications go to the group, and whether this person may see each. */
export function schedulesUsing(executor: Executor, groupId: string, actor: Actor) {
  return executor
    .select({ title: schedule.title, visible: sql<boolean>`${visibleTo(actor, 'schedules.read', schedule)}` })
    .from(schedule)
    .where(sql`${schedule.notifications}->'distributionGroupIds' @> ${JSON.stringify([groupId])}::jsonb`)
    .orderBy(schedule.title);
}

import { and, asc, eq, ne, sql } from 'drizzle-orm';
import { type Executor, type Transaction, tables } from '../../storage/database.ts';

const { savedView } = tables;
export type ViewRow = typeof savedView.$inferSelect;

export const listViews = (executor: Executor, userId: string, list: string): Promise<ViewRow[]> =>
  executor
    .select()
    .from(savedView)
    .where(and(eq(savedView.userId, userId), eq(savedView.list, list)))
    .orderBy(asc(sql`lower(${savedView.name})`), asc(savedView.id));

/** How many views of other names the person keeps of the list. */
export const countOthers = (executor: Executor, { userId, list, name }: Pick<ViewRow, 'userId' | 'list' | 'name'>): Promise<number> =>
  executor.$count(savedView, and(eq(savedView.userId, userId), eq(savedView.list, list), ne(savedView.name, name)));

/** One of the same name is replaced and keeps its id. */
export async function saveView(tx: Transaction, row: typeof savedView.$inferInsert): Promise<ViewRow> {
  const { query, sort, columns } = row;
  const [saved] = await tx
    .insert(savedView)
    .values(row)
    .onConflictDoUpdate({
      target: [savedView.userId, savedView.list, savedView.name],
      set: { query, sort: sort ?? null, columns: columns ?? null },
    })
    .returning();
  return saved!;
}

/** False when the person has no such view. */
export async function deleteView(tx: Transaction, userId: string, id: string): Promise<boolean> {
  const gone = await tx
    .delete(savedView)
    .where(and(eq(savedView.id, id), eq(savedView.userId, userId)))
    .returning({ id: savedView.id });
  return gone.length > 0;
}

import { and, inArray } from 'drizzle-orm';
import type { Actor } from '../../domain/identity/role.ts';
import { type Executor, tables } from '../../storage/database.ts';
import { visibleTo } from '../../storage/visible-to.ts';

const { distributionGroup: group } = tables;

/** Those of the groups that exist and that this person sees. In a transaction none of them is deleted before its end. */
export async function visibleGroups(executor: Executor, actor: Actor, ids: readonly string[]): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set();
  const rows = await executor
    .select({ id: group.id })
    .from(group)
    .where(and(inArray(group.id, [...ids]), visibleTo(actor, 'groups.read', group)))
    .for('key share');
  return new Set(rows.map(({ id }) => id));
}

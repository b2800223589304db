import { asc, eq, sql } from 'drizzle-orm';
import { type Executor, tables } from '../../storage/database.ts';
import type { Work } from '../../storage/unit-of-work.ts';

const { distributionGroup: group } = tables;

/** Names of a few, for a sentence. */
const NAMED = 5;

async function give(work: Work, from: string, to: { ownerId: string; businessUnitId: string | null }): Promise<void> {
  const given = await work.tx
    .update(group)
    .set({ ...to, revision: sql`${group.revision} + 1` })
    .where(eq(group.ownerId, from))
    .returning({ id: group.id });
  for (const { id } of given) work.announce('notifications', id);
}

/** What becomes of distribution groups when their owner leaves or moves to another unit. */
export const groupKeeper = {
  kind: 'distribution-groups' as const,
  of: async (executor: Executor, ownerId: string) => {
    const own = eq(group.ownerId, ownerId);
    const rows = await executor.select({ name: group.name }).from(group).where(own).orderBy(asc(group.name)).limit(NAMED);
    return { count: await executor.$count(group, own), names: rows.map(({ name }) => name) };
  },
  /** Addresses of people are inside every unit. */
  outside: async () => ({ count: 0, names: [] }),
  handOver: (work: Work, from: string, to: { id: string; businessUnitId?: string | undefined }) =>
    give(work, from, { ownerId: to.id, businessUnitId: to.businessUnitId ?? null }),
  ownerMoved: (work: Work, ownerId: string, businessUnitId: string | undefined) =>
    give(work, ownerId, { ownerId, businessUnitId: businessUnitId ?? null }),
};

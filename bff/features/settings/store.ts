import { and, eq, inArray } from 'drizzle-orm';
import { type Executor, type Transaction, tables } from '../../storage/database.ts';
import { setting } from '../../storage/schema/platform.ts';

/** A section as stored, with the revision that a change must name. */
export interface StoredSection<Value> {
  readonly value: Value;
  readonly revision: number;
}

/** Never changed, a section is at its defaults and at revision 1. */
const UNTOUCHED_REVISION = 1;

export const settingsStore = {
  read: async <Value extends object>(db: Executor, section: string, defaults: Value): Promise<StoredSection<Value>> => {
    const [row] = await db.select().from(setting).where(eq(setting.section, section));
    if (row === undefined) return { value: defaults, revision: UNTOUCHED_REVISION };
    // A setting that is newer than the row takes its default.
    return { value: { ...defaults, ...(row.value as Partial<Value>) }, revision: row.revision };
  },

  /** False: somebody was faster. */
  replace: async (tx: Transaction, change: { section: string; value: object; revision: number; updatedAt: Date }): Promise<boolean> => {
    const { section, value, updatedAt } = change;
    const next = { value, updatedAt, revision: change.revision + 1 };
    const rows =
      change.revision === UNTOUCHED_REVISION
        ? await tx
            .insert(setting)
            .values({ section, ...next })
            .onConflictDoNothing()
            .returning({ revision: setting.revision })
        : await tx
            .update(setting)
            .set(next)
            .where(and(eq(setting.section, section), eq(setting.revision, change.revision)))
            .returning({ revision: setting.revision });
    return rows.length > 0;
  },
};

/** How many of these distribution groups there are; until the end of the transaction none of them is deleted. */
export async function holdGroups(tx: Transaction, ids: readonly string[]): Promise<number> {
  const { distributionGroup: group } = tables;
  const rows = await tx
    .select({ id: group.id })
    .from(group)
    .where(inArray(group.id, [...ids]))
    .orderBy(group.id)
    .for('key share');
  return rows.length;
}

import { and, asc, eq, isNull, sql } from 'drizzle-orm';
import type { Instant } from '../../domain/time/instant.ts';
import { type Executor, type Transaction, tables } from '../../storage/database.ts';
import { unlessTaken } from '../../storage/unless-taken.ts';

/** How a scan looks at a host. */
export interface OptionProfile {
  readonly id: string;
  readonly revision: number;
  readonly name: string;
  readonly engine: 'auto' | 'nmap' | 'connect';
  readonly ports: string;
  readonly intensity: 'low' | 'normal' | 'high';
  readonly hostTimeoutMinutes: number;
  readonly isDefault: boolean;
}

/** What a person sets of it. */
export type ProfileFields = Omit<OptionProfile, 'id' | 'revision' | 'isDefault'>;

type Row = typeof tables.optionProfile.$inferSelect;
const { optionProfile } = tables;

const toProfile = ({ createdAt: _, removedAt: __, ...profile }: Row): OptionProfile => profile;
const inUse = isNull(optionProfile.removedAt);

export type ProfileStore = typeof profileStore;

export const profileStore = {
  /** By name; the default first. */
  list: async (executor: Executor): Promise<readonly OptionProfile[]> =>
    (
      await executor
        .select()
        .from(optionProfile)
        .where(inUse)
        .orderBy(sql`${optionProfile.isDefault} desc`, asc(sql`lower(${optionProfile.name})`))
    ).map(toProfile),

  findByName: async (executor: Executor, name: string): Promise<OptionProfile | undefined> => {
    const [row] = await executor
      .select()
      .from(optionProfile)
      .where(and(inUse, eq(sql`lower(${optionProfile.name})`, name.toLowerCase())));
    return row && toProfile(row);
  },

  read: async (executor: Executor, id: string): Promise<OptionProfile | undefined> => {
    const [row] = await executor
      .select()
      .from(optionProfile)
      .where(and(inUse, eq(optionProfile.id, id)));
    return row && toProfile(row);
  },

  /** Nobody else changes it until the end of the transaction. */
  lock: async (tx: Transaction, id: string): Promise<OptionProfile | undefined> => {
    const [row] = await tx
      .select()
      .from(optionProfile)
      .where(and(inUse, eq(optionProfile.id, id)))
      .for('update');
    return row && toProfile(row);
  },

  /** Whether there was ever one. */
  isEmpty: async (executor: Executor): Promise<boolean> =>
    (await executor.select({ id: optionProfile.id }).from(optionProfile).limit(1)).length === 0,

  /** undefined: the name is taken. */
  insert: async (tx: Transaction, profile: OptionProfile, at: Instant): Promise<OptionProfile | undefined> => {
    const [row] = await tx
      .insert(optionProfile)
      .values({ ...profile, createdAt: new Date(at) })
      .onConflictDoNothing()
      .returning();
    return row && toProfile(row);
  },

  update: (tx: Transaction, id: string, fields: ProfileFields) =>
    unlessTaken(tx, 'option_profile_name', (inner) =>
      inner
        .update(optionProfile)
        .set({ ...fields, revision: sql`${optionProfile.revision} + 1` })
        .where(eq(optionProfile.id, id)),
    ),

  /** Scans that were made with it still name it; its own name is free again. */
  remove: async (tx: Transaction, id: string, at: Instant): Promise<void> => {
    await tx
      .update(optionProfile)
      .set({ removedAt: new Date(at) })
      .where(eq(optionProfile.id, id));
  },

  /** One and no other. The lock keeps two people from choosing at once. */
  makeDefault: async (tx: Transaction, id: string): Promise<void> => {
    await tx.execute(sql`lock table ${optionProfile} in share row exclusive mode`);
    await tx.update(optionProfile).set({ isDefault: false }).where(eq(optionProfile.isDefault, true));
    await tx
      .update(optionProfile)
      .set({ isDefault: true, revision: sql`${optionProfile.revision} + 1` })
      .where(eq(optionProfile.id, id));
  },
};

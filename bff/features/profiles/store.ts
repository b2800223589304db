import { asc, eq, sql } from 'drizzle-orm';
import type { Instant } from '../../domain/time/instant.ts';
import { type Executor, type Transaction, tables } from '../../storage/database.ts';

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

type Row = typeof tables.optionProfile.$inferSelect;
const { optionProfile } = tables;

const toProfile = ({ createdAt: _, ...profile }: Row): OptionProfile => profile;

export interface ProfileStore {
  /** By name; the default first. */
  readonly list: (executor: Executor) => Promise<readonly OptionProfile[]>;
  readonly findByName: (executor: Executor, name: string) => Promise<OptionProfile | undefined>;
  /** undefined: the name is taken. */
  readonly insert: (tx: Transaction, profile: OptionProfile, at: Instant) => Promise<OptionProfile | undefined>;
}

export const profileStore: ProfileStore = {
  list: async (executor) =>
    (
      await executor
        .select()
        .from(optionProfile)
        .orderBy(sql`${optionProfile.isDefault} desc`, asc(sql`lower(${optionProfile.name})`))
    ).map(toProfile),
  findByName: async (executor, name) => {
    const [row] = await executor
      .select()
      .from(optionProfile)
      .where(eq(sql`lower(${optionProfile.name})`, name.toLowerCase()));
    return row && toProfile(row);
  },
  insert: async (tx, profile, at) => {
    const [row] = await tx
      .insert(optionProfile)
      .values({ ...profile, createdAt: new Date(at) })
      .onConflictDoNothing()
      .returning();
    return row && toProfile(row);
  },
};

import { asc, eq, sql } from 'drizzle-orm';
import type { UnitNetworks } from '../../domain/identity/unit-networks.ts';
import type { Executor, Transaction } from '../../storage/database.ts';
import { user } from '../../storage/schema/auth.ts';
import { schedule } from '../../storage/schema/schedules.ts';
import { businessUnit } from '../../storage/schema/units.ts';
import { isUniqueViolation } from '../../storage/unique-violation.ts';

export interface UnitRow extends UnitNetworks {
  readonly revision: number;
  readonly networks: string[];
  readonly people: number;
  readonly schedules: number;
}

const UNIT = {
  id: businessUnit.id,
  revision: businessUnit.revision,
  name: businessUnit.name,
  networks: businessUnit.networks,
  // Names written out: in a select of one table the columns come without their table, and both have an id.
  people: sql<number>`(select count(*)::int from "user" where "user".business_unit_id = business_unit.id)`,
  schedules: sql<number>`(select count(*)::int from schedule where schedule.business_unit_id = business_unit.id)`,
};

/** What a change of a unit sets. */
interface UnitFields {
  readonly name: string;
  readonly networks: readonly string[];
}

/** Runs the statement so that a name that is taken leaves the transaction usable. */
async function unlessTaken(tx: Transaction, statement: (inner: Transaction) => Promise<unknown>): Promise<'saved' | 'taken'> {
  try {
    await tx.transaction(statement);
    return 'saved';
  } catch (error) {
    if (isUniqueViolation(error, 'business_unit_name_unique')) return 'taken';
    throw error;
  }
}

export const unitsStore = {
  list: (db: Executor): Promise<UnitRow[]> =>
    db.select(UNIT).from(businessUnit).orderBy(sql`lower(${businessUnit.name})`, asc(businessUnit.id)),

  /** Nobody else changes units until the end of the transaction: no two of them take the same address at once. */
  lock: async (tx: Transaction): Promise<void> => {
    await tx.execute(sql`lock table ${businessUnit} in share row exclusive mode`);
  },

  /** Waits for whoever is putting somebody or something into the unit, and lets nobody else. */
  lockOne: async (tx: Transaction, id: string): Promise<UnitRow | undefined> =>
    (await tx.select(UNIT).from(businessUnit).where(eq(businessUnit.id, id)).for('update'))[0],

  insert: (tx: Transaction, { id, name, networks }: UnitFields & { id: string }, createdAt: Date) =>
    unlessTaken(tx, (inner) => inner.insert(businessUnit).values({ id, name, networks: [...networks], createdAt })),

  change: (tx: Transaction, id: string, { name, networks }: UnitFields) =>
    unlessTaken(tx, (inner) =>
      inner
        .update(businessUnit)
        .set({ name, networks: [...networks], revision: sql`${businessUnit.revision} + 1` })
        .where(eq(businessUnit.id, id)),
    ),

  remove: async (tx: Transaction, id: string): Promise<void> => {
    await tx.delete(businessUnit).where(eq(businessUnit.id, id));
  },

  /** Names of who and what is in the unit, a few of each. */
  contents: async (db: Executor, id: string, most: number) => {
    const people = await db.select({ name: user.name }).from(user).where(eq(user.businessUnitId, id)).orderBy(asc(user.name)).limit(most);
    const schedules = await db
      .select({ name: schedule.title })
      .from(schedule)
      .where(eq(schedule.businessUnitId, id))
      .orderBy(asc(schedule.title))
      .limit(most);
    return { people: people.map(({ name }) => name), schedules: schedules.map(({ name }) => name) };
  },
};

import { eq, sql } from 'drizzle-orm';
import type { Role } from '../../domain/identity/role.ts';
import type { Executor, Transaction } from '../../storage/database.ts';
import { account, user } from '../../storage/schema/auth.ts';
import { setting } from '../../storage/schema/platform.ts';
import { businessUnit } from '../../storage/schema/units.ts';
import { isUniqueViolation } from '../../storage/unique-violation.ts';

export interface Person {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly role: Role;
  readonly primaryContact: boolean;
  readonly businessUnitId: string | null;
  readonly timeZone: string | null;
}

export interface NewPerson extends Person {
  readonly passwordHash: string | undefined;
  readonly createdAt: Date;
}

const FIRST_RUN = 'first-run';
/** Any constant of our own. */
const FIRST_RUN_LOCK = 7_215_002;

const PERSON = {
  id: user.id,
  name: user.name,
  email: user.email,
  role: user.role,
  primaryContact: user.primaryContact,
  businessUnitId: user.businessUnitId,
  timeZone: user.timeZone,
};

interface UnitName {
  readonly id: string;
  readonly name: string;
}
const UNIT_NAME = { id: businessUnit.id, name: businessUnit.name };

export const identityStore = {
  find: async (db: Executor, id: string): Promise<Person | undefined> => (await db.select(PERSON).from(user).where(eq(user.id, id)))[0],

  /** The person with the e-mail address and, when there is one, the password by which they sign in. Taken: the address has an account. */
  insert: async (tx: Transaction, { passwordHash, createdAt, ...person }: NewPerson, accountId: string): Promise<'inserted' | 'taken'> => {
    try {
      await tx.transaction((inner) => inner.insert(user).values({ ...person, createdAt, updatedAt: createdAt }));
    } catch (error) {
      if (isUniqueViolation(error, 'user_email_unique')) return 'taken';
      throw error;
    }
    if (passwordHash === undefined) return 'inserted';
    const credential = { id: accountId, accountId: person.id, providerId: 'credential', userId: person.id, password: passwordHash };
    await tx.insert(account).values({ ...credential, createdAt, updatedAt: createdAt });
    return 'inserted';
  },

  change: async (tx: Transaction, id: string, change: { name?: string; timeZone?: string | null; updatedAt: Date }) => {
    await tx.update(user).set(change).where(eq(user.id, id));
  },

  hasPrimaryContact: async (db: Executor): Promise<boolean> =>
    (await db.select({ id: user.id }).from(user).where(eq(user.primaryContact, true)).limit(1)).length > 0,

  /** Waits until no other server makes the primary contact; held to the end of the transaction. */
  lockFirstRun: async (tx: Transaction): Promise<void> => {
    await tx.execute(sql`select pg_advisory_xact_lock(${FIRST_RUN_LOCK})`);
  },

  /** Locked until the transaction ends: a link can be used once. */
  firstRunHash: async (db: Executor, lock: 'lock' | 'read'): Promise<string | undefined> => {
    const query = db.select({ value: setting.value }).from(setting).where(eq(setting.section, FIRST_RUN));
    const [row] = lock === 'lock' ? await query.for('update') : await query;
    return (row?.value as { hash: string } | undefined)?.hash;
  },

  saveFirstRunHash: async (tx: Transaction, hash: string, updatedAt: Date) => {
    const value = { hash };
    await tx
      .insert(setting)
      .values({ section: FIRST_RUN, value, updatedAt })
      .onConflictDoUpdate({ target: setting.section, set: { value, updatedAt } });
  },

  removeFirstRunHash: async (tx: Transaction) => {
    await tx.delete(setting).where(eq(setting.section, FIRST_RUN));
  },

  unit: async (db: Executor, id: string): Promise<UnitName | undefined> =>
    (await db.select(UNIT_NAME).from(businessUnit).where(eq(businessUnit.id, id)))[0],

  /** A unit that stays as it is until the end of the transaction, if there is one. */
  holdUnit: async (executor: Executor, id: string): Promise<UnitName | undefined> =>
    (await executor.select(UNIT_NAME).from(businessUnit).where(eq(businessUnit.id, id)).for('key share'))[0],
};

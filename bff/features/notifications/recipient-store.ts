import { and, asc, eq, isNull } from 'drizzle-orm';
import { type Executor, tables } from '../../storage/database.ts';

const { user } = tables;

export interface Person {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly businessUnitId: string | null;
}

/** A person with their address; absent when they are gone. */
export async function readPerson(executor: Executor, id: string): Promise<Person | undefined> {
  const [row] = await executor
    .select({ id: user.id, name: user.name, email: user.email, businessUnitId: user.businessUnitId })
    .from(user)
    .where(eq(user.id, id));
  return row;
}

/** All managers who are there. */
export async function managerEmails(executor: Executor): Promise<string[]> {
  const rows = await executor
    .select({ email: user.email })
    .from(user)
    .where(and(eq(user.role, 'manager'), isNull(user.removedAt)))
    .orderBy(asc(user.email));
  return rows.map(({ email }) => email);
}

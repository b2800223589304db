import { and, eq, inArray, isNull, type SQL, sql } from 'drizzle-orm';
import { type Permission, scopeOf } from '../../domain/identity/can.ts';
import { type Actor, ROLES, type Role } from '../../domain/identity/role.ts';
import type { UnitNetworks } from '../../domain/identity/unit-networks.ts';
import { anyText, choiceOf, type ListFilter } from '../../domain/search/list-filter.ts';
import type { Executor, Transaction } from '../../storage/database.ts';
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
import { account, invitation, session, user } from '../../storage/schema/auth.ts';
import { mail } from '../../storage/schema/notifications.ts';
import { businessUnit } from '../../storage/schema/units.ts';

/** The filter terms of the list of people. */
export const PEOPLE_TERMS = {
  role: choiceOf(ROLES),
  /** A part of the name of the unit. */
  unit: anyText,
  name: anyText,
  email: anyText,
};

export const PEOPLE_SORTS: SortFields = {
  fields: {
    name: { by: sql`lower(${user.name})`, type: 'text' },
    email: { by: user.email, type: 'text' },
    lastSignInAt: { by: user.lastSignInAt, type: 'instant', nullable: true },
    createdAt: { by: user.createdAt, type: 'instant' },
  },
  id: sql`${user.id}::uuid`,
  standard: 'name:asc',
};

const PERSON = {
  row: user,
  id: user.id,
  unitName: businessUnit.name,
  invitationExpiresAt: invitation.expiresAt,
  invitationMail: { state: mail.state, problem: mail.problem, response: mail.response },
  hasPassword: sql<boolean>`exists (select 1 from account where account.user_id = "user".id and account.provider_id = 'credential')`,
  schedulesOwned: sql<number>`(select count(*)::int from schedule where schedule.owner_id = "user".id)`,
};

const select = (executor: Executor, sortBy: SQL<string | null>) =>
  executor
    .select({ ...PERSON, sortValue: sortBy })
    .from(user)
    .leftJoin(businessUnit, eq(businessUnit.id, user.businessUnitId))
    .leftJoin(invitation, eq(invitation.userId, user.id))
    .leftJoin(mail, eq(mail.personId, user.id));

/** A person with what people see beside them. */
export type PersonView = Awaited<ReturnType<typeof select>>[number];

/** The `where` of people that this person may see: themselves, their unit, everybody. Who was removed is gone. */
function visible(actor: Actor, permission: Permission): SQL {
  const scope = scopeOf(actor, permission);
  const here = isNull(user.removedAt);
  if (scope === 'all') return here;
  const own = eq(user.id, actor.userId);
  return and(here, scope === 'unit' ? sql`(${own} or ${user.businessUnitId} = ${actor.businessUnitId ?? null}::uuid)` : own)!;
}

export interface PeopleRequest {
  readonly actor: Actor;
  readonly filter: ListFilter<typeof PEOPLE_TERMS>;
  readonly page: KeysetPage;
}

export const peopleStore = {
  list: async (executor: Executor, { actor, filter, page }: PeopleRequest) => {
    const matching = and(visible(actor, 'users.read'), ...conditions(filter));
    const selected = await select(executor, sortValue(page, PEOPLE_SORTS))
      .where(and(matching, afterCursor(page, PEOPLE_SORTS)))
      .orderBy(pageOrder(page, PEOPLE_SORTS))
      .limit(rowsToRead(page));
    const [total] = await executor
      .select({ count: sql<number>`count(*)::int` })
      .from(user)
      .leftJoin(businessUnit, eq(businessUnit.id, user.businessUnitId))
      .where(matching);
    const { rows, nextCursor } = toPage(selected, page);
    return { rows, nextCursor, count: total?.count ?? 0 };
  },

  /** Undefined when there is none, or they are not theirs to see. */
  view: async (executor: Executor, actor: Actor, id: string): Promise<PersonView | undefined> =>
    (await select(executor, sql`null`).where(and(eq(user.id, id), visible(actor, 'users.read'))))[0],

  /** Nobody puts anything into their hands until the end of the transaction. */
  lock: async (tx: Transaction, id: string): Promise<void> => {
    await tx.select({ id: user.id }).from(user).where(eq(user.id, id)).for('update');
  },

  change: async (tx: Transaction, id: string, change: { name: string; role: Role; businessUnitId: string | null; updatedAt: Date }) => {
    await tx.update(user).set(change).where(eq(user.id, id));
  },

  /** The address is free again, no session and no password is left; the name stays, for the past. */
  remove: async (tx: Transaction, id: string, at: Date): Promise<void> => {
    await tx.delete(session).where(eq(session.userId, id));
    await tx.delete(account).where(eq(account.userId, id));
    const gone = { email: `${id}@removed.invalid`, removedAt: at, updatedAt: at, businessUnitId: null, role: 'reader' } as const;
    await tx.update(user).set(gone).where(eq(user.id, id));
  },

  movePrimaryContact: async (tx: Transaction, from: string, to: string, updatedAt: Date): Promise<void> => {
    await tx.update(user).set({ primaryContact: false, updatedAt }).where(eq(user.id, from));
    await tx.update(user).set({ primaryContact: true, updatedAt }).where(eq(user.id, to));
  },

  networksOf: async (executor: Executor, unitId: string): Promise<UnitNetworks | undefined> => {
    const { id, name, networks } = businessUnit;
    return (await executor.select({ id, name, networks }).from(businessUnit).where(eq(id, unitId)).for('share'))[0];
  },
};

function conditions({ terms, words }: PeopleRequest['filter']): SQL[] {
  const found: SQL[] = [];
  if (terms.role) found.push(inArray(user.role, [...terms.role]));
  for (const unit of terms.unit ?? []) found.push(sql`${businessUnit.name} ilike ${likePart(unit)}`);
  for (const name of terms.name ?? []) found.push(sql`${user.name} ilike ${likePart(name)}`);
  for (const email of terms.email ?? []) found.push(sql`${user.email} ilike ${likePart(email)}`);
  for (const word of words) found.push(sql`(${user.name} ilike ${likePart(word)} or ${user.email} ilike ${likePart(word)})`);
  return found;
}

import { and, eq, gt, isNull } from 'drizzle-orm';
import type { Executor, Transaction } from '../../storage/database.ts';
import { account, invitation, session, user } from '../../storage/schema/auth.ts';

/** Whose link it is. */
export interface Invited {
  readonly userId: string;
  readonly name: string;
  readonly email: string;
  readonly expiresAt: Date;
}

const INVITED = { userId: invitation.userId, name: user.name, email: user.email, expiresAt: invitation.expiresAt };

export const invitationStore = {
  /** In place of an older link. Answers whose it is. */
  save: async (tx: Transaction, link: typeof invitation.$inferInsert): Promise<{ name: string; email: string }> => {
    const { userId, ...set } = link;
    await tx.insert(invitation).values(link).onConflictDoUpdate({ target: invitation.userId, set });
    const [person] = await tx.select({ name: user.name, email: user.email }).from(user).where(eq(user.id, userId));
    return person!;
  },

  remove: async (tx: Transaction, userId: string): Promise<void> => {
    await tx.delete(invitation).where(eq(invitation.userId, userId));
  },

  /** Who signs in with this address; undefined: nobody. Held until the end of the transaction. */
  lockByEmail: async (tx: Transaction, email: string): Promise<{ readonly id: string } | undefined> =>
    (
      await tx
        .select({ id: user.id })
        .from(user)
        .where(and(eq(user.email, email), isNull(user.removedAt)))
        .for('update')
    )[0],

  find: async (executor: Executor, tokenHash: string, now: Date): Promise<Invited | undefined> =>
    (
      await executor
        .select(INVITED)
        .from(invitation)
        .innerJoin(user, eq(user.id, invitation.userId))
        .where(and(eq(invitation.tokenHash, tokenHash), gt(invitation.expiresAt, now), isNull(user.removedAt)))
    )[0],

  /** Uses it up: of two who come at once, the second finds nothing. */
  take: async (tx: Transaction, tokenHash: string, now: Date): Promise<Invited | undefined> => {
    const found = await invitationStore.find(tx, tokenHash, now);
    const taken = await tx.delete(invitation).where(eq(invitation.tokenHash, tokenHash)).returning({ userId: invitation.userId });
    return taken.length === 0 ? undefined : found;
  },

  setPassword: async (
    tx: Transaction,
    {
      userId,
      passwordHash,
      accountId,
      name,
      timeZone,
      at,
    }: { userId: string; passwordHash: string; accountId: string; name: string; timeZone: string | undefined; at: Date },
  ): Promise<void> => {
    await tx
      .update(user)
      .set({ name, updatedAt: at, ...(timeZone === undefined ? {} : { timeZone }) })
      .where(eq(user.id, userId));
    await tx.delete(session).where(eq(session.userId, userId));
    await tx.delete(account).where(and(eq(account.userId, userId), eq(account.providerId, 'credential')));
    const credential = { id: accountId, accountId: userId, providerId: 'credential', userId, password: passwordHash };
    await tx.insert(account).values({ ...credential, createdAt: at, updatedAt: at });
  },
};

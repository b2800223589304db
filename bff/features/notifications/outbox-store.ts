import { and, eq, inArray, lte, type SQL, sql } from 'drizzle-orm';
import { GIVE_UP_AFTER_MS, KEPT_FOR_MS } from '../../domain/notifications/retry.ts';
import { type Instant, instant } from '../../domain/time/instant.ts';
import { type Executor, type Transaction, tables } from '../../storage/database.ts';

const { mail, notice } = tables;

const waiting = inArray(mail.state, ['queued', 'retrying']);
const unleased = (now: Instant) => sql`(${mail.leasedUntil} is null or ${mail.leasedUntil} <= ${new Date(now)})`;

/** What changed with a mail, as it is announced. */
export type Told = { readonly topic: 'notifications' | 'users'; readonly id: string };
const tellOf = { noticeId: mail.noticeId, personId: mail.personId };
export const told = ({ noticeId, personId }: Pick<typeof mail.$inferSelect, 'noticeId' | 'personId'>): Told =>
  noticeId === null ? { topic: 'users', id: personId! } : { topic: 'notifications', id: noticeId };

/** A mail that one sender has to itself until its lease ends. */
export interface ClaimedMail {
  readonly id: string;
  readonly noticeId: string | null;
  readonly personId: string | null;
  readonly email: string;
  readonly messageId: string;
  /** Absent: it invites a person. */
  readonly event: string | null;
  readonly subject: string;
  /** In the clear, or sealed. */
  readonly text: string | null;
  readonly sealedText: string | null;
  /** This attempt counted. */
  readonly attempts: number;
  readonly giveUpAt: Date;
}

export interface Claim {
  readonly now: Instant;
  readonly leasedUntil: Instant;
  /** Known to the claimer alone: a result that comes after the lease has gone to another changes nothing. */
  readonly token: string;
  readonly limit: number;
}

/** Takes due mails, longest due first; those that another replica is taking this moment are left to it. */
export async function claimMails(tx: Transaction, { now, leasedUntil, token, limit }: Claim): Promise<ClaimedMail[]> {
  const due = await tx
    .select({
      id: mail.id,
      event: notice.event,
      subject: sql<string>`coalesce(${mail.subject}, ${notice.subject}, '')`,
      text: notice.body,
    })
    .from(mail)
    .leftJoin(notice, eq(notice.id, mail.noticeId))
    .where(and(waiting, lte(mail.nextAttemptAt, new Date(now)), unleased(now)))
    .orderBy(mail.nextAttemptAt, mail.id)
    .limit(limit)
    .for('update', { of: mail, skipLocked: true });
  if (due.length === 0) return [];
  const written = new Map(due.map((one) => [one.id, one]));
  const claimed = await tx
    .update(mail)
    .set({ leasedUntil: new Date(leasedUntil), leaseToken: token, attempts: sql`${mail.attempts} + 1`, lastAttemptAt: new Date(now) })
    .where(inArray(mail.id, [...written.keys()]))
    .returning({
      ...{ id: mail.id, ...tellOf, email: mail.email, messageId: mail.messageId, sealedText: mail.sealedText },
      ...{ attempts: mail.attempts, giveUpAt: mail.giveUpAt },
    });
  return claimed.map((one) => ({ ...one, ...written.get(one.id)! }));
}

/** What became of an attempt. */
export type Settled =
  | { readonly state: 'sent'; readonly at: Instant; readonly response: string }
  | { readonly state: 'retrying'; readonly nextAttemptAt: Instant; readonly problem: string; readonly response?: string | undefined }
  | { readonly state: 'bounced'; readonly problem: string; readonly response?: string | undefined };

/** Writes it down, if the lease is still the claimer's. */
export async function settleMail(tx: Transaction, { id, token }: { id: string; token: string }, settled: Settled): Promise<void> {
  await tx
    .update(mail)
    .set({
      state: settled.state,
      sentAt: settled.state === 'sent' ? new Date(settled.at) : null,
      problem: settled.state === 'sent' ? null : settled.problem,
      response: settled.response ?? null,
      nextAttemptAt: settled.state === 'retrying' ? new Date(settled.nextAttemptAt) : null,
      leasedUntil: null,
      leaseToken: null,
      ...(settled.state === 'retrying' ? {} : { sealedText: null }),
    })
    .where(and(eq(mail.id, id), eq(mail.leaseToken, token)));
}

/** Gives mails back that were claimed and not tried. */
export async function releaseMails(tx: Transaction, ids: readonly string[], token: string): Promise<void> {
  if (ids.length === 0) return;
  await tx
    .update(mail)
    .set({ leasedUntil: null, leaseToken: null, attempts: sql`${mail.attempts} - 1` })
    .where(and(inArray(mail.id, [...ids]), eq(mail.leaseToken, token)));
}

const NO_SERVER = 'No mail server is set up. It is sent if one is set up within a day.';

const toldOf = async (rows: Promise<readonly Parameters<typeof told>[0][]>): Promise<readonly Told[]> => (await rows).map(told);

/** Without a mail server everything that waits is kept. Answers what this changed. */
export const keepWaiting = (tx: Transaction, now: Instant): Promise<readonly Told[]> =>
  toldOf(
    tx
      .update(mail)
      .set({ state: 'kept', nextAttemptAt: null, problem: NO_SERVER })
      .where(and(waiting, unleased(now)))
      .returning(tellOf),
  );

const keptSince = (now: Instant) => and(eq(mail.state, 'kept'), sql`${mail.createdAt} > ${new Date(now - KEPT_FOR_MS)}`);

/** There is a mail server now: what was kept is sent, unless it is older than a day. Answers what this changed. */
export const queueKept = (tx: Transaction, now: Instant): Promise<readonly Told[]> =>
  toldOf(
    tx
      .update(mail)
      .set({ ...queued(now), problem: null })
      .where(keptSince(now))
      .returning(tellOf),
  );

const queued = (now: Instant) => ({
  state: 'queued' as const,
  nextAttemptAt: new Date(now),
  giveUpAt: new Date(now + GIVE_UP_AFTER_MS),
});

/** Mails that are sent as soon as there is a mail server. */
export const countKept = (executor: Executor, now: Instant): Promise<number> => executor.$count(mail, keptSince(now));

/** What could not be handed over for a day is given up. Answers what this changed. */
export const giveUp = (tx: Transaction, now: Instant): Promise<readonly Told[]> =>
  toldOf(
    tx
      .update(mail)
      .set({
        state: 'bounced',
        nextAttemptAt: null,
        sealedText: null,
        problem: sql`'Given up after a day. ' || coalesce(${mail.problem}, 'It was never tried.')`,
      })
      .where(and(waiting, lte(mail.giveUpAt, new Date(now)), unleased(now)))
      .returning(tellOf),
  );

/** A person asks for another try of everything that was not sent; what is being sent this moment is left alone. Answers how many. */
export async function sendAgain(tx: Transaction, noticeId: string, now: Instant): Promise<number> {
  const rows = await tx
    .update(mail)
    .set({ ...queued(now), problem: null })
    .where(and(eq(mail.noticeId, noticeId), sql`${mail.state} <> 'sent'`, unleased(now)))
    .returning({ id: mail.id });
  return rows.length;
}

/** When the next mail is due, or the next lease of a sender that died runs out. */
export async function nextMailAt(executor: Executor): Promise<Instant | undefined> {
  const at: SQL<number | null> = sql`(extract(epoch from min(greatest(${mail.nextAttemptAt}, ${mail.leasedUntil}))) * 1000)::float8`;
  const [row] = await executor.select({ at }).from(mail).where(waiting);
  return row?.at == null ? undefined : instant(Math.ceil(row.at));
}

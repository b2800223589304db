import { and, isNotNull, lt } from 'drizzle-orm';
import { DAY_MS, type Instant } from '../../domain/time/instant.ts';
import { type Executor, tables } from '../../storage/database.ts';

const { notice, mail } = tables;

/** What was sent, to whom, can be looked up for so long. */
export const REMEMBERED_MS = 365 * DAY_MS;

/** Forgets notices owed longer ago, with their mails; one that is not written yet stays. */
export async function forgetNotices(executor: Executor, now: Instant): Promise<void> {
  await executor.delete(notice).where(and(isNotNull(notice.composedAt), lt(notice.owedAt, new Date(now - REMEMBERED_MS))));
}

/** No link in a mail to one person is good for longer. */
const PERSONAL_MS = 7 * DAY_MS;

/** Forgets what invited somebody longer ago: a mail that was kept for want of a mail server, too. */
export async function forgetPersonalMails(executor: Executor, now: Instant): Promise<void> {
  await executor.delete(mail).where(and(isNotNull(mail.personId), lt(mail.createdAt, new Date(now - PERSONAL_MS))));
}

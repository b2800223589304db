import { and, isNotNull, lt } from 'drizzle-orm';
import { DAY_MS, type Instant } from '../../domain/time/instant.ts';
import { type Executor, tables } from '../../storage/database.ts';

const { notice } = tables;

/** What was sent, to whom, can be looked up for so long. */
export const REMEMBERED_MS = 365 * DAY_MS;

/** Forgets notices owed longer ago, with their mails; one that is not written yet stays. */
export async function forgetNotices(executor: Executor, now: Instant): Promise<void> {
  await executor.delete(notice).where(and(isNotNull(notice.composedAt), lt(notice.owedAt, new Date(now - REMEMBERED_MS))));
}

import { and, eq, inArray, type SQL, sql } from 'drizzle-orm';
import type { Actor } from '../../domain/identity/role.ts';
import { ALERT_EVENTS } from '../../domain/notifications/compose-alert.ts';
import { NOTICE_EVENTS } from '../../domain/notifications/notice.ts';
import { anyText, choiceOf, daysLast, type ListFilter } from '../../domain/search/list-filter.ts';
import { DAY_MS, type Instant } from '../../domain/time/instant.ts';
import { type Executor, tables } from '../../storage/database.ts';
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
import { visibleTo } from '../../storage/visible-to.ts';

const { notice, mail } = tables;
export type NoticeRow = typeof notice.$inferSelect;
export type MailRow = typeof mail.$inferSelect;

const STATES = ['queued', 'sent', 'retrying', 'bounced', 'kept'] as const;

export const NOTICE_TERMS = {
  event: choiceOf([...NOTICE_EVENTS, ...ALERT_EVENTS]),
  state: choiceOf(STATES),
  /** Id or part of the title. */
  schedule: anyText,
  /** Part of an address. */
  to: anyText,
  owed: daysLast,
};

export const NOTICE_SORTS: SortFields = {
  fields: { owedAt: { by: notice.owedAt, type: 'instant' } },
  id: notice.id,
  standard: 'owedAt:desc',
};

export interface NoticeListRequest {
  readonly actor: Actor;
  readonly filter: ListFilter<typeof NOTICE_TERMS>;
  readonly page: KeysetPage;
  readonly now: Instant;
}

export async function listNotices(executor: Executor, { actor, filter, page, now }: NoticeListRequest) {
  const matching = and(visibleTo(actor, 'schedules.read', notice), ...conditions(filter, now));
  const selected = await executor
    .select({ row: notice, id: notice.id, sortValue: sortValue(page, NOTICE_SORTS) })
    .from(notice)
    .where(and(matching, afterCursor(page, NOTICE_SORTS)))
    .orderBy(pageOrder(page, NOTICE_SORTS))
    .limit(rowsToRead(page));
  const { rows, nextCursor } = toPage(selected, page);
  return { rows: rows.map(({ row }) => row), nextCursor, count: await executor.$count(notice, matching) };
}

const hasMail = (condition: SQL) => sql`exists (select 1 from ${mail} where ${mail.noticeId} = ${notice.id} and ${condition})`;

function conditions({ terms, words }: NoticeListRequest['filter'], now: Instant): SQL[] {
  const found: SQL[] = [];
  if (terms.event) found.push(inArray(notice.event, [...terms.event]));
  if (terms.state) found.push(hasMail(inArray(mail.state, [...terms.state])));
  if (terms.owed) found.push(sql`${notice.owedAt} >= ${new Date(now - terms.owed * DAY_MS)}`);
  for (const text of terms.to ?? []) found.push(hasMail(sql`${mail.email} ilike ${likePart(text)}`));
  for (const text of terms.schedule ?? [])
    found.push(sql`(${notice.scheduleId}::text = ${text.toLowerCase()} or ${notice.scheduleTitle} ilike ${likePart(text)})`);
  for (const word of words) {
    const part = likePart(word);
    found.push(
      sql`(${notice.scheduleTitle} ilike ${part} or ${notice.subject} ilike ${part} or ${hasMail(sql`${mail.email} ilike ${part}`)})`,
    );
  }
  return found;
}

export async function readNotice(executor: Executor, id: string): Promise<NoticeRow | undefined> {
  const [row] = await executor.select().from(notice).where(eq(notice.id, id));
  return row;
}

export type MailCounts = Readonly<Record<(typeof STATES)[number], number>>;

/** How many mails of each notice are in which state. */
export async function countMails(executor: Executor, noticeIds: readonly string[]): Promise<ReadonlyMap<string, MailCounts>> {
  const found = new Map<string, MailCounts>();
  if (noticeIds.length === 0) return found;
  const rows = await executor
    .select({ noticeId: mail.noticeId, state: mail.state, count: sql<number>`count(*)::int` })
    .from(mail)
    .where(inArray(mail.noticeId, [...noticeIds]))
    .groupBy(mail.noticeId, mail.state);
  for (const { noticeId, state, count } of rows)
    if (noticeId !== null) found.set(noticeId, { ...NO_MAILS, ...found.get(noticeId), [state]: count });
  return found;
}

export const NO_MAILS: MailCounts = { queued: 0, sent: 0, retrying: 0, bounced: 0, kept: 0 };

const FIRST_SHOWN = 5;
const WORST_FIRST = sql`array_position(array['bounced','retrying','kept','queued','sent'], m.state)`;

/** Up to five mails of each notice, those with a problem first. */
export async function firstMails(executor: Executor, noticeIds: readonly string[]): Promise<readonly MailRow[]> {
  if (noticeIds.length === 0) return [];
  const picked = await executor.execute<{ id: string }>(sql`
    select f.id from unnest(array[${sql.join([...noticeIds], sql`, `)}]::uuid[]) as n(id)
    cross join lateral (select m.id from ${mail} m where m.notice_id = n.id order by ${WORST_FIRST}, m.email limit ${FIRST_SHOWN}) as f`);
  const ids = picked.rows.map(({ id }) => id);
  if (ids.length === 0) return [];
  return executor
    .select()
    .from(mail)
    .where(inArray(mail.id, ids))
    .orderBy(sql`array_position(array['bounced','retrying','kept','queued','sent'], ${mail.state})`, mail.email);
}

export const RECIPIENT_TERMS = { state: choiceOf(STATES) };

export const RECIPIENT_SORTS: SortFields = {
  fields: { email: { by: sql`lower(${mail.email})`, type: 'text' } },
  id: mail.id,
  standard: 'email:asc',
};

export interface RecipientRequest {
  readonly noticeId: string;
  readonly filter: ListFilter<typeof RECIPIENT_TERMS>;
  readonly page: KeysetPage;
}

export async function listRecipients(executor: Executor, { noticeId, filter, page }: RecipientRequest) {
  const { terms, words } = filter;
  const matching = and(
    eq(mail.noticeId, noticeId),
    terms.state && inArray(mail.state, [...terms.state]),
    ...words.map((word) => sql`${mail.email} ilike ${likePart(word)}`),
  );
  const selected = await executor
    .select({ row: mail, id: mail.id, sortValue: sortValue(page, RECIPIENT_SORTS) })
    .from(mail)
    .where(and(matching, afterCursor(page, RECIPIENT_SORTS)))
    .orderBy(pageOrder(page, RECIPIENT_SORTS))
    .limit(rowsToRead(page));
  const { rows, nextCursor } = toPage(selected, page);
  return { rows: rows.map(({ row }) => row), nextCursor, count: await executor.$count(mail, matching) };
}

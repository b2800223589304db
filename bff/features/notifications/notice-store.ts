import { and, eq, isNull } from 'drizzle-orm';
import type { NoticeScan } from '../../domain/notifications/describe-scan-end.ts';
import type { OwedNotice } from '../../domain/notifications/notice.ts';
import { GIVE_UP_AFTER_MS } from '../../domain/notifications/retry.ts';
import { type Instant, instant } from '../../domain/time/instant.ts';
import { type Executor, type Transaction, tables } from '../../storage/database.ts';
import { insertMany } from '../../storage/insert-many.ts';
import type { NoticeRow } from './notice-list-store.ts';

const { notice, mail, scan } = tables;

/** Writes what is owed, in one statement; what was owed before stays as it was. */
export function insertNotices(tx: Transaction, notices: readonly (OwedNotice & { readonly id: string })[]): Promise<void> {
  return insertMany(
    tx,
    notice,
    notices.map(({ id, of, facts, key, owedAt }) => ({
      id,
      event: facts.event,
      scheduleId: of.id,
      scheduleTitle: of.title,
      timeZone: of.timeZone,
      ownerId: of.ownerId,
      businessUnitId: of.businessUnitId ?? null,
      key,
      facts,
      message: of.notifications[facts.event]?.message ?? '',
      groupIds: [...of.notifications.distributionGroupIds],
      nominalAt: 'at' in facts && facts.event !== 'deactivated' ? new Date(facts.at) : null,
      scanId: 'scanId' in facts ? (facts.scanId ?? null) : null,
      owedAt: new Date(owedAt),
    })),
    'left',
  );
}

/** Notices whose mails are not written yet, longest owed first. */
export async function uncomposedIds(executor: Executor, limit: number): Promise<readonly string[]> {
  const rows = await executor
    .select({ id: notice.id })
    .from(notice)
    .where(isNull(notice.composedAt))
    .orderBy(notice.owedAt, notice.id)
    .limit(limit);
  return rows.map(({ id }) => id);
}

/** Reads it if its mails are not written yet and nobody else is writing them. */
export async function lockUncomposed(tx: Transaction, id: string): Promise<NoticeRow | undefined> {
  const [row] = await tx
    .select()
    .from(notice)
    .where(and(eq(notice.id, id), isNull(notice.composedAt)))
    .for('update', { skipLocked: true });
  return row;
}

/** A mail that is to be sent. */
export interface NewMail {
  readonly id: string;
  readonly email: string;
  readonly messageId: string;
}

export interface Composition {
  readonly noticeId: string;
  readonly subject: string;
  readonly text: string;
  readonly mails: readonly NewMail[];
  readonly at: Instant;
}

/** The text of a notice and its mails, due at once. */
export async function saveComposition(tx: Transaction, { noticeId, subject, text, mails, at }: Composition): Promise<void> {
  const now = new Date(at);
  await tx.update(notice).set({ subject, body: text, composedAt: now }).where(eq(notice.id, noticeId));
  await insertMany(
    tx,
    mail,
    mails.map((one) => ({
      ...one,
      noticeId,
      state: 'queued' as const,
      attempts: 0,
      nextAttemptAt: now,
      giveUpAt: new Date(at + GIVE_UP_AFTER_MS),
      createdAt: now,
    })),
  );
}

/** A scan that has ended, as a mail tells of it. */
export async function readNoticeScan(executor: Executor, id: string): Promise<NoticeScan | undefined> {
  const [row] = await executor.select().from(scan).where(eq(scan.id, id));
  if (row === undefined) return undefined;
  const at = (date: Date | null) => (date === null ? undefined : instant(date.getTime()));
  return {
    number: row.number,
    dueAt: at(row.dueAt ?? row.queuedAt)!,
    startedAt: at(row.startedAt),
    endedAt: at(row.endedAt ?? row.queuedAt)!,
    outcome: row.outcome ?? undefined,
    errorReason: row.errorReason ?? undefined,
    hostsTotal: row.hostsTotal,
    hostsDone: row.hostsDone,
    hostsAlive: row.hostsAlive,
    findings: [row.s5, row.s4, row.s3, row.s2, row.s1],
  };
}

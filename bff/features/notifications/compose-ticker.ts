import { composeAlert, isAlert } from '../../domain/notifications/compose-alert.ts';
import { composeNotice } from '../../domain/notifications/compose-notice.ts';
import { recipientsOf } from '../../domain/notifications/recipients.ts';
import { type Clock, type Instant, instant, plus, SECOND_MS } from '../../domain/time/instant.ts';
import { messageIdOf } from '../../mail/message-id.ts';
import type { Database } from '../../storage/database.ts';
import { isPassing } from '../../storage/database-error.ts';
import type { UnitOfWork, Work } from '../../storage/unit-of-work.ts';
import { readGroups } from './group-store.ts';
import type { NoticeRow } from './notice-list-store.ts';
import { lockUncomposed, readNoticeScan, saveComposition, uncomposedIds } from './notice-store.ts';
import { managerEmails, readPerson } from './recipient-store.ts';

export interface ComposeDeps {
  readonly db: Database;
  readonly uow: UnitOfWork;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly publicUrl: string;
  /** One notice that cannot be written stops no other. */
  readonly onError: (error: unknown, noticeId: string) => void;
}

const BATCH = 100;
/** A notice that could not be written is tried again. */
const RETRY_MS = 30 * SECOND_MS;

/** Writes the mails of what is owed: who gets them is decided now, each address once. On any number of replicas. */
export function createComposeRound(deps: ComposeDeps) {
  const { db, uow, onError } = deps;
  const composeOne = (id: string) =>
    uow(async (work) => {
      const row = await lockUncomposed(work.tx, id);
      if (row !== undefined) await compose(work, row, deps);
      return row !== undefined;
    });
  return async (): Promise<Instant | undefined> => {
    // Those that failed, and those that another replica is writing this moment.
    const left = new Set<string>();
    for (;;) {
      const ids = (await uncomposedIds(db, BATCH + left.size)).filter((id) => !left.has(id));
      if (ids.length === 0) return left.size === 0 ? undefined : plus(deps.clock(), RETRY_MS);
      for (const id of ids) {
        try {
          if (!(await composeOne(id))) left.add(id);
        } catch (error) {
          if (isPassing(error)) throw error;
          left.add(id);
          onError(error, id);
        }
      }
    }
  };
}

async function compose(work: Work, row: NoticeRow, { clock, newId, publicUrl }: ComposeDeps): Promise<void> {
  const groups = await readGroups(work.tx, row.groupIds);
  const composed = await write(work, row, publicUrl);
  const owner = await readPerson(work.tx, row.ownerId);
  const managers = isAlert(row.facts) && row.facts.managers ? await managerEmails(work.tx) : [];
  const emails = recipientsOf(owner?.email, [managers, ...groups.map((group) => group.emails)]);
  const mails = emails.map((email) => {
    const id = newId();
    return { id, email, messageId: messageIdOf(id, publicUrl) };
  });
  await saveComposition(work.tx, { noticeId: row.id, ...composed, mails, at: clock() });
  work.announce('notifications', row.id);
}

async function write(work: Work, row: NoticeRow, publicUrl: string) {
  const { facts, message, timeZone, scheduleId, scheduleTitle: title } = row;
  const owedAt = instant(row.owedAt.getTime());
  if (isAlert(facts)) return composeAlert({ applianceId: scheduleId, name: title, alert: facts, owedAt, publicUrl });
  const scan = facts.event === 'completed' ? await readNoticeScan(work.tx, facts.scanId) : undefined;
  return composeNotice({ title, scheduleId, timeZone, facts, message, owedAt, scan, publicUrl });
}

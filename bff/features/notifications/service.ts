import type { Notification } from '../../contract/notifications.ts';
import type { ListInput } from '../../contract/page.ts';
import { can, type Permission } from '../../domain/identity/can.ts';
import type { Actor } from '../../domain/identity/role.ts';
import { refuse } from '../../domain/refusal.ts';
import { parseListFilter } from '../../domain/search/list-filter.ts';
import type { Clock } from '../../domain/time/instant.ts';
import { unwrap } from '../../domain/unwrap.ts';
import type { Database, Executor } from '../../storage/database.ts';
import { readPageRequest } from '../../storage/keyset-page.ts';
import type { UnitOfWork } from '../../storage/unit-of-work.ts';
import * as store from './notice-list-store.ts';
import { sendAgain } from './outbox-store.ts';
import { presentNotice, presentRecipient } from './present.ts';

export interface NotificationServiceDeps {
  readonly db: Database;
  readonly uow: UnitOfWork;
  readonly clock: Clock;
}

/** What was sent, to whom, when, or why not; visible to whoever sees the schedule. */
export function createNotificationService({ db, uow, clock }: NotificationServiceDeps) {
  return {
    list: async (actor: Actor, input: ListInput) => {
      const request = unwrap({
        filter: parseListFilter(input.query, store.NOTICE_TERMS),
        page: readPageRequest(input, store.NOTICE_SORTS),
      });
      const { rows, nextCursor, count } = await store.listNotices(db, { ...request, actor, now: clock() });
      return { items: await withMails(db, rows), nextCursor, total: { count, exact: true } };
    },
    get: async (actor: Actor, id: string) => {
      const row = requireNotice(actor, 'schedules.read', await store.readNotice(db, id));
      const [found] = await withMails(db, [row]);
      return { ...found!, ...(row.body === null ? {} : { text: row.body }) };
    },
    recipients: async (actor: Actor, { id, ...input }: ListInput & { readonly id: string }) => {
      requireNotice(actor, 'schedules.read', await store.readNotice(db, id));
      const request = unwrap({
        filter: parseListFilter(input.query, store.RECIPIENT_TERMS),
        page: readPageRequest(input, store.RECIPIENT_SORTS),
      });
      const { rows, nextCursor, count } = await store.listRecipients(db, { ...request, noticeId: id });
      return { items: rows.map(presentRecipient), nextCursor, total: { count, exact: true } };
    },
    /** Sends again what bounced, was kept, or waits for its next try. What was sent is not sent twice. */
    retry: (actor: Actor, id: string): Promise<{ queued: number }> =>
      uow(async (work) => {
        const row = requireNotice(actor, 'schedules.write', await store.readNotice(work.tx, id));
        const queued = await sendAgain(work.tx, id, clock());
        const after = { subject: row.subject, queued };
        await work.audit({ actor, action: 'notification.retried', objectType: 'notification', objectId: id, after });
        work.announce('notifications', id);
        return { queued };
      }),
  };
}

/** What a person may not see does not exist for them. */
function requireNotice(actor: Actor, permission: Permission, row: store.NoticeRow | undefined): store.NoticeRow {
  const owned = row && { ownerId: row.ownerId, businessUnitId: row.businessUnitId ?? undefined };
  if (row === undefined || !can(actor, 'schedules.read', owned)) throw refuse.notFound('notification');
  if (!can(actor, permission, owned)) throw refuse.notPermitted();
  return row;
}

async function withMails(executor: Executor, rows: readonly store.NoticeRow[]): Promise<Notification[]> {
  const ids = rows.map(({ id }) => id);
  const counts = await store.countMails(executor, ids);
  const mails = await store.firstMails(executor, ids);
  return rows.map((row) => presentNotice(row, mails, counts.get(row.id)));
}

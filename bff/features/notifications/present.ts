import type { Notification, NotificationRecipient } from '../../contract/notifications.ts';
import { isAlert } from '../../domain/notifications/compose-alert.ts';
import { instant, toIso } from '../../domain/time/instant.ts';
import { type MailCounts, type MailRow, NO_MAILS, type NoticeRow } from './notice-list-store.ts';

const isoOf = (date: Date): string => toIso(instant(date.getTime()));
const when = <Name extends string>(name: Name, date: Date | null) =>
  (date === null ? {} : { [name]: isoOf(date) }) as { readonly [K in Name]?: string };

/** A mail that waits has a next attempt; one that was sent or given up has none, whatever its row remembers. */
export function presentRecipient(row: MailRow): NotificationRecipient {
  const waits = row.state === 'queued' || row.state === 'retrying';
  return {
    ...{ id: row.id, email: row.email, state: row.state, attempts: row.attempts },
    ...when('sentAt', row.sentAt),
    ...when('lastAttemptAt', row.lastAttemptAt),
    ...when('nextAttemptAt', waits ? row.nextAttemptAt : null),
    ...(row.problem === null ? {} : { problem: row.problem }),
    ...(row.response === null ? {} : { response: row.response }),
  };
}

const aboutOf = ({ facts, scheduleId }: NoticeRow) => (isAlert(facts) ? { applianceId: scheduleId } : { scheduleId });

export function presentNotice(row: NoticeRow, mails: readonly MailRow[], counts: MailCounts = NO_MAILS): Notification {
  return {
    ...{ id: row.id, event: row.event, ...aboutOf(row), scheduleTitle: row.scheduleTitle, timeZone: row.timeZone, counts },
    owedAt: isoOf(row.owedAt),
    ...when('nominalAt', row.nominalAt),
    ...(row.scanId === null ? {} : { scanId: row.scanId }),
    ...(row.subject === null ? {} : { subject: row.subject }),
    recipients: mails.filter(({ noticeId }) => noticeId === row.id).map(presentRecipient),
  };
}

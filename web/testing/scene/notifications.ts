import type { DistributionGroup } from '#contract/distribution-groups';
import type { Notification, NotificationRecipient } from '#contract/notifications';
import { minutesFromNow, PEOPLE, sceneId } from './identity.ts';

/** What the fake keeps of a notification. */
export type SceneNotification = Notification & { readonly text: string; readonly all: readonly NotificationRecipient[] };

const group = (n: number, name: string, emails: readonly string[], usedBy: number): DistributionGroup => ({
  ...{ id: sceneId(6, n), revision: 1, name, emailCount: emails.length, usedBy, usedByAlerts: false, mayChange: true },
  owner: PEOPLE.MO,
  emails: [...emails],
});

export const SCENE_GROUPS: readonly DistributionGroup[] = [
  group(1, 'DMZ operations', ['dmz-ops@corp.example', 'noc@corp.example', 'j.keller@corp.example'], 3),
  group(2, 'Security leads', ['s.iyer@corp.example', 'l.brandt@corp.example'], 1),
  group(3, 'Branch offices', ['tokyo@corp.example'], 0),
];

type Mail = Pick<NotificationRecipient, 'email' | 'state'> & Partial<NotificationRecipient>;

const BEFORE = 'Scanners reach the DMZ from 10.20.8.16 on. Call the NOC before you block them.';

function notification(
  n: number,
  about: Pick<Notification, 'event' | 'scheduleTitle'> & { subject: string; text: string },
  mails: readonly Mail[],
) {
  const all = mails.map(
    (mail, i): NotificationRecipient => ({ id: sceneId(7, n * 10 + i), attempts: 1, lastAttemptAt: minutesFromNow(-n * 40), ...mail }),
  );
  const count = (state: NotificationRecipient['state']) => all.filter((mail) => mail.state === state).length;
  return {
    ...{ id: sceneId(5, n), scheduleId: sceneId(1, n), timeZone: 'America/Los_Angeles', owedAt: minutesFromNow(-n * 40), ...about },
    counts: { queued: count('queued'), sent: count('sent'), retrying: count('retrying'), bounced: count('bounced'), kept: count('kept') },
    recipients: all.slice(0, 5),
    all,
  } satisfies SceneNotification;
}

const sent = (email: string): Mail => ({ email, state: 'sent', sentAt: minutesFromNow(-30), response: '250 2.0.0 Ok: queued as 4F2C91' });

/** Newest first, in every state. */
export const SCENE_NOTIFICATIONS: readonly SceneNotification[] = [
  notification(
    1,
    {
      event: 'before',
      scheduleTitle: 'Weekly DMZ',
      subject: 'Upcoming: Weekly DMZ, Thu 5 Mar 11:30 PST',
      text: `${BEFORE}\n\nA scan is due at Thu 5 Mar 11:30 PST (2026-03-05 19:30 UTC).\nYou asked to be told 1 hour before.\n`,
    },
    [sent('mara.okafor@corp.example'), sent('dmz-ops@corp.example'), sent('noc@corp.example')],
  ),
  notification(
    2,
    {
      event: 'skipped',
      scheduleTitle: 'Payment gateways',
      subject: 'Skipped: Payment gateways, Thu 5 Mar 02:30 PST',
      text: 'The scan due at Thu 5 Mar 02:30 PST was skipped.\nThe previous scan had not ended: running.\n',
    },
    [
      {
        email: 'j.keller@corp.example',
        state: 'bounced',
        problem: 'The mail server refused the mail for good',
        response: '550 5.1.1 <j.keller@corp.example>: Recipient address rejected: User unknown',
      },
      sent('s.iyer@corp.example'),
    ],
  ),
  notification(
    3,
    {
      event: 'delayed',
      scheduleTitle: 'Tokyo branch network',
      subject: 'Delayed: Tokyo branch network, Thu 5 Mar 02:00 JST',
      text: 'The scan due at Thu 5 Mar 02:00 JST was launched at Thu 5 Mar 02:12 JST, 12 min late.\n',
    },
    [
      {
        email: 'tokyo@corp.example',
        state: 'retrying',
        attempts: 3,
        nextAttemptAt: minutesFromNow(4),
        problem: 'The mail server could not take the mail yet',
        response: '451 4.7.1 Greylisted, try again later',
      },
    ],
  ),
  notification(
    4,
    {
      event: 'completed',
      scheduleTitle: 'Mail gateways, continuous',
      subject: 'Finished: Mail gateways, continuous, Wed 4 Mar 09:05 PST',
      text: 'Scan 1201, due at Wed 4 Mar 09:05 PST, finished at Wed 4 Mar 10:02 PST after 57 min.\n',
    },
    [
      {
        email: 'l.brandt@corp.example',
        state: 'kept',
        attempts: 0,
        problem: 'No mail server is set up. It is sent if one is set up within a day.',
      },
    ],
  ),
];

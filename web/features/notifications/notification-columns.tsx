import type { Notification } from '#contract/notifications';
import { Status } from '../../ui/status/status.tsx';
import type { Column, RowCard } from '../../ui/table/columns.ts';
import { RelativeTime } from '../../ui/time/time-text.tsx';
import { AboutLink } from './about-link.tsx';
import { EVENT_WORDS, worstState } from './notification-words.ts';

export function MailStatus({ notification }: { readonly notification: Notification }) {
  const worst = worstState(notification);
  if (worst === undefined) return <span className="text-3">Nobody to tell</span>;
  const problem = notification.recipients.find(({ state }) => state === worst.state)?.problem;
  return (
    <Status
      name={worst.state}
      {...(worst.of !== '' && { qualifier: worst.of })}
      {...(problem !== undefined && worst.state !== 'sent' && { reason: problem })}
    />
  );
}

const total = ({ counts }: Notification) => Object.values(counts).reduce((sum, one) => sum + one, 0);

/** The first addresses, and how many more. */
function toWhom(notification: Notification): string {
  const shown = notification.recipients.slice(0, 2).map(({ email }) => email);
  const more = total(notification) - shown.length;
  return `${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

const Owed = ({ notification }: { readonly notification: Notification }) => (
  <span className="tabular">
    <RelativeTime at={notification.owedAt} scheduleZone={notification.timeZone} />
  </span>
);

export const NOTIFICATION_COLUMNS: readonly Column<Notification>[] = [
  { key: 'owed', head: 'When', sort: 'owedAt', width: '120px', cell: (notification) => <Owed notification={notification} /> },
  {
    key: 'about',
    head: 'About',
    cell: (notification) => (
      <span className="two-lines">
        <span className="cell-name truncate">{EVENT_WORDS[notification.event]}</span>
        <span className="meta truncate">
          <AboutLink notification={notification} />
        </span>
      </span>
    ),
  },
  { key: 'to', head: 'To', cell: (notification) => <span className="truncate text-2">{toWhom(notification)}</span> },
  { key: 'state', head: 'State', width: '300px', cell: (notification) => <MailStatus notification={notification} /> },
];

export const notificationCard = (notification: Notification): RowCard => ({
  title: EVENT_WORDS[notification.event],
  aside: <MailStatus notification={{ ...notification, recipients: [] }} />,
  line: notification.scheduleTitle,
  meta: (
    <>
      <Owed notification={notification} />, {toWhom(notification)}
    </>
  ),
});

export const notificationVersion = ({ counts }: Notification): string => JSON.stringify(counts);

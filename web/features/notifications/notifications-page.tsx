import { IconMail } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { problemOf } from '../../api/problem.ts';
import { FilterBar } from '../../ui/filter/filter-bar.tsx';
import { FilterBox, type FilterField } from '../../ui/filter/filter-box.tsx';
import { ListTable } from '../../ui/list/list-table.tsx';
import { useListUrlState } from '../../ui/list/use-list-url-state.ts';
import { EmptyState } from '../../ui/note/empty-state.tsx';
import { Note } from '../../ui/note/note.tsx';
import { Page, PageBody } from '../../ui/page/page.tsx';
import { PageLink } from '../../ui/page/page-link.tsx';
import { NOTIFICATION_COLUMNS, notificationCard, notificationVersion } from './notification-columns.tsx';
import { NotificationPanel } from './notification-panel.tsx';
import { NotificationsHead } from './notifications-head.tsx';
import { mailSetup, notificationList } from './queries.ts';
import './notifications.css';

const FIELDS: readonly FilterField[] = [
  { name: 'state', hint: 'of any recipient', values: ['sent', 'queued', 'retrying', 'bounced', 'kept'] },
  {
    name: 'event',
    hint: 'what it is about',
    values: ['before', 'completed', 'delayed', 'skipped', 'deactivated', 'appliance-offline', 'appliance-back'],
  },
  { name: 'schedule', hint: 'part of the title' },
  { name: 'to', hint: 'part of an address' },
  { name: 'owed', hint: 'in the last days', values: ['last-1d', 'last-7d', 'last-30d'] },
];

const keyOf = ({ id }: { readonly id: string }) => id;

/** What was sent, to whom, when, or why not. */
export function NotificationsPage() {
  const list = useListUrlState('owedAt:desc');
  const rows = useInfiniteQuery(notificationList(list.input));
  const notifications = useMemo(() => rows.data?.pages.flatMap(({ items }) => items) ?? [], [rows.data]);
  const nothing = (
    <EmptyState icon={IconMail} title="Nothing to tell so far">
      A schedule whose notifications are ticked writes here what it told whom: before a launch, and when one is completed, delayed or
      skipped.
    </EmptyState>
  );
  return (
    <Page>
      <NotificationsHead />
      <FilterBar things="notifications" shown={rows.data?.pages[0]?.total}>
        <FilterBox label="Filter notifications" query={list.query} onChange={list.setQuery} fields={FIELDS} />
      </FilterBar>
      <PageBody panel={list.open !== undefined && <NotificationPanel id={list.open} onClose={() => list.setOpen(undefined)} />}>
        <NoMailServer />
        <ListTable
          things="notifications"
          list={list}
          read={rows}
          problem={problemOf(rows.error)}
          label="Notifications"
          columns={NOTIFICATION_COLUMNS}
          rows={notifications}
          rowKey={keyOf}
          rowLabel={({ subject, scheduleTitle }) => subject ?? scheduleTitle}
          version={notificationVersion}
          card={notificationCard}
          empty={nothing}
        />
      </PageBody>
    </Page>
  );
}

/** Why nothing leaves the house, and where that is changed. */
function NoMailServer() {
  const { data } = useQuery(mailSetup());
  if (data === undefined || data.source !== 'none') return null;
  return (
    <div className="list-note">
      <Note tone="plain">
        No mail server is set up: mails are kept and shown here.
        {data.waiting > 0 && ` ${data.waiting === 1 ? 'One waits' : `${data.waiting} wait`} for one and would then be sent.`}{' '}
        <PageLink to="/setup/mail">Set up mail</PageLink>
      </Note>
    </div>
  );
}

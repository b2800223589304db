import { Button } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { useInfiniteQuery, useMutation, useQuery, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import type { Notification, NotificationRecipient } from '#contract/notifications';
import { client, orpc } from '../../api/client.ts';
import { toProblem } from '../../api/problem.ts';
import { meOptions } from '../../api/session.ts';
import { FailureNote, Note } from '../../ui/note/note.tsx';
import { PageLink } from '../../ui/page/page-link.tsx';
import { PanelSection, SidePanel } from '../../ui/panel/side-panel.tsx';
import { Fact, Facts } from '../../ui/stat/facts.tsx';
import { Status } from '../../ui/status/status.tsx';
import { LoadMore } from '../../ui/table/load-more.tsx';
import { formatNumber } from '../../ui/time/format-duration.ts';
import { TimeText } from '../../ui/time/time-text.tsx';
import { toast } from '../../ui/toast/toast.ts';
import { AboutLink } from './about-link.tsx';
import { EVENT_WORDS, unsent } from './notification-words.ts';
import { notificationById, recipientList } from './queries.ts';

interface NotificationPanelProps {
  readonly id: string;
  readonly onClose: () => void;
}

/** One notification: its text, and how far it has come with each recipient. */
export function NotificationPanel({ id, onClose }: NotificationPanelProps) {
  const read = useQuery(notificationById(id));
  const notification = read.data;
  return (
    <SidePanel title={notification?.subject ?? 'Notification'} width={480} onClose={onClose}>
      {read.isError && notification === undefined && (
        <div className="list-note">
          <FailureNote title="The notification could not be read." {...toProblem(read.error)} onRetry={() => void read.refetch()} />
        </div>
      )}
      {notification !== undefined && (
        <>
          <PanelSection>
            <NotificationFacts notification={notification} />
          </PanelSection>
          <PanelSection title="Recipients" aside={<SendAgain notification={notification} />}>
            <Recipients id={id} timeZone={notification.timeZone} />
          </PanelSection>
          <PanelSection title="Text">
            {notification.text === undefined ? (
              <p className="text-2">It is about to be written.</p>
            ) : (
              <pre className="notification-text">{notification.text}</pre>
            )}
          </PanelSection>
        </>
      )}
    </SidePanel>
  );
}

function NotificationFacts({ notification }: { readonly notification: Notification }) {
  const { event, applianceId, timeZone, owedAt, nominalAt, scanId } = notification;
  return (
    <Facts>
      <Fact label="About">{EVENT_WORDS[event]}</Fact>
      <Fact label={applianceId === undefined ? 'Schedule' : 'Appliance'}>
        <AboutLink notification={notification} />
      </Fact>
      <Fact label="Owed">
        <TimeText at={owedAt} scheduleZone={timeZone} />
      </Fact>
      {nominalAt !== undefined && (
        <Fact label="Launch">
          <TimeText at={nominalAt} scheduleZone={timeZone} />
        </Fact>
      )}
      {scanId !== undefined && (
        <Fact label="Scan">
          <PageLink to="/scans/$id" params={{ id: scanId }}>
            Open the scan
          </PageLink>
        </Fact>
      )}
    </Facts>
  );
}

function SendAgain({ notification }: { readonly notification: Notification }) {
  const { data: me } = useSuspenseQuery(meOptions());
  const queryClient = useQueryClient();
  const count = unsent(notification);
  const retry = useMutation({
    mutationFn: () => client.notifications.retry({ id: notification.id }),
    onSuccess: async ({ queued }) => {
      toast(queued === 1 ? 'One mail is sent again' : `${formatNumber(queued)} mails are sent again`);
      await queryClient.invalidateQueries({ queryKey: orpc.notifications.key() });
    },
    onError: (error) => toast(`Not sent again: ${toProblem(error).message}`),
  });
  if (count === 0 || !me.permissions.includes('schedules.write')) return null;
  return (
    <Button variant="default" size="xs" leftSection={<IconRefresh size={14} />} loading={retry.isPending} onClick={() => retry.mutate()}>
      Send {count === 1 ? 'one' : formatNumber(count)} again
    </Button>
  );
}

function Recipients({ id, timeZone }: { readonly id: string; readonly timeZone: string }) {
  const rows = useInfiniteQuery(recipientList(id));
  const recipients = rows.data?.pages.flatMap(({ items }) => items) ?? [];
  if (rows.isError)
    return <FailureNote title="The recipients could not be read." {...toProblem(rows.error)} onRetry={() => void rows.refetch()} />;
  if (rows.data !== undefined && recipients.length === 0) return <Note tone="plain">Nobody was left to tell: no address remained.</Note>;
  return (
    <>
      <ul className="recipient-list">
        {recipients.map((recipient) => (
          <Recipient key={recipient.id} recipient={recipient} timeZone={timeZone} />
        ))}
      </ul>
      <LoadMore hasMore={rows.hasNextPage} loading={rows.isFetchingNextPage} onMore={() => void rows.fetchNextPage()} />
    </>
  );
}

function Recipient({ recipient, timeZone }: { readonly recipient: NotificationRecipient; readonly timeZone: string }) {
  const { email, state, attempts, sentAt, nextAttemptAt, problem, response } = recipient;
  return (
    <li>
      <div className="recipient-line">
        <span className="truncate">{email}</span>
        <Status name={state} {...(attempts > 1 && { qualifier: `${attempts} tries` })} />
      </div>
      {problem !== undefined && <p className="text-2">{problem}</p>}
      <p className="meta">
        {sentAt !== undefined && (
          <>
            Taken by the mail server <TimeText at={sentAt} scheduleZone={timeZone} />.{' '}
          </>
        )}
        {nextAttemptAt !== undefined && state === 'retrying' && (
          <>
            Tried again <TimeText at={nextAttemptAt} scheduleZone={timeZone} />.{' '}
          </>
        )}
        {response !== undefined && <span className="mono">{response}</span>}
      </p>
    </li>
  );
}

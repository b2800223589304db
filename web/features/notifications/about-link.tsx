import type { Notification } from '#contract/notifications';
import { PageLink } from '../../ui/page/page-link.tsx';

/** To the schedule or the appliance that a notification is about. */
export function AboutLink({ notification: { scheduleId, scheduleTitle } }: { readonly notification: Notification }) {
  if (scheduleId === undefined) return <PageLink to="/appliances">{scheduleTitle}</PageLink>;
  return (
    <PageLink to="/schedules/$id" params={{ id: scheduleId }}>
      {scheduleTitle}
    </PageLink>
  );
}

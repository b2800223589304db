import { IconCalendar, IconList } from '@tabler/icons-react';
import { PageHead } from '../../ui/page/page-head.tsx';
import { PageLink } from '../../ui/page/page-link.tsx';

/** Title, and the switch between the list of schedules and this page. */
export function CalendarHead() {
  const list = (
    <nav className="list-calendar" aria-label="Show schedules as">
      <PageLink to="/schedules" className="list-calendar-part">
        <IconList size={15} stroke={1.8} aria-hidden /> List
      </PageLink>
      <span className="list-calendar-part" data-chosen aria-current="page">
        <IconCalendar size={15} stroke={1.8} aria-hidden /> Calendar
      </span>
    </nav>
  );
  return <PageHead title="Calendar" actions={list} />;
}

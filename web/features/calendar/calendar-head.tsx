import { Button } from '@mantine/core';
import { IconCalendar, IconList, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { meOptions } from '../../api/session.ts';
import { PageHead } from '../../ui/page/page-head.tsx';

/** Schedules as a list, or on this page. */
function ListOrCalendar() {
  return (
    <nav className="list-calendar" aria-label="Show schedules as">
      <Link to="/schedules" className="list-calendar-part">
        <IconList size={15} stroke={1.8} aria-hidden /> List
      </Link>
      <Link to="/calendar" className="list-calendar-part" data-chosen aria-current="page">
        <IconCalendar size={15} stroke={1.8} aria-hidden /> Calendar
      </Link>
    </nav>
  );
}

/** Title, the switch between list and calendar, and the one primary action. */
export function CalendarHead() {
  const { data: me } = useQuery(meOptions());
  const create = me?.permissions.includes('schedules.write') && (
    <Button leftSection={<IconPlus size={16} />} renderRoot={(root) => <Link {...root} to="/schedules/new" />}>
      New schedule
    </Button>
  );
  const actions = (
    <>
      <ListOrCalendar />
      {create}
    </>
  );
  return <PageHead title="Calendar" actions={actions} />;
}

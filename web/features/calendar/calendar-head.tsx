import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { meOptions } from '../../api/session.ts';
import { ListOrCalendar } from '../../ui/page/list-or-calendar.tsx';
import { PageHead } from '../../ui/page/page-head.tsx';

/** Title, the switch between list and calendar, and the one primary action. */
export function CalendarHead({ query }: { readonly query: string }) {
  const { data: me } = useQuery(meOptions());
  const create = me?.permissions.includes('schedules.write') && (
    <Button leftSection={<IconPlus size={16} />} renderRoot={(root) => <Link {...root} to="/schedules/new" />}>
      New schedule
    </Button>
  );
  const actions = (
    <>
      <ListOrCalendar chosen="calendar" query={query} />
      {create}
    </>
  );
  return <PageHead title="Calendar" actions={actions} />;
}

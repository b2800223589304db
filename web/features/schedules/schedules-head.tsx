import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ListOrCalendar } from '../../ui/page/list-or-calendar.tsx';
import { PageHead } from '../../ui/page/page-head.tsx';
import { Tab, Tabs } from '../../ui/page/tabs.tsx';
import { platformStatus } from './queries.ts';
import { useMay } from './use-me.ts';

/** Title, the switch to the calendar, the one primary action, and the tabs that schedules and their ledger share. */
export function SchedulesHead({ query = '' }: { readonly query?: string }) {
  const { data: status } = useQuery(platformStatus());
  const mayWrite = useMay('schedules.write');
  const schedules = status?.counts.schedules;
  const create = mayWrite && (
    <Button leftSection={<IconPlus size={16} />} renderRoot={(root) => <Link {...root} to="/schedules/new" />}>
      New schedule
    </Button>
  );
  const actions = (
    <>
      <ListOrCalendar chosen="list" query={query} />
      {create}
    </>
  );
  return (
    <>
      <PageHead title="Schedules" count={schedules === undefined ? undefined : { count: schedules, exact: true }} actions={actions} />
      <Tabs label="Schedules">
        <Tab to="/schedules" label="Schedules" count={schedules} />
        <Tab to="/launches" label="Launch ledger" count={status?.counts.launches} />
        <Tab to="/launches/held" label="Held launches" count={status?.counts.heldLaunches} />
      </Tabs>
    </>
  );
}

import { Button } from '@mantine/core';
import { type Icon, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { orpc } from '../api/client.ts';
import { meOptions } from '../api/session.ts';
import { EmptyState } from '../ui/note/empty-state.tsx';

interface NoSensorsYetProps {
  readonly icon: Icon;
  readonly title: string;
  /** "images" */
  readonly things: string;
  readonly children: ReactNode;
}

/** Nothing yet: what goes here, and what to do first. Without a sensor that is to add one; with one, to see whether it is heard. */
export function NoSensorsYet({ icon, title, things, children }: NoSensorsYetProps) {
  const { data: me } = useQuery(meOptions());
  const sensors = useQuery(orpc.sensors.list.queryOptions({ input: { limit: 1 } })).data?.total.count;
  const mayAdd = me?.permissions.includes('sensors.write') === true;
  const add = (
    <Button
      leftSection={<IconPlus size={16} stroke={1.8} />}
      renderRoot={(root) => <Link {...root} to="/sensors" search={{ add: 'sensor' } as never} />}
    >
      Add a sensor
    </Button>
  );
  const look = (
    <Button variant="default" renderRoot={(root) => <Link {...root} to="/sensors" />}>
      Look at the sensors
    </Button>
  );
  return (
    <EmptyState icon={icon} title={title} action={sensors === undefined ? undefined : sensors > 0 ? look : mayAdd && add}>
      {children} {sensors === 0 && `A sensor tells of the ${things} of its host: add one first.`}
      {sensors !== undefined && sensors > 0 && 'No sensor has told of any yet.'}
    </EmptyState>
  );
}

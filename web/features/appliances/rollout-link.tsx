import { Button } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { orpc } from '../../api/client.ts';

/** The way to the updates; says which version is on its way. */
export function RolloutLink() {
  const active = useQuery(orpc.rollouts.list.queryOptions()).data?.items.find(({ state }) => state === 'running' || state === 'paused');
  const label =
    active === undefined
      ? 'Updates'
      : `Roll-out ${active.version.split('+')[0]}, ${active.state === 'paused' ? 'paused in ' : ''}phase ${active.phase} of ${active.phases.length}`;
  return (
    <Button
      component={Link}
      to="/appliances/updates"
      variant="default"
      className="rollout-link"
      leftSection={<IconRefresh size={16} stroke={1.8} />}
    >
      <span className="truncate">{label}</span>
    </Button>
  );
}

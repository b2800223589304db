import { Button } from '@mantine/core';
import { IconPlayerPause, IconPlayerPlay, IconPower } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { client, orpc } from '../../api/client.ts';
import { toProblem } from '../../api/problem.ts';
import { meOptions } from '../../api/session.ts';
import { PageLink } from '../../ui/page/page-link.tsx';
import { toast } from '../../ui/toast/toast.ts';
import { type CalendarEntry, scheduleById } from './queries.ts';

const DONE = { launch: 'Scan started', activate: 'Activated', deactivate: 'Deactivated' } as const;
type Verb = keyof typeof DONE;

function useAction({ scheduleId: id, title }: CalendarEntry) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: async (verb: Verb) => void (await client.schedules[verb]({ id })),
    onSuccess: (_done, verb) => toast(`${DONE[verb]}: ${title}`),
    onError: (error) => {
      const { message, issues } = toProblem(error);
      toast(`${title}: ${issues.length === 0 ? message : issues.map((issue) => issue.message).join(' ')}`);
    },
    onSettled: () =>
      Promise.all(
        [orpc.calendar.key(), orpc.schedules.key(), orpc.scans.key(), orpc.launches.key()].map((queryKey) =>
          queryClient.invalidateQueries({ queryKey }),
        ),
      ),
  });
}

/** What can be done with the schedule of an entry, as far as the person may. */
export function EntryActions({ entry }: { readonly entry: CalendarEntry }) {
  const { data: me } = useQuery(meOptions());
  const { data: schedule } = useQuery(scheduleById(entry.scheduleId));
  const action = useAction(entry);
  if (schedule === undefined) return null;
  const may = (permission: string) => me?.permissions.includes(permission as never) === true;
  const { active } = schedule;
  return (
    <div className="panel-buttons">
      {may('scans.launch') && (
        <Button
          variant="default"
          leftSection={<IconPlayerPlay size={15} stroke={1.7} />}
          loading={action.isPending && action.variables === 'launch'}
          onClick={() => action.mutate('launch')}
        >
          Launch now
        </Button>
      )}
      {may('schedules.write') && (
        <Button
          variant="default"
          leftSection={active ? <IconPlayerPause size={15} stroke={1.7} /> : <IconPower size={15} stroke={1.7} />}
          loading={action.isPending && action.variables !== 'launch'}
          onClick={() => action.mutate(active ? 'deactivate' : 'activate')}
        >
          {active ? 'Deactivate' : 'Activate'}
        </Button>
      )}
    </div>
  );
}

/** Where to go on from an entry. A schedule that is gone has no page; its launches stay in the ledger. */
export function EntryLinks({ entry: { scheduleId, scanId, scanNumber } }: { readonly entry: CalendarEntry }) {
  const { isError } = useQuery(scheduleById(scheduleId));
  return (
    <ul className="panel-links">
      <li>
        {isError ? (
          <span className="meta">The schedule is gone</span>
        ) : (
          <PageLink to="/schedules/$id" params={{ id: scheduleId }}>
            Open the schedule
          </PageLink>
        )}
      </li>
      {scanId !== undefined && (
        <li>
          <PageLink to="/scans/$id" params={{ id: scanId }}>
            Open the scan{scanNumber === undefined ? '' : ` ${scanNumber}`}
          </PageLink>
        </li>
      )}
      <li>
        <PageLink to="/launches" search={{ q: `schedule:${scheduleId}` }}>
          All its launches in the ledger
        </PageLink>
      </li>
    </ul>
  );
}

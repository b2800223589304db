import { Button, Group } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Rollout } from '#contract/rollouts';
import { client, orpc } from '../../api/client.ts';
import { toProblem } from '../../api/problem.ts';
import { ConfirmDialog } from '../../ui/dialog/confirm-dialog.tsx';
import { FailureNote } from '../../ui/note/note.tsx';
import { toast } from '../../ui/toast/toast.ts';
import { isActive } from './rollout-columns.tsx';
import { shortVersion } from './short-version.ts';

type Action = 'advance' | 'pause' | 'resume' | 'abort';

const SAID: Record<Action, string> = { advance: 'goes on', pause: 'is paused', resume: 'goes on', abort: 'is aborted' };

/** Going on from the last phase completes it. */
const saidOf = (action: Action, { state }: Rollout): string => (state === 'completed' ? 'is completed' : SAID[action]);

/** What can be done with a roll-out that is under way. */
export function RolloutActions({ rollout }: { readonly rollout: Rollout }) {
  const queryClient = useQueryClient();
  const [aborting, setAborting] = useState(false);
  const { id, revision, phase, phases, state } = rollout;
  const name = `${rollout.package} ${shortVersion(rollout.version)}`;
  const act = useMutation({
    mutationFn: (action: Action) => client.rollouts[action]({ id, revision }),
    onSuccess: (after, action) => {
      toast(`The roll-out of ${name} ${saidOf(action, after)}`);
      setAborting(false);
    },
    onSettled: () => queryClient.invalidateQueries({ queryKey: orpc.rollouts.key() }),
  });
  if (!isActive(rollout)) return null;
  const failure = act.isError && <FailureNote title="Not done." {...toProblem(act.error)} />;
  const askToAbort = () => {
    act.reset();
    setAborting(true);
  };
  const isLast = phase === phases.length;
  const former = rollout.formerVersion === undefined ? 'what it was installed with' : `version ${rollout.formerVersion}`;
  return (
    <>
      {!aborting && failure}
      <Group gap="xs">
        <Button size="xs" loading={act.isPending} onClick={() => act.mutate('advance')}>
          {isLast ? 'Complete' : `Go on to ${phases[phase]?.sharePercent ?? 100} %`}
        </Button>
        <Button size="xs" variant="default" disabled={act.isPending} onClick={() => act.mutate(state === 'paused' ? 'resume' : 'pause')}>
          {state === 'paused' ? 'Resume' : 'Pause'}
        </Button>
        <Button size="xs" variant="default" c="var(--bad-text)" disabled={act.isPending} onClick={askToAbort}>
          Abort
        </Button>
      </Group>
      <ConfirmDialog
        opened={aborting}
        title={`Abort the roll-out of ${name}?`}
        confirm="Abort the roll-out"
        dismiss="Keep it"
        tone="bad"
        busy={act.isPending}
        onConfirm={() => act.mutate('abort')}
        onCancel={() => setAborting(false)}
      >
        {failure}
        <p>
          {rollout.counts.installed === 1 ? 'The appliance that runs it goes' : `The ${rollout.counts.installed} appliances that run it go`}{' '}
          back to {former}, each within one poll and the time of an update. No other gets it.
        </p>
      </ConfirmDialog>
    </>
  );
}

import { Select } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { DistributedPackage } from '#contract/packages';
import { client, orpc } from '../../api/client.ts';
import { toProblem } from '../../api/problem.ts';
import { ConfirmDialog } from '../../ui/dialog/confirm-dialog.tsx';
import { FailureNote } from '../../ui/note/note.tsx';
import { toast } from '../../ui/toast/toast.ts';

const PLANS = {
  careful: {
    label: '10, 50, 100 %: each 4 h healthy',
    phases: [
      { sharePercent: 10, healthyHours: 4 },
      { sharePercent: 50, healthyHours: 4 },
      { sharePercent: 100, healthyHours: 4 },
    ],
  },
  byHand: { label: '10, 50, 100 %: each by hand', phases: [{ sharePercent: 10 }, { sharePercent: 50 }, { sharePercent: 100 }] },
  atOnce: { label: 'The whole fleet at once', phases: [{ sharePercent: 100 }] },
};
type Plan = keyof typeof PLANS;
const isPlan = (value: string | null): value is Plan => value !== null && value in PLANS;

interface StartRolloutDialogProps {
  readonly subject: DistributedPackage;
  readonly onClose: () => void;
}

/** Asks in which phases a version goes out. */
export function StartRolloutDialog({ subject, onClose }: StartRolloutDialogProps) {
  const queryClient = useQueryClient();
  const [plan, setPlan] = useState<Plan>('careful');
  const name = `${subject.package} ${subject.version}`;
  const start = useMutation({
    mutationFn: () =>
      client.rollouts.start({ package: subject.package, version: subject.version, phases: PLANS[plan].phases, maxFailedPercent: 10 }),
    onSuccess: () => {
      toast(`The roll-out of ${name} has begun`);
      onClose();
      return Promise.all([orpc.rollouts.key(), orpc.packages.key()].map((queryKey) => queryClient.invalidateQueries({ queryKey })));
    },
  });
  return (
    <ConfirmDialog
      opened
      title={`Roll out ${name}?`}
      confirm="Start the roll-out"
      busy={start.isPending}
      onConfirm={() => start.mutate()}
      onCancel={onClose}
    >
      {start.isError && <FailureNote title="Not started." {...toProblem(start.error)} />}
      <Select
        {...(start.isError && { mt: 'sm' })}
        label="Phases"
        data={Object.entries(PLANS).map(([value, { label }]) => ({ value, label }))}
        value={plan}
        allowDeselect={false}
        onChange={(value) => isPlan(value) && setPlan(value)}
      />
      <p className="dialog-after">
        It pauses by itself when more than 10 % of the appliances that tried it have failed. Each appliance tests a version before it uses
        it.
      </p>
    </ConfirmDialog>
  );
}

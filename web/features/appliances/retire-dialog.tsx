import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Appliance } from '#contract/appliances';
import { client, orpc } from '../../api/client.ts';
import { toProblem } from '../../api/problem.ts';
import { ConfirmDialog } from '../../ui/dialog/confirm-dialog.tsx';
import { FailureNote } from '../../ui/note/note.tsx';
import { toast } from '../../ui/toast/toast.ts';

interface RetireDialogProps {
  readonly appliance: Appliance;
  readonly onClose: () => void;
}

/** Says what retiring does before it is done. */
export function RetireDialog({ appliance, onClose }: RetireDialogProps) {
  const queryClient = useQueryClient();
  const running = appliance.runningSlices.length;
  const retire = useMutation({
    mutationFn: () => client.appliances.retire({ id: appliance.id }),
    onSuccess: () => {
      toast(`${appliance.name} is retired`);
      onClose();
      return queryClient.invalidateQueries({ queryKey: orpc.appliances.key() });
    },
  });
  return (
    <ConfirmDialog
      opened
      title={`Retire ${appliance.name}?`}
      confirm={`Retire ${appliance.name}`}
      tone="bad"
      busy={retire.isPending}
      onConfirm={() => retire.mutate()}
      onCancel={onClose}
    >
      {retire.isError && <FailureNote title="Not retired." {...toProblem(retire.error)} />}
      <p>
        Its key is refused at once and for good: to use the machine again, register it as a new appliance.{' '}
        {running === 0
          ? 'It works on no slice now.'
          : `${running === 1 ? 'The slice that it works on goes' : `The ${running} slices that it works on go`} to other appliances.`}{' '}
        What it found stays.
      </p>
    </ConfirmDialog>
  );
}

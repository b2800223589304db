import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { DistributedPackage } from '#contract/packages';
import { client, orpc } from '../../api/client.ts';
import { toProblem } from '../../api/problem.ts';
import { ConfirmDialog } from '../../ui/dialog/confirm-dialog.tsx';
import { FailureNote } from '../../ui/note/note.tsx';
import { formatNumber } from '../../ui/time/format-duration.ts';
import { toast } from '../../ui/toast/toast.ts';
import { shortVersion } from './short-version.ts';

interface WithdrawDialogProps {
  readonly subject: DistributedPackage;
  readonly onClose: () => void;
}

/** Asks before a version is offered no more, and says what comes of it. */
export function WithdrawDialog({ subject, onClose }: WithdrawDialogProps) {
  const queryClient = useQueryClient();
  const { id, appliances } = subject;
  const name = `${subject.package} ${shortVersion(subject.version)}`;
  const withdraw = useMutation({
    mutationFn: () => client.packages.withdraw({ id }),
    onSuccess: () => {
      toast(`${name} is withdrawn`);
      onClose();
    },
    onSettled: () => queryClient.invalidateQueries({ queryKey: orpc.packages.key() }),
  });
  return (
    <ConfirmDialog
      opened
      title={`Withdraw ${name}?`}
      confirm="Withdraw the package"
      dismiss="Keep it"
      tone="bad"
      busy={withdraw.isPending}
      onConfirm={() => withdraw.mutate()}
      onCancel={onClose}
    >
      {withdraw.isError && <FailureNote title="Not withdrawn." {...toProblem(withdraw.error)} />}
      <p>
        It leaves the signed list at once: nobody can install it any more, and it cannot be offered again under the same version.{' '}
        {appliances === 0
          ? 'No appliance runs it.'
          : `${appliances === 1 ? '1 appliance runs' : `${formatNumber(appliances)} appliances run`} it and ${appliances === 1 ? 'keeps' : 'keep'} it until another version is wanted.`}
      </p>
    </ConfirmDialog>
  );
}

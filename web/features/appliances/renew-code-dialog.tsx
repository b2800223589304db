import { Modal } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Appliance } from '#contract/appliances';
import { client, orpc } from '../../api/client.ts';
import { toProblem } from '../../api/problem.ts';
import { ConfirmDialog } from '../../ui/dialog/confirm-dialog.tsx';
import { FailureNote } from '../../ui/note/note.tsx';
import { CodeShown } from './code-shown.tsx';

interface RenewCodeDialogProps {
  readonly appliance: Appliance;
  readonly onClose: () => void;
}

/** Makes a new code, so that a machine can be bound (again). */
export function RenewCodeDialog({ appliance, onClose }: RenewCodeDialogProps) {
  const queryClient = useQueryClient();
  const renew = useMutation({
    mutationFn: () => client.appliances.renewCode({ id: appliance.id }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: orpc.appliances.key() }),
  });
  if (renew.data !== undefined) {
    return (
      <Modal
        opened
        onClose={onClose}
        centered
        size="lg"
        title={`Bind ${renew.data.name}`}
        closeOnClickOutside={false}
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        <CodeShown shown={renew.data} onDone={onClose} />
      </Modal>
    );
  }
  return (
    <ConfirmDialog
      opened
      title={`New code for ${appliance.name}?`}
      confirm="Make a new code"
      busy={renew.isPending}
      onConfirm={() => renew.mutate()}
      onCancel={onClose}
    >
      {renew.isError && <FailureNote title="No code was made." {...toProblem(renew.error)} />}
      <p>
        An older code that was not used stops working.
        {appliance.registeredAt !== undefined &&
          ' The machine that is bound now keeps working until another one registers with the new code.'}
      </p>
    </ConfirmDialog>
  );
}

import { Modal } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Sensor } from '#contract/sensors';
import { client, orpc } from '../../api/client.ts';
import { toProblem } from '../../api/problem.ts';
import { ConfirmDialog } from '../../ui/dialog/confirm-dialog.tsx';
import { FailureNote } from '../../ui/note/note.tsx';
import { CodeShown } from './code-shown.tsx';

interface NewCodeDialogProps {
  readonly sensor: Sensor;
  readonly onClose: () => void;
}

/** Makes a new code, so that a machine can be bound (again), or another in its place. */
export function NewCodeDialog({ sensor, onClose }: NewCodeDialogProps) {
  const queryClient = useQueryClient();
  const make = useMutation({
    mutationFn: () => client.sensors.renewCode({ id: sensor.id }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: orpc.sensors.key() }),
  });
  const bound = sensor.registeredAt !== undefined;
  if (make.data !== undefined) {
    return (
      <Modal
        opened
        onClose={onClose}
        centered
        size="lg"
        title={`Bind ${make.data.name}`}
        closeOnClickOutside={false}
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        <CodeShown shown={make.data} kind={sensor.kind} again={bound} onDone={onClose} />
      </Modal>
    );
  }
  return (
    <ConfirmDialog
      opened
      title={bound ? `Bind ${sensor.name} again?` : `New code for ${sensor.name}?`}
      confirm="Make a new code"
      busy={make.isPending}
      onConfirm={() => make.mutate()}
      onCancel={onClose}
    >
      {make.isError && <FailureNote title="No code was made." {...toProblem(make.error)} />}
      <p>
        An older code that was not used stops working.
        {bound && ' The machine that is bound now keeps working until one registers with the new code.'}
      </p>
    </ConfirmDialog>
  );
}

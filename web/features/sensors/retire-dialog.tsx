import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Sensor } from '#contract/sensors';
import { client, orpc } from '../../api/client.ts';
import { toProblem } from '../../api/problem.ts';
import { ConfirmDialog } from '../../ui/dialog/confirm-dialog.tsx';
import { FailureNote } from '../../ui/note/note.tsx';
import { formatNumber } from '../../ui/time/format-duration.ts';
import { toast } from '../../ui/toast/toast.ts';

interface RetireDialogProps {
  readonly sensor: Sensor;
  readonly onClose: () => void;
}

/** Says what retiring does before it is done. */
export function RetireDialog({ sensor, onClose }: RetireDialogProps) {
  const queryClient = useQueryClient();
  const retire = useMutation({
    mutationFn: () => client.sensors.retire({ id: sensor.id }),
    onSuccess: () => {
      toast(`${sensor.name} is retired`);
      onClose();
      return Promise.all(
        [orpc.sensors.key(), orpc.containers.key(), orpc.images.key()].map((queryKey) => queryClient.invalidateQueries({ queryKey })),
      );
    },
  });
  const { containersCount: count } = sensor;
  const containers = count === 1 ? 'Its container becomes UNKNOWN' : `Its ${formatNumber(count)} containers become UNKNOWN`;
  return (
    <ConfirmDialog
      opened
      title={`Retire ${sensor.name}?`}
      confirm={`Retire ${sensor.name}`}
      tone="bad"
      busy={retire.isPending}
      onConfirm={() => retire.mutate()}
      onCancel={onClose}
    >
      {retire.isError && <FailureNote title="Not retired." {...toProblem(retire.error)} />}
      <p>
        Its key is refused at once and for good: to follow the host again, add a new sensor. {count > 0 && `${containers}. `}
        What it found stays until the retention time is over.
      </p>
    </ConfirmDialog>
  );
}

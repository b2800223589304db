import type { Schedule } from '#contract/schedules';
import { ConfirmDialog } from '../../ui/dialog/confirm-dialog.tsx';
import { useTimes } from '../../ui/time/times.tsx';
import { launchZone } from './launch-zone.ts';
import { useCarryOut } from './use-carry-out.ts';

interface DeleteDialogProps {
  readonly schedule: Schedule;
  readonly onClose: () => void;
  readonly onRemoved?: () => void;
}

/** Asks before a schedule is deleted, and says what goes and what stays. */
export function DeleteDialog({ schedule, onClose, onRemoved }: DeleteDialogProps) {
  const { format } = useTimes();
  const carryOut = useCarryOut();
  const { title, nextLaunch, timeZone } = schedule;
  const remove = () => carryOut.mutate({ verb: 'remove', schedule }, { onSuccess: () => onRemoved?.(), onSettled: onClose });
  return (
    <ConfirmDialog
      opened
      title={`Delete ${title}?`}
      confirm="Delete the schedule"
      tone="bad"
      busy={carryOut.isPending}
      onConfirm={remove}
      onCancel={onClose}
    >
      {nextLaunch === undefined
        ? 'It has no next launch.'
        : `It will not launch ${format(nextLaunch.at, { zone: launchZone(nextLaunch, timeZone) })}, nor after that.`}{' '}
      Its past launches and scans stay. This cannot be undone.
    </ConfirmDialog>
  );
}

import { useMutation } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { toProblem } from '../../api/problem.ts';
import { ConfirmDialog } from '../../ui/dialog/confirm-dialog.tsx';
import { FailureNote } from '../../ui/note/note.tsx';
import { toast } from '../../ui/toast/toast.ts';
import { type Used, UsedBy } from './used-by.tsx';

interface RemoveDialogProps extends Used {
  readonly name: string;
  /** "the tag" */
  readonly what: string;
  /** What becomes of the rest. */
  readonly children: ReactNode;
  readonly remove: () => Promise<unknown>;
  readonly onRemoved: () => void;
  readonly onClose: () => void;
}

/** Says what deleting does before it is done; what schedules use is not deleted, and they are named. */
export function RemoveDialog({ name, what, usedBy, children, remove, onRemoved, onClose }: RemoveDialogProps) {
  const removal = useMutation({
    mutationFn: remove,
    onSuccess: () => {
      toast(`${name} is deleted`);
      onRemoved();
    },
  });
  if (usedBy.count > 0) {
    return (
      <ConfirmDialog opened title={`${name} is in use`} confirm="Close" dismiss="Back" onConfirm={onClose} onCancel={onClose}>
        <p>Schedules use {what}. Take it out of them first.</p>
        <UsedBy usedBy={usedBy} />
      </ConfirmDialog>
    );
  }
  return (
    <ConfirmDialog
      opened
      title={`Delete ${name}?`}
      confirm={`Delete ${what}`}
      tone="bad"
      busy={removal.isPending}
      onConfirm={() => removal.mutate()}
      onCancel={onClose}
    >
      {removal.isError && <FailureNote title="Not deleted." {...toProblem(removal.error)} />}
      {children}
    </ConfirmDialog>
  );
}

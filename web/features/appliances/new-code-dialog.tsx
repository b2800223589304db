import { Modal } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { Appliance } from '#contract/appliances';
import { client, orpc } from '../../api/client.ts';
import { toProblem } from '../../api/problem.ts';
import { ConfirmDialog } from '../../ui/dialog/confirm-dialog.tsx';
import { FailureNote } from '../../ui/note/note.tsx';
import { CodeShown } from './code-shown.tsx';

interface NewCodeDialogProps {
  readonly appliance: Appliance;
  /** `renew`: a machine that is bound works on until another registers; `replace`: it is refused at once. */
  readonly kind: 'renew' | 'replace';
  readonly onClose: () => void;
}

interface Words {
  readonly title: string;
  readonly confirm: string;
  readonly text: ReactNode;
}

const wordsOf = ({ kind, appliance: { name, registeredAt } }: NewCodeDialogProps): Words => {
  if (kind === 'replace')
    return {
      title: `Replace the machine of ${name}?`,
      confirm: 'Replace the machine',
      text: `The key of the machine that is bound now is refused at once; what it works on goes to other appliances or waits. ${name} keeps its scans, log and schedules, and waits for the machine that registers with the new code.`,
    };
  if (registeredAt === undefined)
    return { title: `New code for ${name}?`, confirm: 'Make a new code', text: 'An older code that was not used stops working.' };
  return {
    title: `Bind ${name} again?`,
    confirm: 'Make a new code',
    text: 'An older code that was not used stops working. The machine that is bound now keeps working until one registers with the new code.',
  };
};

/** Makes a new code, so that a machine can be bound (again), or another in its place. */
export function NewCodeDialog(props: NewCodeDialogProps) {
  const { appliance, kind, onClose } = props;
  const queryClient = useQueryClient();
  const make = useMutation({
    mutationFn: () => (kind === 'replace' ? client.appliances.replace : client.appliances.renewCode)({ id: appliance.id }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: orpc.appliances.key() }),
  });
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
        <CodeShown shown={make.data} again={appliance.registeredAt !== undefined} onDone={onClose} />
      </Modal>
    );
  }
  const { title, confirm, text } = wordsOf(props);
  return (
    <ConfirmDialog
      opened
      title={title}
      confirm={confirm}
      {...(kind === 'replace' && { tone: 'bad' as const })}
      busy={make.isPending}
      onConfirm={() => make.mutate()}
      onCancel={onClose}
    >
      {make.isError && <FailureNote title="No code was made." {...toProblem(make.error)} />}
      <p>{text}</p>
    </ConfirmDialog>
  );
}

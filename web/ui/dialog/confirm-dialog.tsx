import { Button, Group, Modal } from '@mantine/core';
import type { ReactNode } from 'react';

interface ConfirmDialogProps {
  readonly opened: boolean;
  /** A question that names the object: "Delete Mail gateways, continuous?" */
  readonly title: string;
  /** Names what the button does, with its object: "Delete the schedule". */
  readonly confirm: string;
  /** The way out: "Keep the scan". */
  readonly dismiss?: string;
  readonly tone?: 'accent' | 'bad';
  readonly busy?: boolean;
  /** The outcome, before it happens. */
  readonly children: ReactNode;
  readonly onConfirm: () => void;
  readonly onCancel: () => void;
}

/** Asks before something wide or destructive, and says what will come of it. */
export function ConfirmDialog({
  opened,
  title,
  confirm,
  dismiss = 'Cancel',
  tone = 'accent',
  busy = false,
  children,
  onConfirm,
  onCancel,
}: ConfirmDialogProps) {
  return (
    <Modal opened={opened} onClose={onCancel} title={title} centered closeButtonProps={{ 'aria-label': 'Close' }}>
      <div className="text-2">{children}</div>
      <Group justify="flex-end" gap="sm" mt="lg">
        <Button variant="default" onClick={onCancel} data-autofocus>
          {dismiss}
        </Button>
        <Button color={tone === 'bad' ? 'var(--bad-fill)' : 'signal'} loading={busy} onClick={onConfirm}>
          {confirm}
        </Button>
      </Group>
    </Modal>
  );
}

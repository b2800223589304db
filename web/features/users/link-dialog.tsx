import { Button, Group, Modal } from '@mantine/core';
import type { Invitation, Person } from '#contract/users';
import { CodeBlock } from '../../ui/code/code-block.tsx';
import { TimeText } from '../../ui/time/time-text.tsx';

interface LinkDialogProps {
  readonly person: Pick<Person, 'name' | 'email'>;
  readonly invitation: Invitation;
  readonly onClose: () => void;
}

/** The one-time link, this once; or where it was mailed. */
export function LinkDialog({ person: { name, email }, invitation: { link, expiresAt }, onClose }: LinkDialogProps) {
  return (
    <Modal
      opened
      onClose={onClose}
      title={`Link for ${name}`}
      size="lg"
      centered
      closeOnClickOutside={false}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <div className="users-dialog">
        {link === undefined ? (
          <p>
            A mail to <b>{email}</b> carries a link to set a password. It works once, until <TimeText at={expiresAt} />.
          </p>
        ) : (
          <>
            <p>
              Give this link to <b>{name}</b>: it sets their password, once, until <TimeText at={expiresAt} />. It is not shown again.
            </p>
            <CodeBlock copyLabel="Copy the link" code={link} />
            <p className="meta">No mail server is set up, so nothing was mailed.</p>
          </>
        )}
      </div>
      <Group justify="flex-end" gap="sm" mt="lg">
        <Button onClick={onClose}>Done</Button>
      </Group>
    </Modal>
  );
}

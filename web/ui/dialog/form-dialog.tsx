import { Button, Group, Modal } from '@mantine/core';
import { type FormEvent, type ReactNode, useState } from 'react';
import { ErrorSummary, type FieldError } from '../form/error-summary.tsx';
import { Note } from '../note/note.tsx';
import { ConfirmDialog } from './confirm-dialog.tsx';
import './form-dialog.css';

/** What a form needs of whoever keeps its draft. */
export interface DialogForm {
  readonly dirty: boolean;
  readonly saving: boolean;
  readonly summary: readonly FieldError[];
  readonly messages: readonly string[];
  readonly reference: string | undefined;
  /** Rises with every attempt to save. */
  readonly attempt: number;
  /** Somebody else saved it since it was read: until theirs is taken nothing can be saved. */
  readonly takeNewer: (() => void) | undefined;
  readonly submit: (event: FormEvent) => void;
}

interface FormDialogProps {
  readonly title: string;
  /** What the button does, with its object: "Create group". */
  readonly action: string;
  readonly form: DialogForm;
  readonly wide?: boolean;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** A short form over its list. What was typed is not lost by a key or a click beside it: closing asks first. */
export function FormDialog({ title, action, form, wide = false, onClose, children }: FormDialogProps) {
  const [leaving, setLeaving] = useState(false);
  const close = () => (form.dirty ? setLeaving(true) : onClose());
  return (
    <>
      <Modal
        opened
        onClose={close}
        title={title}
        centered
        size={wide ? 720 : 560}
        closeOnClickOutside={!form.dirty}
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        <form className="form-dialog" onSubmit={form.submit} noValidate aria-label={title}>
          {form.takeNewer !== undefined && (
            <Note tone="bad" action={{ label: 'Show what is saved', onClick: form.takeNewer }}>
              <b>Somebody else changed it meanwhile.</b> Your edit is not saved.
            </Note>
          )}
          <ErrorSummary errors={form.summary} messages={form.messages} reference={form.reference} attempt={form.attempt} />
          {children}
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={close}>
              Cancel
            </Button>
            <Button type="submit" loading={form.saving} disabled={form.takeNewer !== undefined}>
              {action}
            </Button>
          </Group>
        </form>
      </Modal>
      <ConfirmDialog
        opened={leaving}
        title="Discard what was typed?"
        confirm="Discard"
        dismiss="Go on"
        tone="bad"
        onConfirm={onClose}
        onCancel={() => setLeaving(false)}
      >
        It is not saved yet and cannot be brought back.
      </ConfirmDialog>
    </>
  );
}

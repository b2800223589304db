import { Button, Group, Modal, TextInput } from '@mantine/core';
import type { FormEvent } from 'react';
import type { DistributionGroup } from '#contract/distribution-groups';
import { Note } from '../ui/note/note.tsx';
import { AddressField } from './address-field.tsx';
import { useGroupForm } from './use-group-form.ts';
import '../ui/note/note.css';
import './groups.css';

interface GroupDialogProps {
  /** Absent: a new one. */
  readonly group?: DistributionGroup;
  readonly onSaved: (group: DistributionGroup) => void;
  readonly onClose: () => void;
}

/** A distribution group: its name, and the addresses that mails go to. */
export function GroupDialog({ group, onSaved, onClose }: GroupDialogProps) {
  const form = useGroupForm({ group, onSaved });
  const { refusal } = form;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    // The dialog may stand inside a form of its own.
    event.stopPropagation();
    if (!form.saving) form.save();
  };
  return (
    <Modal
      opened
      onClose={onClose}
      size={560}
      centered
      title={group === undefined ? 'New distribution group' : `Edit ${group.name}`}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <form className="group-form" onSubmit={submit} noValidate>
        {refusal.stale && (
          <Note tone="bad">
            <b>Somebody else changed this group meanwhile.</b> Not saved. Close the dialog and open it again to see what they changed.
          </Note>
        )}
        {!refusal.stale &&
          refusal.messages.map((message) => (
            <Note tone="bad" key={message}>
              {message}
            </Note>
          ))}
        <TextInput
          label="Name"
          value={form.name}
          onChange={(event) => form.changeName(event.currentTarget.value)}
          error={refusal.name}
          autoComplete="off"
          data-autofocus
        />
        <AddressField
          text={form.text}
          count={form.count}
          wrong={refusal.wrong}
          error={refusal.emails}
          onChange={form.changeText}
          onTidy={form.tidy}
        />
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={form.saving}>
            {group === undefined ? 'Create group' : 'Save group'}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}

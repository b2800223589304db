import { Button, Group, Modal } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { client, orpc } from '../../api/client.ts';
import { Note } from '../../ui/note/note.tsx';
import { ApplianceFields } from './appliance-fields.tsx';
import { CodeShown } from './code-shown.tsx';
import { PoolsField } from './pools-field.tsx';
import { useApplianceForm } from './use-appliance-form.ts';

const NEW = { name: '', location: '', pollIntervalSeconds: 190, promptDelivery: true };

/** Creates an appliance, shows its code once, and waits for its first contact. */
export function RegisterDialog({ onClose }: { readonly onClose: () => void }) {
  const form = useApplianceForm(NEW);
  const [assetGroupIds, setAssetGroupIds] = useState<readonly string[]>([]);
  const queryClient = useQueryClient();
  const { name, location, pollIntervalSeconds, promptDelivery } = form.draft;
  const create = useMutation({
    mutationFn: () =>
      client.appliances.create({
        name,
        promptDelivery,
        ...(assetGroupIds.length > 0 && { assetGroupIds: [...assetGroupIds] }),
        ...(location.trim() !== '' && { location }),
        ...(pollIntervalSeconds !== undefined && { pollIntervalSeconds }),
      }),
    onSuccess: () =>
      Promise.all([orpc.appliances.key(), orpc.assetGroups.key()].map((queryKey) => queryClient.invalidateQueries({ queryKey }))),
    onError: form.refused,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    form.submit(() => create.mutate());
  };
  const close = { opened: true, onClose, centered: true, closeButtonProps: { 'aria-label': 'Close' } };
  if (create.data !== undefined) {
    return (
      <Modal {...close} title={`Bind ${create.data.name}`} size="lg" closeOnClickOutside={false}>
        <CodeShown shown={create.data} onDone={onClose} />
      </Modal>
    );
  }
  return (
    <Modal {...close} title="Register appliance" closeOnClickOutside={false}>
      <form onSubmit={submit} noValidate>
        {form.problem.messages.map((message) => (
          <Note tone="bad" key={message}>
            {message}
          </Note>
        ))}
        <ApplianceFields draft={form.draft} errors={form.problem.fields} onChange={form.change}>
          <PoolsField chosen={assetGroupIds} error={form.problem.fields['assetGroupIds']} onChange={setAssetGroupIds} />
        </ApplianceFields>
        <Group justify="flex-end" gap="sm" mt="lg">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={create.isPending}>
            Create and show the code
          </Button>
        </Group>
      </form>
    </Modal>
  );
}

import { Button, Group, Modal } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { Appliance } from '#contract/appliances';
import { client, orpc } from '../../api/client.ts';
import { toProblem } from '../../api/problem.ts';
import { Note } from '../../ui/note/note.tsx';
import { toast } from '../../ui/toast/toast.ts';
import { type ApplianceDraft, ApplianceFields } from './appliance-fields.tsx';
import { applianceById } from './queries.ts';
import { useApplianceForm } from './use-appliance-form.ts';

const draftOf = ({ name, location = '', pollIntervalSeconds, promptDelivery }: Appliance): ApplianceDraft => ({
  ...{ name, location, pollIntervalSeconds, promptDelivery },
});

interface EditDialogProps {
  readonly appliance: Appliance;
  readonly onClose: () => void;
}

/** Changes name, location, interval and delivery; says so when somebody else changed it meanwhile. */
export function EditDialog({ appliance, onClose }: EditDialogProps) {
  const form = useApplianceForm(draftOf(appliance));
  const [revision, setRevision] = useState(appliance.revision);
  const queryClient = useQueryClient();
  const latest = useQuery(applianceById(appliance.id));
  const { pollIntervalSeconds, ...rest } = form.draft;
  const save = useMutation({
    mutationFn: () =>
      client.appliances.change({ id: appliance.id, revision, ...rest, ...(pollIntervalSeconds !== undefined && { pollIntervalSeconds }) }),
    onSuccess: (changed) => {
      queryClient.setQueryData(applianceById(changed.id).queryKey, changed);
      toast(`${changed.name} saved`);
      onClose();
      return queryClient.invalidateQueries({ queryKey: orpc.appliances.key() });
    },
    onError: (error) => (toProblem(error).code === 'stale-revision' ? void latest.refetch() : form.refused(error)),
  });
  const stale = save.isError && toProblem(save.error).code === 'stale-revision';
  const takeNewer = () => {
    const newer = latest.data ?? appliance;
    form.setDraft(draftOf(newer));
    setRevision(newer.revision);
    save.reset();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    form.submit(() => save.mutate());
  };
  return (
    <Modal opened onClose={onClose} centered title={`Edit ${appliance.name}`} closeButtonProps={{ 'aria-label': 'Close' }}>
      <form onSubmit={submit} noValidate>
        {stale && (
          <Note tone="bad" action={{ label: 'Show what is saved', onClick: takeNewer }}>
            <b>Somebody else changed it meanwhile.</b> Your edit is not saved.
          </Note>
        )}
        {form.problem.messages.map((message) => (
          <Note tone="bad" key={message}>
            {message}
          </Note>
        ))}
        <ApplianceFields draft={form.draft} errors={form.problem.fields} onChange={form.change} />
        <Group justify="flex-end" gap="sm" mt="lg">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={save.isPending} disabled={stale}>
            Save appliance
          </Button>
        </Group>
      </form>
    </Modal>
  );
}

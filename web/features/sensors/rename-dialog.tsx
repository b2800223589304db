import { Button, Group, Modal, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { Sensor } from '#contract/sensors';
import { client, orpc } from '../../api/client.ts';
import { toFormProblem, toProblem } from '../../api/problem.ts';
import { Note } from '../../ui/note/note.tsx';
import { toast } from '../../ui/toast/toast.ts';

interface RenameDialogProps {
  readonly sensor: Sensor;
  readonly onClose: () => void;
}

/** Changes the name of a sensor. */
export function RenameDialog({ sensor, onClose }: RenameDialogProps) {
  const [name, setName] = useState(sensor.name);
  const [empty, setEmpty] = useState(false);
  const queryClient = useQueryClient();
  const save = useMutation({
    mutationFn: () => client.sensors.change({ id: sensor.id, revision: sensor.revision, name }),
    onSuccess: (changed) => {
      toast(`${changed.name} saved`);
      onClose();
    },
    onSettled: () => queryClient.invalidateQueries({ queryKey: orpc.sensors.key() }),
  });
  const problem = save.isError ? toFormProblem(toProblem(save.error), ['name']) : undefined;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setEmpty(name.trim() === '');
    if (name.trim() !== '') save.mutate();
  };
  return (
    <Modal opened onClose={onClose} centered title={`Rename ${sensor.name}`} closeButtonProps={{ 'aria-label': 'Close' }}>
      <form className="sensor-form" onSubmit={submit} noValidate>
        {problem?.messages.map((message) => (
          <Note tone="bad" key={message}>
            {message}
          </Note>
        ))}
        <TextInput
          label="Name"
          value={name}
          error={empty ? 'Give it a name.' : problem?.fields['name']}
          data-autofocus
          onChange={(event) => setName(event.target.value)}
        />
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={save.isPending}>
            Save sensor
          </Button>
        </Group>
      </form>
    </Modal>
  );
}

import { Button, Group, Modal, Radio, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { Sensor } from '#contract/sensors';
import { client, orpc } from '../../api/client.ts';
import { type FormProblem, toFormProblem, toProblem } from '../../api/problem.ts';
import { Note } from '../../ui/note/note.tsx';
import { CodeShown } from './code-shown.tsx';
import { KINDS } from './sensor-words.ts';

const NOTHING: FormProblem = { fields: {}, messages: [] };

/** Creates a sensor, shows the line with its code once, and waits for its first contact. */
export function AddDialog({ onClose }: { readonly onClose: () => void }) {
  const [name, setName] = useState('');
  const [kind, setKind] = useState<Sensor['kind']>('general');
  const [problem, setProblem] = useState(NOTHING);
  const queryClient = useQueryClient();
  const create = useMutation({
    mutationFn: () => client.sensors.create({ name, kind }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: orpc.sensors.key() }),
    onError: (error) => setProblem(toFormProblem(toProblem(error), ['name', 'kind'])),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const wrong: Record<string, string> = name.trim() === '' ? { name: 'Give it a name.' } : {};
    setProblem({ fields: wrong, messages: [] });
    if (name.trim() !== '') create.mutate();
  };
  const close = { opened: true, onClose, centered: true, closeButtonProps: { 'aria-label': 'Close' } };
  if (create.data !== undefined) {
    return (
      <Modal {...close} title={`Bind ${create.data.name}`} size="lg" closeOnClickOutside={false}>
        <CodeShown shown={create.data} kind={kind} onDone={onClose} />
      </Modal>
    );
  }
  return (
    <Modal {...close} title="Add sensor" closeOnClickOutside={false}>
      <form className="sensor-form" onSubmit={submit} noValidate>
        {problem.messages.map((message) => (
          <Note tone="bad" key={message}>
            {message}
          </Note>
        ))}
        <TextInput
          label="Name"
          description="Letters, digits, spaces, dots, hyphens and underscores."
          value={name}
          error={problem.fields['name']}
          data-autofocus
          onChange={(event) => setName(event.target.value)}
        />
        <Radio.Group
          label="Type"
          value={kind}
          error={problem.fields['kind']}
          onChange={(value) => setKind(value === 'cicd' ? 'cicd' : 'general')}
        >
          <div className="sensor-kinds">
            {(['general', 'cicd'] as const).map((one) => (
              <Radio key={one} value={one} label={KINDS[one].word} description={KINDS[one].about} />
            ))}
          </div>
        </Radio.Group>
        <Group justify="flex-end" gap="sm">
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

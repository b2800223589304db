import { Button, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { client } from '../../api/client.ts';
import { toFormProblem, toProblem } from '../../api/problem.ts';
import { FieldRow } from '../../ui/form/field-row.tsx';
import { Note } from '../../ui/note/note.tsx';

interface MailTestProps {
  /** Suggested: the own address. */
  readonly address: string;
  /** Why there is nothing to test now. */
  readonly hindrance: string | undefined;
}

/** Sends one mail through the saved server and shows, word for word, what that server answers. */
export function MailTest({ address, hindrance }: MailTestProps) {
  const [to, setTo] = useState(address);
  const test = useMutation({ mutationFn: () => client.setup.testMail({ to: to.trim() }) });
  const problem = test.isError ? toFormProblem(toProblem(test.error), ['to']) : undefined;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!test.isPending) test.mutate();
  };
  return (
    <form className="setup-form" aria-label="Test mail" onSubmit={submit} noValidate>
      <FieldRow label="Send to" htmlFor="mail-test-to" description={hindrance} error={problem?.fields['to']}>
        <TextInput
          id="mail-test-to"
          type="email"
          value={to}
          error={problem?.fields['to'] !== undefined}
          onChange={(event) => {
            setTo(event.currentTarget.value);
            test.reset();
          }}
        />
        <Button type="submit" variant="default" loading={test.isPending} disabled={hindrance !== undefined}>
          Send test mail
        </Button>
      </FieldRow>
      {test.isSuccess && (
        <Note tone="ok">
          The mail server took it: <span className="mono">{test.data.response}</span>
        </Note>
      )}
      {problem?.messages.map((message) => (
        <Note tone="bad" key={message}>
          <b>Not sent.</b> {message}
        </Note>
      ))}
    </form>
  );
}

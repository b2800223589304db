import { Button, PasswordInput, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { client } from '../../api/client.ts';
import { type FormProblem, toFormProblem, toProblem } from '../../api/problem.ts';
import { signIn } from '../../api/session.ts';
import { Note } from '../../ui/note/note.tsx';
import { browserZone } from '../../ui/time/times.tsx';

const FIELDS = ['name', 'password'];
const SHORTEST_PASSWORD = 12;
const NOTHING: FormProblem = { fields: {}, messages: [] };

interface InvitationFormProps {
  readonly token: string;
  readonly person: { readonly name: string; readonly email: string };
}

const check = (name: string, password: string): Record<string, string> => ({
  ...(name.trim() === '' && { name: 'Enter your name.' }),
  ...([...password].length < SHORTEST_PASSWORD && { password: `Use at least ${SHORTEST_PASSWORD} characters.` }),
});

/** The link is the first thing to be wrong; its path would say nothing to people. */
function toRefusal(error: unknown): FormProblem {
  const problem = toProblem(error);
  const issues = problem.issues.map((issue) => (issue.path[0] === 'token' ? { ...issue, path: [] } : issue));
  return toFormProblem({ ...problem, issues }, FIELDS);
}

/** Sets name and password, and signs in with them. */
export function InvitationForm({ token, person }: InvitationFormProps) {
  const [name, setName] = useState(person.name);
  const [password, setPassword] = useState('');
  const [problem, setProblem] = useState(NOTHING);
  const queryClient = useQueryClient();
  const router = useRouter();
  const enter = useMutation({
    mutationFn: async () => {
      const { email } = await client.account.acceptInvitation({ token, name: name.trim(), password, timeZone: browserZone() });
      // The link is used up: should this fail, the password that was just set still opens the sign-in page.
      await signIn(queryClient, { email, password, rememberMe: false }).catch(() => undefined);
    },
    onSuccess: () => router.history.push('/'),
    onError: (error) => setProblem(toRefusal(error)),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const fields = check(name, password);
    setProblem({ fields, messages: [] });
    if (Object.keys(fields).length === 0 && !enter.isPending) enter.mutate();
  };
  return (
    <>
      <h1>Set your password</h1>
      <p className="text-2">You sign in with {person.email}.</p>
      <form onSubmit={submit} noValidate>
        {problem.messages.map((message) => (
          <Note key={message} tone="bad">
            {message}
          </Note>
        ))}
        <input type="hidden" name="email" autoComplete="username" value={person.email} />
        <TextInput
          label="Name"
          autoComplete="name"
          value={name}
          error={problem.fields['name']}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <PasswordInput
          label="Password"
          description={`At least ${SHORTEST_PASSWORD} characters; a sentence is fine`}
          autoComplete="new-password"
          autoFocus
          value={password}
          error={problem.fields['password']}
          onChange={(event) => setPassword(event.currentTarget.value)}
          visibilityToggleButtonProps={{ 'aria-label': 'Show the password' }}
        />
        <Button type="submit" fullWidth loading={enter.isPending}>
          Set the password and sign in
        </Button>
      </form>
    </>
  );
}

import { Button, PasswordInput, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { type FormProblem, toFormProblem, toProblem } from '../../api/problem.ts';
import { meOptions, signIn } from '../../api/session.ts';
import { Note } from '../../ui/note/note.tsx';
import { browserZone } from '../../ui/time/times.tsx';
import { createAccount } from './queries.ts';

const FIELDS = ['name', 'email', 'password'];
const SHORTEST_PASSWORD = 12;
const NOTHING: FormProblem = { fields: {}, messages: [] };

interface Account {
  readonly name: string;
  readonly email: string;
  readonly password: string;
}

function check({ name, email, password }: Account): Record<string, string> {
  return {
    ...(name.trim() === '' && { name: 'Enter your name.' }),
    ...(!email.includes('@') && { email: 'Enter an e-mail address: name@example.org.' }),
    ...([...password].length < SHORTEST_PASSWORD && { password: `Use at least ${SHORTEST_PASSWORD} characters.` }),
  };
}

interface AccountStepProps {
  readonly token: string;
  readonly onDone: () => void;
}

/** The first person of the installation: the Manager primary contact. */
export function AccountStep({ token, onDone }: AccountStepProps) {
  const [account, setAccount] = useState<Account>({ name: '', email: '', password: '' });
  const [problem, setProblem] = useState(NOTHING);
  const queryClient = useQueryClient();
  const create = useMutation(createAccount());
  const enter = useMutation({
    mutationFn: async (values: Account) => {
      const { email } = await create.mutateAsync({ token, ...values, timeZone: browserZone() });
      await signIn(queryClient, { email, password: values.password, rememberMe: false });
      await queryClient.fetchQuery(meOptions());
    },
    onSuccess: onDone,
    onError: (error) => setProblem(toFormProblem(toProblem(error), FIELDS)),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const fields = check(account);
    setProblem({ fields, messages: [] });
    if (Object.keys(fields).length === 0) enter.mutate(account);
  };
  const field = (name: keyof Account) => ({
    value: account[name],
    error: problem.fields[name],
    onChange: (event: { target: { value: string } }) => setAccount({ ...account, [name]: event.target.value }),
  });
  return (
    <form className="first-run-form" onSubmit={submit} noValidate>
      <h1>Your account</h1>
      <p className="text-2">You become the Manager primary contact: the one who sets up this console and lets others in.</p>
      {problem.messages.map((message) => (
        <Note key={message} tone="bad">
          {message}
        </Note>
      ))}
      <TextInput label="Name" autoComplete="name" autoFocus {...field('name')} />
      <TextInput label="E-mail" type="email" autoComplete="username" {...field('email')} />
      <PasswordInput
        label="Password"
        description={`At least ${SHORTEST_PASSWORD} characters; a sentence is fine`}
        autoComplete="new-password"
        visibilityToggleButtonProps={{ 'aria-label': 'Show the password' }}
        {...field('password')}
      />
      <div className="first-run-actions">
        <Button type="submit" loading={enter.isPending}>
          Create the account
        </Button>
      </div>
    </form>
  );
}

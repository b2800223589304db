import { Button, Checkbox, PasswordInput, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { type FormEvent, useRef, useState } from 'react';
import { toProblem } from '../../api/problem.ts';
import { type Credentials, SessionRefused, signIn } from '../../api/session.ts';
import { hasDrafts } from '../../ui/form/drafts.ts';
import { Brand } from '../../ui/page/brand.tsx';
import { safeReturn } from './safe-return.ts';
import './sign-in.css';

const messageOf = (error: unknown) => (error instanceof SessionRefused ? error.message : toProblem(error).message);

/** Shows nothing about the installation: no counts, titles or version. */
export function SignInPage({ back }: { readonly back: string | undefined }) {
  const [values, setValues] = useState<Credentials>({ email: '', password: '', rememberMe: false });
  const [missing, setMissing] = useState<{ email?: string; password?: string }>({});
  const password = useRef<HTMLInputElement>(null);
  const queryClient = useQueryClient();
  const router = useRouter();
  const attempt = useMutation({
    mutationFn: (credentials: Credentials) => signIn(queryClient, credentials),
    onSuccess: () => router.history.push(safeReturn(back)),
    onError: () => password.current?.select(),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const found = {
      ...(values.email.trim() === '' && { email: 'Enter the e-mail address of your account.' }),
      ...(values.password === '' && { password: 'Enter your password.' }),
    };
    setMissing(found);
    if (Object.keys(found).length === 0) attempt.mutate({ ...values, email: values.email.trim() });
  };
  return (
    <div className="sign-in-page">
      <main className="sign-in-card">
        <Brand size={26} />
        <h1>Sign in</h1>
        <p className="text-2">{window.location.host}</p>
        <form onSubmit={submit} noValidate>
          <TextInput
            label="E-mail"
            type="email"
            name="email"
            autoComplete="username"
            autoFocus
            value={values.email}
            error={missing.email}
            onChange={(event) => setValues({ ...values, email: event.target.value })}
          />
          <PasswordInput
            ref={password}
            label="Password"
            name="password"
            autoComplete="current-password"
            value={values.password}
            error={missing.password ?? (attempt.isError ? messageOf(attempt.error) : undefined)}
            onChange={(event) => setValues({ ...values, password: event.target.value })}
            visibilityToggleButtonProps={{ 'aria-label': 'Show the password' }}
          />
          <Checkbox
            label="Stay signed in for 7 days"
            checked={values.rememberMe}
            onChange={(event) => setValues({ ...values, rememberMe: event.target.checked })}
          />
          <Button type="submit" fullWidth loading={attempt.isPending}>
            Sign in
          </Button>
        </form>
        {hasDrafts() && <p className="meta">Your unsaved edit is kept on this device and opens after you sign in.</p>}
      </main>
      <footer className="meta sign-in-foot">Accounts are made by invitation. Ask your Manager primary contact.</footer>
    </div>
  );
}

import type { QueryClient } from '@tanstack/react-query';
import { orpc } from './client.ts';
import { toProblem } from './problem.ts';

/** Who is signed in. Fresh for a minute; a refusal is not asked again. */
export const meOptions = () => orpc.account.me.queryOptions({ staleTime: 60_000, retry: false });

/** A refusal to sign in or out, in the server's words. */
export class SessionRefused extends Error {
  override readonly name = 'SessionRefused';
  readonly status: number;

  constructor(message: string, status: number) {
    super(message);
    this.status = status;
  }
}

async function postAuth(path: string, body: object): Promise<void> {
  const response = await fetch(`/api/auth/${path}`, {
    method: 'POST',
    credentials: 'same-origin',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (response.ok) return;
  const answer: { detail?: unknown; message?: unknown } = await response.json().catch(() => ({}));
  const detail = [answer.detail, answer.message].find((text) => typeof text === 'string' && text !== '');
  throw new SessionRefused(typeof detail === 'string' ? detail : `The server answered ${response.status}.`, response.status);
}

export interface Credentials {
  readonly email: string;
  readonly password: string;
  readonly rememberMe: boolean;
}

/** Signs in; rejects with SessionRefused, or with the browser's error when nobody answers. */
export async function signIn(queryClient: QueryClient, credentials: Credentials): Promise<void> {
  await postAuth('sign-in/email', credentials);
  queryClient.clear();
}

export async function signOut(queryClient: QueryClient): Promise<void> {
  await postAuth('sign-out', {});
  queryClient.clear();
}

export const isNotSignedIn = (error: unknown) => toProblem(error).status === 401;

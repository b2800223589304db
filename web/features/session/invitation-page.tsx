import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { orpc } from '../../api/client.ts';
import { toProblem } from '../../api/problem.ts';
import { FailureNote } from '../../ui/note/note.tsx';
import { Brand } from '../../ui/page/brand.tsx';
import { InvitationForm } from './invitation-form.tsx';
import './sign-in.css';

const linkState = (token: string) =>
  orpc.account.checkInvitation.queryOptions({ input: { token }, retry: false, staleTime: Number.POSITIVE_INFINITY });

/** The one-time link of a person who is invited, or forgot their password. */
export function InvitationPage({ token }: { readonly token: string }) {
  const link = useQuery(linkState(token));
  const person = link.data?.person;
  if (link.isPending) return <InvitationFrame>{null}</InvitationFrame>;
  if (link.isError) {
    return (
      <InvitationFrame>
        <h1>Set your password</h1>
        <FailureNote title="The link could not be checked." {...toProblem(link.error)} onRetry={() => void link.refetch()} />
      </InvitationFrame>
    );
  }
  return <InvitationFrame>{person === undefined ? <UsedLink /> : <InvitationForm token={token} person={person} />}</InvitationFrame>;
}

const InvitationFrame = ({ children }: { readonly children: ReactNode }) => (
  <div className="sign-in-page">
    <main className="sign-in-card">
      <Brand size={26} />
      {children}
    </main>
    <footer className="meta sign-in-foot">{window.location.host}</footer>
  </div>
);

const UsedLink = () => (
  <>
    <h1>This link does not work</h1>
    <p className="text-2">
      It was used, has expired, was replaced by a newer one, or is not complete. Ask a manager for a new one: Users, your name, New link.
    </p>
    <Button component={Link} to="/sign-in" mt="lg">
      Sign in
    </Button>
  </>
);

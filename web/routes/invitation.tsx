import { useSearch } from '@tanstack/react-router';
import { InvitationPage } from '../features/session/invitation-page.tsx';

export function InvitationRoute() {
  const { token = '' } = useSearch({ from: '/invitation' });
  return <InvitationPage token={token} />;
}

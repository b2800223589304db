import { useSearch } from '@tanstack/react-router';
import { SignInPage } from '../features/session/sign-in-page.tsx';

export function SignInRoute() {
  const { return: back } = useSearch({ from: '/sign-in' });
  return <SignInPage back={back} />;
}

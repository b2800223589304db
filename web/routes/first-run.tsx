import { useSearch } from '@tanstack/react-router';
import { FirstRunPage } from '../features/first-run/first-run-page.tsx';

export function FirstRunRoute() {
  const { token = '' } = useSearch({ from: '/first-run' });
  return <FirstRunPage token={token} />;
}

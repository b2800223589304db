import { useSearch } from '@tanstack/react-router';
import { NewScanPage } from '../features/scans/new-scan-page.tsx';

export function NewScanRoute() {
  const { relaunch } = useSearch({ from: '/signed-in/scans/new' });
  return <NewScanPage relaunch={relaunch} />;
}

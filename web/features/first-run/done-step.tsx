import { Button } from '@mantine/core';
import { Link, useRouter } from '@tanstack/react-router';

/** The console is ready; `scanId` is the scan that was started, if any. */
export function DoneStep({ scanId }: { readonly scanId: string | undefined }) {
  const routes: Record<string, unknown> = useRouter().routesByPath;
  const toScan = scanId !== undefined && routes['/scans/$id'] !== undefined ? `/scans/${scanId}` : undefined;
  return (
    <div className="first-run-form">
      <h1>{scanId === undefined ? 'The console is ready' : 'The first scan is under way'}</h1>
      <p className="text-2">
        {scanId === undefined
          ? 'Schedules launch scans by themselves; appliances bring them to other networks.'
          : 'Its results come in as hosts are finished. Schedules launch the next ones by themselves.'}
      </p>
      <div className="first-run-actions">
        {toScan !== undefined && (
          <Button component={Link} to={toScan}>
            Watch the scan
          </Button>
        )}
        <Button component={Link} to="/" variant={toScan === undefined ? 'filled' : 'default'}>
          Open the overview
        </Button>
      </div>
    </div>
  );
}

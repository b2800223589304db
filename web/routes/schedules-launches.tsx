import { HeldLaunchesPage } from '../features/schedules/held-launches-page.tsx';
import { LaunchLedgerPage } from '../features/schedules/launch-ledger-page.tsx';

export const LaunchLedgerRoute = () => <LaunchLedgerPage />;
export const HeldLaunchesRoute = () => <HeldLaunchesPage />;

import { LaunchLedgerPage } from '../features/schedules/launch-ledger-page.tsx';

export const LaunchLedgerRoute = () => <LaunchLedgerPage />;

import { AlertsSetupPage } from '../features/setup/alerts-setup-page.tsx';

export const AlertsSetupRoute = () => <AlertsSetupPage />;

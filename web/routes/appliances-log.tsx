import { ApplianceLogPage } from '../features/appliances/log/appliance-log-page.tsx';

export const ApplianceLogRoute = () => <ApplianceLogPage />;

import { AppliancesPage } from '../features/appliances/appliances-page.tsx';

export const AppliancesRoute = () => <AppliancesPage />;

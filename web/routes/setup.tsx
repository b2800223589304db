import { SetupPage } from '../features/setup/setup-page.tsx';

export const SetupRoute = () => <SetupPage />;

import { ScansPage } from '../features/scans/scans-page.tsx';

export const ScansRoute = () => <ScansPage />;

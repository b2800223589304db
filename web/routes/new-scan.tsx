import { NewScanPage } from '../features/scans/new-scan-page.tsx';

export const NewScanRoute = () => <NewScanPage />;

import { DownloadsPage } from '../features/downloads/downloads-page.tsx';

export const DownloadsRoute = () => <DownloadsPage />;

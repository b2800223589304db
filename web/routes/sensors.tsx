import { SensorsPage } from '../features/sensors/sensors-page.tsx';

export const SensorsRoute = () => <SensorsPage />;

import { SchedulesPage } from '../features/schedules/schedules-page.tsx';

export const SchedulesRoute = () => <SchedulesPage />;

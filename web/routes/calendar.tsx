import { CalendarPage } from '../features/calendar/calendar-page.tsx';

export const CalendarRoute = () => <CalendarPage />;

import { useSearch } from '@tanstack/react-router';
import { NewSchedulePage } from '../features/schedules/form/new-schedule-page.tsx';

export function NewScheduleRoute() {
  const { duplicate } = useSearch({ from: '/signed-in/schedules/new' });
  return <NewSchedulePage key={duplicate ?? ''} duplicate={duplicate} />;
}

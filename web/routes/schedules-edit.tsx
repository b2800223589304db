import { useParams } from '@tanstack/react-router';
import { EditSchedulePage } from '../features/schedules/form/edit-schedule-page.tsx';

export function EditScheduleRoute() {
  const { id } = useParams({ from: '/signed-in/schedules/$id/edit' });
  return <EditSchedulePage key={id} id={id} />;
}

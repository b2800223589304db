import { useParams } from '@tanstack/react-router';
import { ScheduleDetailPage } from '../features/schedules/schedule-detail-page.tsx';

export function ScheduleDetailRoute() {
  const { id } = useParams({ from: '/signed-in/schedules/$id' });
  return <ScheduleDetailPage key={id} id={id} />;
}

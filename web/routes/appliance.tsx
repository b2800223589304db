import { useParams } from '@tanstack/react-router';
import { AppliancePage } from '../features/appliances/appliance-page.tsx';

export function ApplianceRoute() {
  const { id } = useParams({ from: '/signed-in/appliances/$id' });
  return <AppliancePage key={id} id={id} />;
}

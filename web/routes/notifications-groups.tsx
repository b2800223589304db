import { GroupsPage } from '../features/notifications/groups-page.tsx';

export const GroupsRoute = () => <GroupsPage />;

import { UnitsPage } from '../features/users/units/units-page.tsx';
import { UsersPage } from '../features/users/users-page.tsx';

export const UsersRoute = () => <UsersPage />;
export const UnitsRoute = () => <UnitsPage />;

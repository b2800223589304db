import { PackagesPage } from '../features/distribution/packages-page.tsx';
import { RolloutsPage } from '../features/distribution/rollouts-page.tsx';

export const RolloutsRoute = () => <RolloutsPage />;
export const PackagesRoute = () => <PackagesPage />;

import { ContainersPage } from '../features/containers/containers-page.tsx';

export const ContainersRoute = () => <ContainersPage />;

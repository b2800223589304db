import { ProfilesPage } from '../features/scans/profiles/profiles-page.tsx';

export const OptionProfilesRoute = () => <ProfilesPage />;

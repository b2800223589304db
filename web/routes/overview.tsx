import { OverviewPage } from '../features/overview/overview-page.tsx';
import { HeldNote } from '../features/schedules/held-note.tsx';

export const OverviewRoute = () => <OverviewPage note={<HeldNote />} />;

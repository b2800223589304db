import { DevUiPage } from '../features/dev-ui/dev-ui-page.tsx';

export const DevUiRoute = () => <DevUiPage />;

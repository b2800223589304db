import { MailSetupPage } from '../features/setup/mail-setup-page.tsx';

export const MailSetupRoute = () => <MailSetupPage />;

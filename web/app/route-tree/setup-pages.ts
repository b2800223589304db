import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { signedIn } from './signed-in.ts';

const mailSetup = createRoute({
  getParentRoute: () => signedIn,
  path: '/setup/mail',
  component: lazyRouteComponent(() => import('../../routes/setup-mail.tsx'), 'MailSetupRoute'),
});

const alertsSetup = createRoute({
  getParentRoute: () => signedIn,
  path: '/setup/alerts',
  component: lazyRouteComponent(() => import('../../routes/setup-alerts.tsx'), 'AlertsSetupRoute'),
});

const setup = createRoute({
  getParentRoute: () => signedIn,
  path: '/setup',
  component: lazyRouteComponent(() => import('../../routes/setup.tsx'), 'SetupRoute'),
});

export const setupPages = [setup, mailSetup, alertsSetup] as const;

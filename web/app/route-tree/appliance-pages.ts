import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { signedIn } from './signed-in.ts';

/** The fleet: appliances, their log, what is distributed to them, and where they come from. */
export const appliancePages = [
  createRoute({
    getParentRoute: () => signedIn,
    path: '/appliances',
    component: lazyRouteComponent(() => import('../../routes/appliances.tsx'), 'AppliancesRoute'),
  }),
  createRoute({
    getParentRoute: () => signedIn,
    path: '/appliances/log',
    component: lazyRouteComponent(() => import('../../routes/appliances-log.tsx'), 'ApplianceLogRoute'),
  }),
  createRoute({
    getParentRoute: () => signedIn,
    path: '/appliances/updates',
    component: lazyRouteComponent(() => import('../../routes/distribution.tsx'), 'RolloutsRoute'),
  }),
  createRoute({
    getParentRoute: () => signedIn,
    path: '/appliances/packages',
    component: lazyRouteComponent(() => import('../../routes/distribution.tsx'), 'PackagesRoute'),
  }),
  createRoute({
    getParentRoute: () => signedIn,
    path: '/appliances/$id',
    component: lazyRouteComponent(() => import('../../routes/appliance.tsx'), 'ApplianceRoute'),
  }),
  createRoute({
    getParentRoute: () => signedIn,
    path: '/downloads',
    component: lazyRouteComponent(() => import('../../routes/downloads.tsx'), 'DownloadsRoute'),
  }),
] as const;

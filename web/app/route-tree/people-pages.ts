import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { signedIn } from './signed-in.ts';

export const notificationPages = [
  createRoute({
    getParentRoute: () => signedIn,
    path: '/notifications',
    component: lazyRouteComponent(() => import('../../routes/notifications.tsx'), 'NotificationsRoute'),
  }),
  createRoute({
    getParentRoute: () => signedIn,
    path: '/notifications/groups',
    component: lazyRouteComponent(() => import('../../routes/notifications-groups.tsx'), 'GroupsRoute'),
  }),
] as const;

export const userPages = [
  createRoute({
    getParentRoute: () => signedIn,
    path: '/users',
    component: lazyRouteComponent(() => import('../../routes/users.tsx'), 'UsersRoute'),
  }),
  createRoute({
    getParentRoute: () => signedIn,
    path: '/users/units',
    component: lazyRouteComponent(() => import('../../routes/users.tsx'), 'UnitsRoute'),
  }),
] as const;

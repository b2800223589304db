import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { signedIn } from './signed-in.ts';

export const assetPages = [
  createRoute({
    getParentRoute: () => signedIn,
    path: '/assets',
    component: lazyRouteComponent(() => import('../../routes/assets.tsx'), 'AssetsRoute'),
  }),
  createRoute({
    getParentRoute: () => signedIn,
    path: '/assets/groups',
    component: lazyRouteComponent(() => import('../../routes/assets.tsx'), 'AssetGroupsRoute'),
  }),
  createRoute({
    getParentRoute: () => signedIn,
    path: '/assets/tags',
    component: lazyRouteComponent(() => import('../../routes/assets.tsx'), 'TagsRoute'),
  }),
  createRoute({
    getParentRoute: () => signedIn,
    path: '/assets/connectors',
    component: lazyRouteComponent(() => import('../../routes/assets.tsx'), 'ConnectorsRoute'),
  }),
] as const;

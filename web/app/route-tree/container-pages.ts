import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { signedIn } from './signed-in.ts';

const image = createRoute({
  getParentRoute: () => signedIn,
  path: '/images/$id',
  component: lazyRouteComponent(() => import('../../routes/image.tsx'), 'ImageRoute'),
});

const imageTabs = [
  createRoute({
    getParentRoute: () => image,
    path: '/',
    component: lazyRouteComponent(() => import('../../routes/image.tsx'), 'ImageFindingsRoute'),
  }),
  createRoute({
    getParentRoute: () => image,
    path: '/packages',
    component: lazyRouteComponent(() => import('../../routes/image.tsx'), 'ImagePackagesRoute'),
  }),
  createRoute({
    getParentRoute: () => image,
    path: '/layers',
    component: lazyRouteComponent(() => import('../../routes/image.tsx'), 'ImageLayersRoute'),
  }),
  createRoute({
    getParentRoute: () => image,
    path: '/hosts',
    component: lazyRouteComponent(() => import('../../routes/image.tsx'), 'ImageHostsRoute'),
  }),
  createRoute({
    getParentRoute: () => image,
    path: '/history',
    component: lazyRouteComponent(() => import('../../routes/image.tsx'), 'ImageHistoryRoute'),
  }),
] as const;

const container = createRoute({
  getParentRoute: () => signedIn,
  path: '/containers/$id',
  component: lazyRouteComponent(() => import('../../routes/container.tsx'), 'ContainerRoute'),
});

const containerTabs = [
  createRoute({
    getParentRoute: () => container,
    path: '/',
    component: lazyRouteComponent(() => import('../../routes/container.tsx'), 'ContainerFindingsRoute'),
  }),
  createRoute({
    getParentRoute: () => container,
    path: '/drift',
    component: lazyRouteComponent(() => import('../../routes/container.tsx'), 'ContainerDriftRoute'),
  }),
  createRoute({
    getParentRoute: () => container,
    path: '/history',
    component: lazyRouteComponent(() => import('../../routes/container.tsx'), 'ContainerHistoryRoute'),
  }),
] as const;

/** What the sensors tell: images, containers, and the sensors themselves. */
export const containerPages = [
  createRoute({
    getParentRoute: () => signedIn,
    path: '/images',
    component: lazyRouteComponent(() => import('../../routes/images.tsx'), 'ImagesRoute'),
  }),
  image.addChildren(imageTabs),
  createRoute({
    getParentRoute: () => signedIn,
    path: '/containers',
    component: lazyRouteComponent(() => import('../../routes/containers.tsx'), 'ContainersRoute'),
  }),
  container.addChildren(containerTabs),
  createRoute({
    getParentRoute: () => signedIn,
    path: '/sensors',
    component: lazyRouteComponent(() => import('../../routes/sensors.tsx'), 'SensorsRoute'),
  }),
] as const;

import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { signedIn } from './signed-in.ts';

const scans = createRoute({
  getParentRoute: () => signedIn,
  path: '/scans',
  component: lazyRouteComponent(() => import('../../routes/scans.tsx'), 'ScansRoute'),
});

const newScan = createRoute({
  getParentRoute: () => signedIn,
  path: '/scans/new',
  validateSearch: (search): { relaunch?: string } => (typeof search['relaunch'] === 'string' ? { relaunch: search['relaunch'] } : {}),
  component: lazyRouteComponent(() => import('../../routes/new-scan.tsx'), 'NewScanRoute'),
});

const profiles = createRoute({
  getParentRoute: () => signedIn,
  path: '/scans/profiles',
  component: lazyRouteComponent(() => import('../../routes/option-profiles.tsx'), 'OptionProfilesRoute'),
});

const scan = createRoute({
  getParentRoute: () => signedIn,
  path: '/scans/$id',
  component: lazyRouteComponent(() => import('../../routes/scan.tsx'), 'ScanRoute'),
});

const scanTabs = [
  createRoute({
    getParentRoute: () => scan,
    path: '/',
    component: lazyRouteComponent(() => import('../../routes/scan.tsx'), 'ScanHostsRoute'),
  }),
  createRoute({
    getParentRoute: () => scan,
    path: '/findings',
    component: lazyRouteComponent(() => import('../../routes/scan.tsx'), 'ScanFindingsRoute'),
  }),
  createRoute({
    getParentRoute: () => scan,
    path: '/services',
    component: lazyRouteComponent(() => import('../../routes/scan.tsx'), 'ScanServicesRoute'),
  }),
  createRoute({
    getParentRoute: () => scan,
    path: '/slices',
    component: lazyRouteComponent(() => import('../../routes/scan.tsx'), 'ScanSlicesRoute'),
  }),
] as const;

export const scanPages = [scans, newScan, profiles, scan.addChildren(scanTabs)] as const;

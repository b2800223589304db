import type { QueryClient } from '@tanstack/react-query';
import { createRootRouteWithContext, createRoute, createRouter, lazyRouteComponent, Outlet, redirect } from '@tanstack/react-router';
import type { LiveUpdates } from '../api/live-updates.ts';
import { isNotSignedIn, meOptions } from '../api/session.ts';
import { ErrorPage } from './error-page.tsx';
import { Frame } from './layout/frame.tsx';
import { NotFoundPage } from './not-found-page.tsx';

interface RouterContext {
  readonly queryClient: QueryClient;
  readonly live: LiveUpdates;
}

const root = createRootRouteWithContext<RouterContext>()({ component: Outlet, notFoundComponent: NotFoundPage });

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: (search): { return?: string } => (typeof search['return'] === 'string' ? { return: search['return'] } : {}),
  component: lazyRouteComponent(() => import('../routes/sign-in.tsx'), 'SignInRoute'),
});

const firstRun = createRoute({
  getParentRoute: () => root,
  path: '/first-run',
  // A token of digits alone would arrive as a number.
  validateSearch: (search): { token?: string } => ('token' in search ? { token: String(search['token']) } : {}),
  component: lazyRouteComponent(() => import('../routes/first-run.tsx'), 'FirstRunRoute'),
});

const invitation = createRoute({
  getParentRoute: () => root,
  path: '/invitation',
  // A token of digits alone would arrive as a number.
  validateSearch: (search): { token?: string } => ('token' in search ? { token: String(search['token']) } : {}),
  component: lazyRouteComponent(() => import('../routes/invitation.tsx'), 'InvitationRoute'),
});

/** Everything that needs somebody signed in. */
const signedIn = createRoute({
  getParentRoute: () => root,
  id: 'signed-in',
  component: Frame,
  beforeLoad: async ({ context: { queryClient, live }, location }) => {
    try {
      await queryClient.ensureQueryData(meOptions());
    } catch (error) {
      if (isNotSignedIn(error)) throw redirect({ to: '/sign-in', search: { return: location.href } });
      throw error;
    }
    live.start();
  },
});

const overview = createRoute({
  getParentRoute: () => signedIn,
  path: '/',
  component: lazyRouteComponent(() => import('../routes/overview.tsx'), 'OverviewRoute'),
});

const devUi = createRoute({
  getParentRoute: () => signedIn,
  path: '/dev/ui',
  component: lazyRouteComponent(() => import('../routes/dev-ui.tsx'), 'DevUiRoute'),
});

const scans = createRoute({
  getParentRoute: () => signedIn,
  path: '/scans',
  component: lazyRouteComponent(() => import('../routes/scans.tsx'), 'ScansRoute'),
});

const newScan = createRoute({
  getParentRoute: () => signedIn,
  path: '/scans/new',
  validateSearch: (search): { relaunch?: string } => (typeof search['relaunch'] === 'string' ? { relaunch: search['relaunch'] } : {}),
  component: lazyRouteComponent(() => import('../routes/new-scan.tsx'), 'NewScanRoute'),
});

const profiles = createRoute({
  getParentRoute: () => signedIn,
  path: '/scans/profiles',
  component: lazyRouteComponent(() => import('../routes/option-profiles.tsx'), 'OptionProfilesRoute'),
});

const scan = createRoute({
  getParentRoute: () => signedIn,
  path: '/scans/$id',
  component: lazyRouteComponent(() => import('../routes/scan.tsx'), 'ScanRoute'),
});

const scanTabs = [
  createRoute({
    getParentRoute: () => scan,
    path: '/',
    component: lazyRouteComponent(() => import('../routes/scan.tsx'), 'ScanHostsRoute'),
  }),
  createRoute({
    getParentRoute: () => scan,
    path: '/findings',
    component: lazyRouteComponent(() => import('../routes/scan.tsx'), 'ScanFindingsRoute'),
  }),
  createRoute({
    getParentRoute: () => scan,
    path: '/services',
    component: lazyRouteComponent(() => import('../routes/scan.tsx'), 'ScanServicesRoute'),
  }),
  createRoute({
    getParentRoute: () => scan,
    path: '/slices',
    component: lazyRouteComponent(() => import('../routes/scan.tsx'), 'ScanSlicesRoute'),
  }),
] as const;

const schedules = createRoute({
  getParentRoute: () => signedIn,
  path: '/schedules',
  component: lazyRouteComponent(() => import('../routes/schedules.tsx'), 'SchedulesRoute'),
});
const scheduleNew = createRoute({
  getParentRoute: () => signedIn,
  path: '/schedules/new',
  validateSearch: (search): { duplicate?: string } => (typeof search['duplicate'] === 'string' ? { duplicate: search['duplicate'] } : {}),
  component: lazyRouteComponent(() => import('../routes/schedules-new.tsx'), 'NewScheduleRoute'),
});
const scheduleDetail = createRoute({
  getParentRoute: () => signedIn,
  path: '/schedules/$id',
  component: lazyRouteComponent(() => import('../routes/schedules-detail.tsx'), 'ScheduleDetailRoute'),
});
const scheduleEdit = createRoute({
  getParentRoute: () => signedIn,
  path: '/schedules/$id/edit',
  component: lazyRouteComponent(() => import('../routes/schedules-edit.tsx'), 'EditScheduleRoute'),
});
const launches = createRoute({
  getParentRoute: () => signedIn,
  path: '/launches',
  component: lazyRouteComponent(() => import('../routes/schedules-launches.tsx'), 'LaunchLedgerRoute'),
});

const heldLaunches = createRoute({
  getParentRoute: () => signedIn,
  path: '/launches/held',
  component: lazyRouteComponent(() => import('../routes/schedules-launches.tsx'), 'HeldLaunchesRoute'),
});

const schedulePages = [heldLaunches, schedules, scheduleNew, scheduleDetail, scheduleEdit, launches] as const;

const assetPages = [
  createRoute({
    getParentRoute: () => signedIn,
    path: '/assets',
    component: lazyRouteComponent(() => import('../routes/assets.tsx'), 'AssetsRoute'),
  }),
  createRoute({
    getParentRoute: () => signedIn,
    path: '/assets/groups',
    component: lazyRouteComponent(() => import('../routes/assets.tsx'), 'AssetGroupsRoute'),
  }),
  createRoute({
    getParentRoute: () => signedIn,
    path: '/assets/tags',
    component: lazyRouteComponent(() => import('../routes/assets.tsx'), 'TagsRoute'),
  }),
  createRoute({
    getParentRoute: () => signedIn,
    path: '/assets/connectors',
    component: lazyRouteComponent(() => import('../routes/assets.tsx'), 'ConnectorsRoute'),
  }),
] as const;

const appliances = createRoute({
  getParentRoute: () => signedIn,
  path: '/appliances',
  component: lazyRouteComponent(() => import('../routes/appliances.tsx'), 'AppliancesRoute'),
});

const fleetPages = [
  createRoute({
    getParentRoute: () => signedIn,
    path: '/appliances/log',
    component: lazyRouteComponent(() => import('../routes/appliances-log.tsx'), 'ApplianceLogRoute'),
  }),
  createRoute({
    getParentRoute: () => signedIn,
    path: '/appliances/updates',
    component: lazyRouteComponent(() => import('../routes/distribution.tsx'), 'RolloutsRoute'),
  }),
  createRoute({
    getParentRoute: () => signedIn,
    path: '/appliances/packages',
    component: lazyRouteComponent(() => import('../routes/distribution.tsx'), 'PackagesRoute'),
  }),
] as const;
const notificationPages = [
  createRoute({
    getParentRoute: () => signedIn,
    path: '/notifications',
    component: lazyRouteComponent(() => import('../routes/notifications.tsx'), 'NotificationsRoute'),
  }),
  createRoute({
    getParentRoute: () => signedIn,
    path: '/notifications/groups',
    component: lazyRouteComponent(() => import('../routes/notifications-groups.tsx'), 'GroupsRoute'),
  }),
] as const;

const userPages = [
  createRoute({
    getParentRoute: () => signedIn,
    path: '/users',
    component: lazyRouteComponent(() => import('../routes/users.tsx'), 'UsersRoute'),
  }),
  createRoute({
    getParentRoute: () => signedIn,
    path: '/users/units',
    component: lazyRouteComponent(() => import('../routes/users.tsx'), 'UnitsRoute'),
  }),
] as const;

const mailSetup = createRoute({
  getParentRoute: () => signedIn,
  path: '/setup/mail',
  component: lazyRouteComponent(() => import('../routes/setup-mail.tsx'), 'MailSetupRoute'),
});

const alertsSetup = createRoute({
  getParentRoute: () => signedIn,
  path: '/setup/alerts',
  component: lazyRouteComponent(() => import('../routes/setup-alerts.tsx'), 'AlertsSetupRoute'),
});

const setup = createRoute({
  getParentRoute: () => signedIn,
  path: '/setup',
  component: lazyRouteComponent(() => import('../routes/setup.tsx'), 'SetupRoute'),
});

const calendar = createRoute({
  getParentRoute: () => signedIn,
  path: '/calendar',
  component: lazyRouteComponent(() => import('../routes/calendar.tsx'), 'CalendarRoute'),
});

// Pages are added here: one lazy route each, as a child of `signedIn`.
const routeTree = root.addChildren([
  signIn,
  firstRun,
  invitation,
  signedIn.addChildren([
    overview,
    ...schedulePages,
    calendar,
    scans,
    newScan,
    profiles,
    scan.addChildren(scanTabs),
    ...assetPages,
    appliances,
    ...fleetPages,
    ...notificationPages,
    ...userPages,
    setup,
    mailSetup,
    alertsSetup,
    devUi,
  ]),
]);

export function createConsoleRouter(context: RouterContext) {
  return createRouter({
    routeTree,
    context,
    defaultPreload: 'intent',
    defaultErrorComponent: ErrorPage,
    defaultNotFoundComponent: NotFoundPage,
    // The cache decides what is fresh, not the router.
    defaultPreloadStaleTime: 0,
    scrollRestoration: true,
  });
}

export type ConsoleRouter = ReturnType<typeof createConsoleRouter>;

declare module '@tanstack/react-router' {
  interface Register {
    router: ConsoleRouter;
  }
}

const PUBLIC_PAGES: readonly string[] = ['/sign-in', '/first-run', '/invitation'];

/** The session is over: to the sign-in page, and back to where we were afterwards. */
export function signInAgain(router: ConsoleRouter): void {
  const { pathname, href } = router.state.location;
  if (PUBLIC_PAGES.includes(pathname)) return;
  router.options.context.live.stop();
  void router.navigate({ to: '/sign-in', search: { return: href } });
}

import { createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { ErrorPage } from './error-page.tsx';
import { NotFoundPage } from './not-found-page.tsx';
import { appliancePages } from './route-tree/appliance-pages.ts';
import { assetPages } from './route-tree/asset-pages.ts';
import { containerPages } from './route-tree/container-pages.ts';
import { notificationPages, userPages } from './route-tree/people-pages.ts';
import { publicPages } from './route-tree/public-pages.ts';
import { type RouterContext, root } from './route-tree/root.ts';
import { scanPages } from './route-tree/scan-pages.ts';
import { schedulePages } from './route-tree/schedule-pages.ts';
import { setupPages } from './route-tree/setup-pages.ts';
import { signedIn } from './route-tree/signed-in.ts';

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

// A page is added in the file of its subject: one lazy route, as a child of `signedIn`.
const routeTree = root.addChildren([
  ...publicPages,
  signedIn.addChildren([
    overview,
    ...schedulePages,
    ...scanPages,
    ...assetPages,
    ...appliancePages,
    ...containerPages,
    ...notificationPages,
    ...userPages,
    ...setupPages,
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

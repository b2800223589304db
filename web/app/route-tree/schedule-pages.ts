import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { signedIn } from './signed-in.ts';

const schedules = createRoute({
  getParentRoute: () => signedIn,
  path: '/schedules',
  component: lazyRouteComponent(() => import('../../routes/schedules.tsx'), 'SchedulesRoute'),
});
const scheduleNew = createRoute({
  getParentRoute: () => signedIn,
  path: '/schedules/new',
  validateSearch: (search): { duplicate?: string } => (typeof search['duplicate'] === 'string' ? { duplicate: search['duplicate'] } : {}),
  component: lazyRouteComponent(() => import('../../routes/schedules-new.tsx'), 'NewScheduleRoute'),
});
const scheduleDetail = createRoute({
  getParentRoute: () => signedIn,
  path: '/schedules/$id',
  component: lazyRouteComponent(() => import('../../routes/schedules-detail.tsx'), 'ScheduleDetailRoute'),
});
const scheduleEdit = createRoute({
  getParentRoute: () => signedIn,
  path: '/schedules/$id/edit',
  component: lazyRouteComponent(() => import('../../routes/schedules-edit.tsx'), 'EditScheduleRoute'),
});
const launches = createRoute({
  getParentRoute: () => signedIn,
  path: '/launches',
  component: lazyRouteComponent(() => import('../../routes/schedules-launches.tsx'), 'LaunchLedgerRoute'),
});

const heldLaunches = createRoute({
  getParentRoute: () => signedIn,
  path: '/launches/held',
  component: lazyRouteComponent(() => import('../../routes/schedules-launches.tsx'), 'HeldLaunchesRoute'),
});

const calendar = createRoute({
  getParentRoute: () => signedIn,
  path: '/calendar',
  component: lazyRouteComponent(() => import('../../routes/calendar.tsx'), 'CalendarRoute'),
});

export const schedulePages = [heldLaunches, schedules, scheduleNew, scheduleDetail, scheduleEdit, launches, calendar] as const;

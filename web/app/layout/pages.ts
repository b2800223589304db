import {
  type Icon,
  IconAntenna,
  IconBell,
  IconBox,
  IconCalendar,
  IconCalendarRepeat,
  IconDownload,
  IconLayoutDashboard,
  IconRadar2,
  IconServer2,
  IconSettings,
  IconStack2,
  IconTopologyStar3,
  IconUsers,
} from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { useMemo } from 'react';
import { meOptions } from '../../api/session.ts';

export interface ConsolePage {
  readonly label: string;
  readonly to: string;
  readonly icon: Icon;
  /** Which of the platform's counts stands beside it. */
  readonly count?: 'schedules' | 'scansActive' | 'appliances';
  /** Starts a new group in the navigation. */
  readonly group?: true;
  /** Shown only to who has this permission. */
  readonly permission?: string;
  /** Key after `g`. */
  readonly key: string;
}

/** In the order of the navigation. */
const PAGES: readonly ConsolePage[] = [
  { label: 'Overview', to: '/', icon: IconLayoutDashboard, key: 'o' },
  { label: 'Schedules', to: '/schedules', icon: IconCalendarRepeat, count: 'schedules', group: true, key: 's' },
  { label: 'Calendar', to: '/calendar', icon: IconCalendar, key: 'c' },
  { label: 'Scans', to: '/scans', icon: IconRadar2, count: 'scansActive', key: 'r' },
  { label: 'Assets', to: '/assets', icon: IconTopologyStar3, key: 't' },
  { label: 'Appliances', to: '/appliances', icon: IconServer2, count: 'appliances', group: true, key: 'a' },
  { label: 'Images', to: '/images', icon: IconStack2, permission: 'containers.read', key: 'i' },
  { label: 'Containers', to: '/containers', icon: IconBox, permission: 'containers.read', key: 'b' },
  { label: 'Sensors', to: '/sensors', icon: IconAntenna, permission: 'sensors.read', key: 'e' },
  { label: 'Downloads', to: '/downloads', icon: IconDownload, permission: 'appliances.read', key: 'd' },
  { label: 'Notifications', to: '/notifications', icon: IconBell, group: true, key: 'n' },
  // Who may only read themselves finds themselves in the account menu.
  { label: 'Users', to: '/users', icon: IconUsers, permission: 'users.write', key: 'p' },
  { label: 'Setup', to: '/setup', icon: IconSettings, key: 'u' },
];

/** The pages that this build has a route for and the person a use for: the navigation never leads nowhere. */
export function usePages(): readonly ConsolePage[] {
  const routes: Record<string, unknown> = useRouter().routesByPath;
  const permissions = useQuery(meOptions()).data?.permissions;
  return useMemo(
    () =>
      PAGES.filter(
        ({ to, permission }) => routes[to] !== undefined && (permission === undefined || permissions?.includes(permission) === true),
      ),
    [routes, permissions],
  );
}

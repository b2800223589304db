import type { QueryClient } from '@tanstack/react-query';
import { createRootRouteWithContext, Outlet } from '@tanstack/react-router';
import type { LiveUpdates } from '../../api/live-updates.ts';
import { NotFoundPage } from '../not-found-page.tsx';

export interface RouterContext {
  readonly queryClient: QueryClient;
  readonly live: LiveUpdates;
}

export const root = createRootRouteWithContext<RouterContext>()({ component: Outlet, notFoundComponent: NotFoundPage });

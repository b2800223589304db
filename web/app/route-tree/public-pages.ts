import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { root } from './root.ts';

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: (search): { return?: string } => (typeof search['return'] === 'string' ? { return: search['return'] } : {}),
  component: lazyRouteComponent(() => import('../../routes/sign-in.tsx'), 'SignInRoute'),
});

const firstRun = createRoute({
  getParentRoute: () => root,
  path: '/first-run',
  // A token of digits alone would arrive as a number.
  validateSearch: (search): { token?: string } => ('token' in search ? { token: String(search['token']) } : {}),
  component: lazyRouteComponent(() => import('../../routes/first-run.tsx'), 'FirstRunRoute'),
});

const invitation = createRoute({
  getParentRoute: () => root,
  path: '/invitation',
  // A token of digits alone would arrive as a number.
  validateSearch: (search): { token?: string } => ('token' in search ? { token: String(search['token']) } : {}),
  component: lazyRouteComponent(() => import('../../routes/invitation.tsx'), 'InvitationRoute'),
});

/** Pages for who is not signed in. */
export const publicPages = [signIn, firstRun, invitation] as const;

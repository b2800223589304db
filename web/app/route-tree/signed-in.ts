import { createRoute, redirect } from '@tanstack/react-router';
import { isNotSignedIn, meOptions } from '../../api/session.ts';
import { Frame } from '../layout/frame.tsx';
import { root } from './root.ts';

/** Everything that needs somebody signed in. */
export const signedIn = createRoute({
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

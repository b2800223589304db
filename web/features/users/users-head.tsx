import type { ReactNode } from 'react';
import { PageHead } from '../../ui/page/page-head.tsx';
import { Tab, Tabs } from '../../ui/page/tabs.tsx';

/** Title, the one action, and the tabs of who works here and in which unit. */
export const UsersHead = ({ actions }: { readonly actions?: ReactNode }) => (
  <>
    <PageHead title="Users" actions={actions} />
    <Tabs label="Users">
      <Tab to="/users" label="People" />
      <Tab to="/users/units" label="Business units" />
    </Tabs>
  </>
);

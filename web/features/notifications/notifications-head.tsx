import type { ReactNode } from 'react';
import { PageHead } from '../../ui/page/page-head.tsx';
import { Tab, Tabs } from '../../ui/page/tabs.tsx';

/** Title, the one action, and the tabs of what was sent and whom it goes to. */
export const NotificationsHead = ({ actions }: { readonly actions?: ReactNode }) => (
  <>
    <PageHead title="Notifications" actions={actions} />
    <Tabs label="Notifications">
      <Tab to="/notifications" label="Sent and owed" />
      <Tab to="/notifications/groups" label="Distribution groups" />
    </Tabs>
  </>
);

import { PageHead } from '../../ui/page/page-head.tsx';
import { Tab, Tabs } from '../../ui/page/tabs.tsx';

/** The sections of the setup, each a page of its own. */
export const SetupHead = () => (
  <>
    <PageHead title="Setup" />
    <Tabs label="Setup">
      <Tab to="/setup" label="Scheduled scans" />
      <Tab to="/setup/mail" label="Mail" />
      <Tab to="/setup/alerts" label="Alerts" />
    </Tabs>
  </>
);

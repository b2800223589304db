import { Tab, Tabs } from '../../ui/page/tabs.tsx';

/** Scans, and how they look at hosts. */
export const ScansTabs = () => (
  <Tabs label="Scans">
    <Tab to="/scans" label="Scans" />
    <Tab to="/scans/profiles" label="Option profiles" />
  </Tabs>
);

import { Tab, Tabs } from '../../ui/page/tabs.tsx';

/** What scans can aim at. */
export const AssetsTabs = () => (
  <Tabs label="Assets">
    <Tab to="/assets" label="Assets" />
    <Tab to="/assets/groups" label="Asset groups" />
    <Tab to="/assets/tags" label="Tags" />
    <Tab to="/assets/connectors" label="Cloud connectors" />
  </Tabs>
);

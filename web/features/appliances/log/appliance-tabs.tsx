import { Tab, Tabs } from '../../../ui/page/tabs.tsx';

/** The fleet, and what it told of itself. */
export const ApplianceTabs = () => (
  <Tabs label="Appliances">
    <Tab to="/appliances" label="Appliances" />
    <Tab to="/appliances/log" label="Log" />
  </Tabs>
);

import { Tab, Tabs } from '../../ui/page/tabs.tsx';

/** What goes to the appliances: versions on their way, and versions that are held. */
export function DistributionTabs() {
  return (
    <Tabs label="Updates">
      <Tab to="/appliances/updates" label="Roll-outs" />
      <Tab to="/appliances/packages" label="Packages" />
    </Tabs>
  );
}

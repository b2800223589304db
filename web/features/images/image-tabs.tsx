import type { ImageDetail } from '#contract/images';
import { countsOf } from '../../containers/last-scan.tsx';
import { Tab, Tabs } from '../../ui/page/tabs.tsx';
import { totalOf } from '../../ui/severity/severity-bar.tsx';

/** Findings, packages, layers, hosts, history: each a route of its own. */
export function ImageTabs({ image }: { readonly image: ImageDetail }) {
  const { id, softwareCount, layerCount, associatedHostsCount } = image;
  const counts = countsOf(image);
  return (
    <div className="detail-tabs">
      <Tabs label="Parts of the image">
        <Tab to="/images/$id" params={{ id }} label="Findings" count={counts && totalOf(counts)} />
        <Tab to="/images/$id/packages" params={{ id }} label="Packages" count={softwareCount} />
        <Tab to="/images/$id/layers" params={{ id }} label="Layers" count={layerCount} />
        <Tab to="/images/$id/hosts" params={{ id }} label="Hosts" count={associatedHostsCount} />
        <Tab to="/images/$id/history" params={{ id }} label="History" />
      </Tabs>
    </div>
  );
}

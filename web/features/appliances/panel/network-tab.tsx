import { useQuery } from '@tanstack/react-query';
import type { Appliance } from '#contract/appliances';
import type { ApplianceNetwork } from '#contract/commands';
import { toProblem } from '../../../api/problem.ts';
import { FailureNote } from '../../../ui/note/note.tsx';
import { PanelSection } from '../../../ui/panel/side-panel.tsx';
import { formatNumber } from '../../../ui/time/format-duration.ts';
import { TimeText } from '../../../ui/time/time-text.tsx';
import { networkOf } from '../commands/queries.ts';
import { PanelSkeleton } from './panel-skeleton.tsx';

/** More routes are counted: nobody reads thousands. */
const DRAWN = 100;

/** Interfaces and routes of the machine, as the appliance read them back from its kernel. */
export function NetworkTab({ appliance }: { readonly appliance: Appliance }) {
  const read = useQuery(networkOf(appliance.id));
  if (read.isError) {
    return (
      <PanelSection>
        <FailureNote title="The network could not be read." {...toProblem(read.error)} onRetry={() => void read.refetch()} />
      </PanelSection>
    );
  }
  if (read.data === undefined) return <PanelSkeleton />;
  if (read.data.readAt === undefined) {
    return (
      <PanelSection>
        <p className="meta">It has not told its network yet. It reads it back from its kernel and tells it with a poll.</p>
      </PanelSection>
    );
  }
  return <Known network={read.data} readAt={read.data.readAt} />;
}

function Known({ network, readAt }: { readonly network: ApplianceNetwork; readonly readAt: string }) {
  const { interfaces, routes, otherRoutes, vlans, platform } = network;
  const labels = new Map(vlans.map(({ id, name }) => [id, name]));
  const lines = [
    ...routes.map((route) => ({ ...route, own: true })),
    ...otherRoutes.map((route) => ({ ...route, own: false, name: undefined })),
  ];
  return (
    <>
      <PanelSection title="Interfaces" aside={<ReadBack at={readAt} />}>
        <ul className="network-lines">
          {interfaces.map(({ name, up, addresses, vlan, own }) => (
            <li key={name}>
              <span className="mono">{name}</span>
              <span className="mono network-addresses">{addresses.join(', ') || '—'}</span>
              <span className="meta">
                {[up ? '' : 'down', vlan === undefined ? '' : `VLAN ${vlan.id} on ${vlan.parent ?? '?'}`, own ? 'set from here' : '']
                  .concat(vlan === undefined ? [] : (labels.get(vlan.id) ?? ''))
                  .filter(Boolean)
                  .join(' · ')}
              </span>
            </li>
          ))}
        </ul>
      </PanelSection>
      <PanelSection title={`Routes, ${formatNumber(lines.length)}`}>
        <ul className="network-lines">
          {lines.slice(0, DRAWN).map(({ destination, gateway, device, metric, own, name }) => (
            <li key={`${destination} ${gateway ?? ''} ${device ?? ''} ${metric ?? ''}`}>
              <span className="mono">{destination === '0.0.0.0/0' ? 'default' : destination}</span>
              <span className="mono network-addresses">
                {[gateway === undefined ? '' : `via ${gateway}`, device === undefined ? '' : `dev ${device}`]
                  .concat(metric === undefined ? [] : `metric ${metric}`)
                  .filter(Boolean)
                  .join(' ')}
              </span>
              {own && <span className="meta">{name === undefined ? 'set from here' : `set from here · ${name}`}</span>}
            </li>
          ))}
        </ul>
        {lines.length > DRAWN && <p className="meta">and {formatNumber(lines.length - DRAWN)} more</p>}
      </PanelSection>
      {platform !== undefined && (
        <PanelSection title="Way to this console">
          <p className="mono network-way">
            {platform.address}
            {platform.gateway !== undefined && ` via ${platform.gateway}`}
            {platform.device !== undefined && ` dev ${platform.device}`}
          </p>
        </PanelSection>
      )}
    </>
  );
}

const ReadBack = ({ at }: { readonly at: string }) => (
  <span className="meta tabular">
    read back <TimeText at={at} />
  </span>
);

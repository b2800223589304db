import { parseAddress } from '../../scans/address.ts';
import { type CommandOrder, vlanDevice, type WantedRoute, type WantedVlan } from './command.ts';
import { networkTable, parseNetwork } from './ip-network.ts';
import { connectedNetworks, ownRoutes, ownVlans, type ReportedNetwork } from './reported-network.ts';

/** A line that comes or goes, as `ip route` would write it. */
export interface NetworkChange {
  readonly change: 'added' | 'removed';
  readonly line: string;
}

/** What the order changes against what the appliance read back. */
export function describeChanges(order: CommandOrder, reported: ReportedNetwork): NetworkChange[] {
  if (order.kind === 'routes')
    return difference(ownRoutes(reported).map(routeLines(reported)), (order.routes ?? []).map(routeLines(reported)));
  if (order.kind === 'vlans') return difference(ownVlans(reported).map(vlanLine(reported)), (order.vlans ?? []).map(vlanLine(reported)));
  return [];
}

function difference(before: readonly string[], after: readonly string[]): NetworkChange[] {
  const [had, has] = [new Set(before), new Set(after)];
  return [
    ...[...has].filter((line) => !had.has(line)).map((line) => ({ change: 'added' as const, line })),
    ...[...had].filter((line) => !has.has(line)).map((line) => ({ change: 'removed' as const, line })),
  ];
}

const DEFAULTS = ['0.0.0.0/0', '::/0'];

/** `172.18.40.0/22 via 10.21.7.254 dev vlan217`. */
const routeLines = (reported: ReportedNetwork) => {
  const table = networkTable(connectedNetworks(reported, { own: true }));
  return ({ destination, gateway, device, metric }: WantedRoute): string => {
    const parsed = parseAddress(gateway);
    const dev = device ?? (parsed.ok ? table.find(parsed.value)?.device : undefined);
    const to = DEFAULTS.includes(destination) ? 'default' : destination;
    return `${to} via ${gateway}${dev === undefined ? '' : ` dev ${dev}`}${metric ? ` metric ${metric}` : ''}`;
  };
};

/** `vlan217 on eth0, 10.21.7.5/24`. */
const vlanLine =
  ({ platform }: ReportedNetwork) =>
  ({ id, address, parent = platform?.device }: WantedVlan): string => {
    const network = parseNetwork(address);
    return `${vlanDevice(id)}${parent === undefined ? '' : ` on ${parent}`}, ${network === undefined ? address : address.toLowerCase()}`;
  };

import { parseAddress } from '../../scans/address.ts';
import type { WantedRoute, WantedVlan } from './command.ts';
import { contains, type NamedNetwork, parseNetwork } from './ip-network.ts';

export interface ReportedInterface {
  readonly name: string;
  readonly up: boolean;
  readonly addresses: readonly string[];
  readonly vlan?: { readonly id: number; readonly parent?: string | undefined } | undefined;
  /** Made by a command. */
  readonly own: boolean;
  readonly label?: string | undefined;
}

export interface ReportedRoute {
  readonly destination: string;
  readonly gateway?: string | undefined;
  readonly device?: string | undefined;
  readonly metric?: number | undefined;
  /** Made by a command. */
  readonly own: boolean;
  readonly name?: string | undefined;
}

/** The network of an appliance as it read it back from its kernel. */
export interface ReportedNetwork {
  /** Epoch ms. */
  readonly readAt: number;
  readonly interfaces: readonly ReportedInterface[];
  readonly routes: readonly ReportedRoute[];
  /** How it reaches the platform. */
  readonly platform?: { readonly address: string; readonly device?: string | undefined; readonly gateway?: string | undefined } | undefined;
}

export const NO_NETWORK: ReportedNetwork = { readAt: 0, interfaces: [], routes: [] };

/** The routes that commands made, as a form shows them. */
export const ownRoutes = ({ routes }: ReportedNetwork): WantedRoute[] =>
  routes.flatMap(({ own, destination, gateway, device, metric, name }) =>
    own && gateway !== undefined ? [{ destination, gateway, device, metric, name }] : [],
  );

/** The VLANs that commands made, as a form shows them. */
export const ownVlans = ({ interfaces }: ReportedNetwork): WantedVlan[] =>
  interfaces.flatMap(({ own, vlan, addresses, label }) =>
    own && vlan !== undefined ? [{ id: vlan.id, address: addresses[0] ?? '', name: label, parent: vlan.parent }] : [],
  );

/** The networks to which interfaces are connected. `own`: those of commands too. */
export const connectedNetworks = ({ interfaces }: ReportedNetwork, { own }: { readonly own: boolean }): NamedNetwork[] =>
  interfaces
    .filter((one) => one.name !== 'lo' && (own || !one.own))
    .flatMap(({ name, addresses }) =>
      addresses.flatMap((address) => {
        const network = parseNetwork(address);
        return network === undefined ? [] : [{ network, device: name }];
      }),
    );

/** Prefix length of the route by which the platform is reached now, without the routes of commands; undefined when not told. */
export function platformPrefix(reported: ReportedNetwork): number | undefined {
  const platform = reported.platform && parseAddress(reported.platform.address);
  if (!platform?.ok) return undefined;
  const ways = [
    ...connectedNetworks(reported, { own: false }).map((one) => one.network),
    ...reported.routes.filter((route) => !route.own).map((route) => parseNetwork(route.destination)),
  ];
  const prefixes = ways.flatMap((way) => (way !== undefined && contains(way, platform.value) ? [way.prefix] : []));
  return prefixes.length === 0 ? undefined : Math.max(...prefixes);
}

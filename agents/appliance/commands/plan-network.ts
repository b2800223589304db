import type { OrderedRoute, OrderedVlan } from '../../protocol/command.ts';
import { parseCidr, parseIp } from './ip-text.ts';
import {
  type DeviceNetwork,
  findNetwork,
  type KernelLink,
  type KernelNetwork,
  type KernelRoute,
  networksOf,
  OWN_ALIAS,
  OWN_PROTOCOL,
} from './read-network.ts';
import type { WantedNetwork } from './wanted-file.ts';

/** The words of one call of `ip`. */
export type IpCall = readonly string[];

/** IPv6 routes without a metric of their own get 1024, IPv4 routes 0 (rtnetlink). */
const DEFAULT_METRIC = { 4: 0, 6: 1024 } as const;

export const vlanDevice = (id: number): string => `vlan${id}`;

/** The interface that carries a VLAN when none is named: the one towards the platform, else the first real one. */
export const defaultParent = (links: readonly KernelLink[], platformDevice: string | undefined): string | undefined => {
  const towards = links.find((one) => one.name === platformDevice);
  const carrier = towards?.own ? towards.vlan?.parent : towards?.name;
  if (carrier !== undefined && carrier !== 'lo') return carrier;
  return links.find((one) => one.name !== 'lo' && one.up && one.vlan === undefined)?.name;
};

/** The networks that there will be: those of the machine, and those of the wanted VLANs. */
export const futureNetworks = (links: readonly KernelLink[], vlans: readonly OrderedVlan[]): DeviceNetwork[] => [
  ...networksOf(links.filter((one) => !one.own)),
  ...vlans.flatMap(({ id, address }) => {
    const network = parseCidr(address);
    return network ? [{ device: vlanDevice(id), network }] : [];
  }),
];

interface ResolvedRoute extends OrderedRoute {
  readonly device: string;
}

const resolve = (routes: readonly OrderedRoute[], networks: readonly DeviceNetwork[]): ResolvedRoute[] =>
  routes.map((route) => ({ ...route, device: route.device ?? findNetwork(networks, route.gateway)?.device ?? '' }));

/** What the kernel tells routes apart by. */
interface RouteParts {
  readonly destination: string;
  readonly gateway?: string | undefined;
  readonly device?: string | undefined;
  readonly metric?: number | undefined;
}

/** The same for two routes that the kernel would take for one. */
const keyOf = ({ destination, gateway, device, metric }: RouteParts): string => {
  const network = parseCidr(destination);
  const via = gateway === undefined ? '' : parseIp(gateway)?.value;
  return `${network?.family} ${network?.first}/${network?.prefix} ${via} ${device} ${metric ?? DEFAULT_METRIC[network?.family ?? 4]}`;
};

const routeWords = ({ destination, gateway = '', device = '', metric }: RouteParts): string[] => [
  ...[destination, 'via', gateway, 'dev', device, 'proto', OWN_PROTOCOL],
  ...(metric === undefined ? [] : ['metric', String(metric)]),
];

const aliasOf = (name: string | undefined): string => (name === undefined ? OWN_ALIAS : `${OWN_ALIAS} ${name}`);

const addVlan = ({ id, address, name }: OrderedVlan, parent: string): IpCall[] => {
  const device = vlanDevice(id);
  return [
    ['link', 'add', 'link', parent, 'name', device, 'type', 'vlan', 'id', String(id)],
    ['link', 'set', 'dev', device, 'alias', aliasOf(name)],
    // Without the wait for duplicates: a route over it may follow at once.
    ['address', 'add', address, 'dev', device, ...(address.includes(':') ? ['nodad'] : [])],
    ['link', 'set', 'dev', device, 'up'],
  ];
};

/** Whether the link is the VLAN as it is wanted, but for its name. */
const isAsWanted = (link: KernelLink, wanted: OrderedVlan, parent: string): boolean => {
  const [has, wants] = [parseCidr(link.addresses[0] ?? ''), parseCidr(wanted.address)];
  return (
    link.up && link.vlan?.parent === parent && link.addresses.length === 1 && has?.value === wants?.value && has?.prefix === wants?.prefix
  );
};

export interface PlanInput {
  readonly current: KernelNetwork;
  readonly wanted: WantedNetwork;
  /** Carries VLANs that name no interface. */
  readonly parent: string | undefined;
}

/** The calls that turn the network into the wanted one. What is as wanted already, and what is not ours, is not touched. */
export const planNetwork = ({ current, wanted, parent }: PlanInput): IpCall[] => {
  const ownLinks = current.links.filter((one) => one.own);
  const parentOf = (vlan: OrderedVlan) => vlan.parent ?? parent ?? '';
  const kept = wanted.vlans.flatMap((vlan) => {
    const link = ownLinks.find((one) => one.name === vlanDevice(vlan.id));
    return link && isAsWanted(link, vlan, parentOf(vlan)) ? [{ link, vlan }] : [];
  });
  const gone = ownLinks.filter((link) => !kept.some((one) => one.link === link));
  const routes = resolve(wanted.routes, futureNetworks(current.links, wanted.vlans));
  const wantedKeys = new Set(routes.map(keyOf));
  const ownRoutes = current.routes.filter((one) => one.own);
  // The routes of an interface go with it, so they count as gone before.
  const stays = (route: KernelRoute) => wantedKeys.has(keyOf(route)) && !gone.some((link) => link.name === route.device);
  const staying = new Set(ownRoutes.filter(stays).map(keyOf));
  return [
    ...ownRoutes.filter((one) => !stays(one)).map((one) => ['route', 'del', ...routeWords(one)]),
    ...gone.map((one) => ['link', 'del', 'dev', one.name]),
    ...wanted.vlans.filter((vlan) => !kept.some((one) => one.vlan === vlan)).flatMap((vlan) => addVlan(vlan, parentOf(vlan))),
    ...kept
      .filter(({ link, vlan }) => link.label !== vlan.name)
      .map(({ link, vlan }) => ['link', 'set', 'dev', link.name, 'alias', aliasOf(vlan.name)]),
    ...routes.filter((one) => !staying.has(keyOf(one))).map((one) => ['route', 'add', ...routeWords(one)]),
  ];
};

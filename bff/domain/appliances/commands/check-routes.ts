import type { Issue } from '../../issue.ts';
import { formatAddress, parseAddress } from '../../scans/address.ts';
import { checkDevice, checkLength, checkName, issueAt, MAX_ISSUES } from './check-entry.ts';
import { MAX_LIST_ENTRIES, type WantedRoute } from './command.ts';
import { contains, type IpNetwork, type NamedNetwork, networkTable, networkText, parseNetwork } from './ip-network.ts';
import { connectedNetworks, platformPrefix, type ReportedNetwork } from './reported-network.ts';

const MAX_METRIC = 4_294_967_295;

/** Everything that is wrong with a wanted list of routes, each at its field. `reported`: the appliance's network, if it told of it. */
export function checkRoutes(routes: readonly WantedRoute[], reported: ReportedNetwork | undefined): Issue[] {
  const networks = reported && connectedNetworks(reported, { own: true });
  const context: Context = {
    reported,
    table: networks && networkTable(networks),
    devices: networks && new Set(reported.interfaces.map((one) => one.name)),
    platform: reported && wayToPlatform(reported),
    seen: new Map(),
  };
  const found = routes.slice(0, MAX_LIST_ENTRIES).flatMap((route, at) => checkRoute(route, at, context));
  return [...checkLength('routes', routes.length), ...found.slice(0, MAX_ISSUES)];
}

interface Context {
  readonly reported: ReportedNetwork | undefined;
  readonly table: ReturnType<typeof networkTable> | undefined;
  readonly devices: ReadonlySet<string> | undefined;
  readonly platform: Way | undefined;
  /** Destination to the entry that has it. */
  readonly seen: Map<string, number>;
}

function checkRoute(route: WantedRoute, at: number, context: Context): Issue[] {
  const path = ['routes', at];
  const destination = parseNetwork(route.destination);
  const metricWrong = route.metric !== undefined && (!Number.isInteger(route.metric) || route.metric < 0 || route.metric > MAX_METRIC);
  return [
    ...(destination === undefined ? [destinationWrong(route, path)] : checkDestination(destination, route, at, context)),
    ...checkGateway(route, destination, path, context),
    ...checkName(route.name, path),
    ...checkDevice(route.device, 'device', path),
    ...(metricWrong ? [issueAt([...path, 'metric'], 'metric-invalid', `A metric is a whole number from 0 to ${MAX_METRIC}`)] : []),
  ];
}

const destinationWrong = ({ destination }: WantedRoute, path: readonly (string | number)[]): Issue =>
  destination === ''
    ? issueAt([...path, 'destination'], 'network-missing', 'Give the network, such as 10.30.0.0/16')
    : issueAt([...path, 'destination'], 'network-invalid', `"${shorten(destination)}" is not a network. 10.30.0.0/16 would be one`);

function checkDestination(destination: IpNetwork, { metric = 0 }: WantedRoute, at: number, { seen, platform }: Context): Issue[] {
  const path = ['routes', at, 'destination'];
  const text = networkText(destination);
  if (destination.address !== destination.first) {
    return [issueAt(path, 'host-bits-set', `${textOf(destination)} is an address in the network ${text}. Write ${text}`)];
  }
  const key = `${text} ${metric}`;
  const before = seen.get(key);
  if (before !== undefined)
    return [issueAt(path, 'destination-repeated', `${text} is entry ${before + 1} already. One route to each network would do`)];
  seen.set(key, at);
  const taken = platform && takesPlatform(destination, platform);
  return taken === undefined ? [] : [issueAt(path, 'route-to-platform', taken)];
}

function checkGateway(
  route: WantedRoute,
  destination: IpNetwork | undefined,
  path: readonly (string | number)[],
  context: Context,
): Issue[] {
  const wrong = (code: string, message: string) => [issueAt([...path, 'gateway'], code, message)];
  if (route.gateway === '') return wrong('gateway-missing', 'Give the gateway, an address such as 10.20.0.1');
  const gateway = parseAddress(route.gateway);
  if (!gateway.ok) return wrong('address-invalid', `"${shorten(route.gateway)}" is not an address. A gateway looks like 10.20.0.1`);
  const text = formatAddress(gateway.value);
  if (destination !== undefined && destination.family !== gateway.value.family) {
    return wrong('family-differs', `${text} is IPv${gateway.value.family}, the network IPv${destination.family}. Both must be of one kind`);
  }
  const { table, devices, reported } = context;
  if (table === undefined || devices === undefined || reported === undefined) return [];
  if (route.device !== undefined && !devices.has(route.device)) {
    return [issueAt([...path, 'device'], 'device-unknown', `The appliance has no interface ${shorten(route.device)}`)];
  }
  const found =
    route.device === undefined
      ? table.find(gateway.value)
      : networksOf(reported, route.device).find((one) => contains(one.network, gateway.value));
  if (found === undefined) return wrong('gateway-unreachable', outside(text, route.device, reported));
  if (found.network.address === gateway.value.value) return wrong('gateway-is-itself', `${text} is the appliance's own address`);
  return [];
}

function networksOf(reported: ReportedNetwork, device: string): NamedNetwork[] {
  return connectedNetworks(reported, { own: true }).filter((one) => one.device === device);
}

/** `10.22.0.1 is not in vlan218 (10.22.8.0/24). Choose a gateway in that network.` */
function outside(gateway: string, device: string | undefined, reported: ReportedNetwork): string {
  const known = device === undefined ? connectedNetworks(reported, { own: true }) : networksOf(reported, device);
  const some = known.slice(0, 4).map((one) => networkText(one.network));
  if (device !== undefined)
    return `${gateway} is not in ${device} (${some.join(', ') || 'without an address'}). Choose a gateway in that network`;
  const list = known.length > some.length ? `${some.join(', ')} and ${known.length - some.length} more` : some.join(', ');
  return `${gateway} is in no network of the appliance (${list || 'it told of none'}). Choose a gateway in one of them`;
}

interface Way {
  readonly network: IpNetwork;
  /** Of the route that leads there now. */
  readonly prefix: number | undefined;
}

function wayToPlatform(reported: ReportedNetwork): Way | undefined {
  const platform = reported.platform && parseAddress(reported.platform.address);
  if (!platform?.ok) return undefined;
  const network = parseNetwork(`${formatAddress(platform.value)}/${platform.value.family === 4 ? 32 : 128}`);
  return network && { network, prefix: platformPrefix(reported) };
}

const liesIn = (way: Way, destination: IpNetwork): boolean =>
  contains(destination, { family: way.network.family, value: way.network.address });

/** Why the destination must not be set: it is the platform itself, or the default route by which it is reached. */
function takesPlatform(destination: IpNetwork, way: Way): string | undefined {
  if (!liesIn(way, destination)) return undefined;
  const platform = formatAddress({ family: way.network.family, value: way.network.address });
  if (destination.prefix === way.network.prefix) return `${platform} is this console: the route to it stays as it is`;
  if (destination.prefix === 0 && (way.prefix ?? 0) === 0) {
    return `This console (${platform}) is reached over the default route, which stays as it is. Name the networks that shall go another way`;
  }
  return undefined;
}

/** What is allowed and changes the way to the platform: the appliance undoes it when the new way leads nowhere. */
export function platformNotes(routes: readonly WantedRoute[], reported: ReportedNetwork | undefined): string[] {
  const way = reported && wayToPlatform(reported);
  if (way === undefined) return [];
  const platform = formatAddress({ family: way.network.family, value: way.network.address });
  return routes.slice(0, MAX_LIST_ENTRIES).flatMap((route) => {
    const destination = parseNetwork(route.destination);
    if (destination === undefined || !liesIn(way, destination) || destination.prefix < (way.prefix ?? 0)) return [];
    return [`This console (${platform}) lies in ${networkText(destination)}: the appliance will reach it over ${shorten(route.gateway)}`];
  });
}

const textOf = ({ family, address, prefix }: IpNetwork): string => `${formatAddress({ family, value: address })}/${prefix}`;

const shorten = (text: string): string => (text.length <= 50 ? text : `${text.slice(0, 49)}…`);

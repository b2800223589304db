import { doOverlap, isHost, isInside, parseCidr, parseIp } from './ip-text.ts';
import { futureNetworks, vlanDevice } from './plan-network.ts';
import { type DeviceNetwork, type KernelNetwork, networksOf } from './read-network.ts';
import type { WantedNetwork } from './wanted-file.ts';

export interface WantedCheck {
  readonly wanted: WantedNetwork;
  readonly current: KernelNetwork;
  /** Address of the platform, where it is known. */
  readonly platform: string | undefined;
  readonly parent: string | undefined;
}

/** What is wrong with the wanted lists here and now. The console has judged them already, by what it knew. */
export const checkWanted = (check: WantedCheck): string[] => [...checkVlans(check), ...checkRoutes(check)];

const repeated = (values: readonly (string | number)[]): boolean => new Set(values).size < values.length;

const checkVlans = ({ wanted: { vlans }, current: { links }, parent }: WantedCheck): string[] => {
  const fixed = networksOf(links.filter((one) => !one.own));
  const seen: DeviceNetwork[] = [];
  const problems = vlans.flatMap(({ id, address, parent: named }) => {
    const device = vlanDevice(id);
    const carrier = links.find((one) => one.name === (named ?? parent));
    const network = parseCidr(address);
    if (!network) return [`${device}: ${address} is not an address with its prefix length.`];
    if (!carrier) return [`${device}: there is no interface ${named ?? 'that could carry it'}.`];
    if (carrier.own || carrier.name === 'lo') return [`${device}: ${carrier.name} cannot carry a VLAN.`];
    if (links.some((one) => one.name === device && !one.own)) return [`${device}: the machine has an interface of that name of its own.`];
    const other = [...fixed, ...seen].find((one) => doOverlap(one.network, network));
    seen.push({ device, network });
    return other ? [`${device}: ${address} overlaps the network of ${other.device}.`] : [];
  });
  return repeated(vlans.map((one) => one.id)) ? ['A VLAN id is there twice.', ...problems] : problems;
};

const checkRoutes = ({ wanted, current, platform }: WantedCheck): string[] => {
  const networks = futureNetworks(current.links, wanted.vlans);
  const takes = takesPlatform(current, platform);
  const problems = wanted.routes.flatMap(({ destination, gateway, device }) => {
    const network = parseCidr(destination);
    const via = parseIp(gateway);
    if (!network || !via || network.family !== via.family) return [`${destination} via ${gateway} is not a route.`];
    if (network.value !== network.first) return [`${destination} is an address, not a network.`];
    if (takes(destination)) return [`${destination} would take the way to the platform away.`];
    const reaches = networks.some((one) => (device === undefined || one.device === device) && isInside(via, one.network));
    return reaches ? [] : [`${destination}: the gateway ${gateway} is in no network of ${device ?? 'this machine'}.`];
  });
  const keys = wanted.routes.map(({ destination, metric = 0 }) => `${destination.toLowerCase()} ${metric}`);
  return repeated(keys) ? ['A network is there twice.', ...problems] : problems;
};

/** The platform itself, and the default route when nothing narrower leads to it. */
const takesPlatform = ({ links, routes }: KernelNetwork, platform: string | undefined) => {
  const ip = platform === undefined ? undefined : parseIp(platform);
  const fixed = [
    ...networksOf(links.filter((one) => !one.own)).map((one) => one.network),
    ...routes.filter((one) => !one.own).flatMap((one) => parseCidr(one.destination) ?? []),
  ];
  const hasNarrower = ip !== undefined && fixed.some((one) => one.prefix > 0 && isInside(ip, one));
  return (destination: string): boolean => {
    const network = parseCidr(destination);
    if (!ip || !network || !isInside(ip, network)) return false;
    return isHost(network) || (network.prefix === 0 && !hasNarrower);
  };
};

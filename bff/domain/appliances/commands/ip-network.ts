import { type Address, addressBits, formatAddress, parseAddress } from '../../scans/address.ts';

/** A network, and the address that named it: `10.21.7.5/24` is 10.21.7.5 in 10.21.7.0/24. */
export interface IpNetwork {
  readonly family: 4 | 6;
  readonly address: bigint;
  readonly prefix: number;
  /** Both inclusive. */
  readonly first: bigint;
  readonly last: bigint;
}

/** Reads an address with its prefix length; undefined when it is none. */
export function parseNetwork(text: string): IpNetwork | undefined {
  const [written = '', length = '', ...more] = text.split('/');
  const parsed = parseAddress(written);
  if (!parsed.ok || more.length > 0 || !/^(0|[1-9]\d{0,2})$/.test(length)) return undefined;
  const { family, value } = parsed.value;
  const prefix = Number(length);
  if (prefix > addressBits(family) || (written.includes(':') && family === 4)) return undefined;
  return networkOf(parsed.value, prefix, value);
}

/** The network of that prefix length in which the address lies. */
export function networkOf({ family, value }: Address, prefix: number, address = value): IpNetwork {
  const hosts = (1n << BigInt(addressBits(family) - prefix)) - 1n;
  const first = (value >> BigInt(addressBits(family) - prefix)) << BigInt(addressBits(family) - prefix);
  return { family, address, prefix, first, last: first | hosts };
}

/** `10.21.7.0/24`. */
export const networkText = ({ family, first, prefix }: IpNetwork): string => `${formatAddress({ family, value: first })}/${prefix}`;

export const contains = (network: IpNetwork, { family, value }: Address): boolean =>
  network.family === family && network.first <= value && value <= network.last;

/** Networks either lie apart or one inside the other. */
export const overlap = (a: IpNetwork, b: IpNetwork): boolean => a.family === b.family && a.first <= b.last && b.first <= a.last;

/** A network and whose it is. */
export interface NamedNetwork {
  readonly network: IpNetwork;
  /** Its interface. */
  readonly device: string;
}

/** Finds the narrowest network around an address, however many there are. */
export interface NetworkTable {
  readonly find: (address: Address) => NamedNetwork | undefined;
  /** One of them that overlaps, if any. */
  readonly overlapping: (network: IpNetwork) => NamedNetwork | undefined;
}

const keyOf = (family: 4 | 6, prefix: number, first: bigint): string => `${family}/${prefix}/${first}`;

export function networkTable(networks: readonly NamedNetwork[]): NetworkTable {
  const known = new Map<string, NamedNetwork>();
  const prefixes = new Set<number>();
  for (const one of networks) {
    const { family, prefix, first } = one.network;
    known.set(keyOf(family, prefix, first), one);
    prefixes.add(prefix);
  }
  const narrowestFirst = [...prefixes].sort((a, b) => b - a);
  const around = (address: Address, upTo: number) => {
    for (const prefix of narrowestFirst) {
      if (prefix > upTo || prefix > addressBits(address.family)) continue;
      const found = known.get(keyOf(address.family, prefix, networkOf(address, prefix).first));
      if (found !== undefined) return found;
    }
    return undefined;
  };
  const sorted = [...known.values()].sort((a, b) => (a.network.first < b.network.first ? -1 : 1));
  return {
    find: (address) => around(address, 128),
    overlapping: (network) => {
      const outer = around({ family: network.family, value: network.first }, network.prefix);
      if (outer !== undefined) return outer;
      // None around it: one inside begins at or after its first address.
      return sorted[firstFrom(sorted, network)];
    },
  };
}

function firstFrom(sorted: readonly NamedNetwork[], network: IpNetwork): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]!.network.first < network.first) low = middle + 1;
    else high = middle;
  }
  for (let at = low; at < sorted.length && sorted[at]!.network.first <= network.last; at++) {
    if (sorted[at]!.network.family === network.family) return at;
  }
  return -1;
}

import { isIP } from 'node:net';

/** An IP address as a number. */
export interface Ip {
  readonly family: 4 | 6;
  readonly value: bigint;
}

/** An address in its network. */
export interface Cidr extends Ip {
  readonly prefix: number;
  /** Lowest and highest address of the network. */
  readonly first: bigint;
  readonly last: bigint;
}

const bitsOf = (family: 4 | 6): number => (family === 4 ? 32 : 128);

const parseV4 = (text: string): bigint => text.split('.').reduce((value, octet) => value * 256n + BigInt(octet), 0n);

const groupsOf = (half: string): bigint[] =>
  half === ''
    ? []
    : half.split(':').flatMap((group) => {
        if (!group.includes('.')) return [BigInt(`0x${group}`)];
        const value = parseV4(group);
        return [value >> 16n, value & 0xffffn];
      });

const parseV6 = (text: string): bigint => {
  const [head = '', tail] = text.split('::');
  const [left, right] = [groupsOf(head), groupsOf(tail ?? '')];
  const missing = tail === undefined ? 0 : 8 - left.length - right.length;
  return [...left, ...Array<bigint>(Math.max(0, missing)).fill(0n), ...right].reduce((value, group) => (value << 16n) | group, 0n);
};

/** Undefined for what is not an address. */
export const parseIp = (text: string): Ip | undefined => {
  const family = text.includes('%') ? 0 : isIP(text);
  if (family === 4) return { family, value: parseV4(text) };
  return family === 6 ? { family, value: parseV6(text) } : undefined;
};

export const parseCidr = (text: string): Cidr | undefined => {
  const [written = '', length = '', ...more] = text.split('/');
  const ip = parseIp(written);
  const prefix = Number(length);
  if (!ip || more.length > 0 || !/^\d{1,3}$/.test(length) || prefix > bitsOf(ip.family)) return undefined;
  const host = BigInt(bitsOf(ip.family) - prefix);
  const first = (ip.value >> host) << host;
  return { ...ip, prefix, first, last: first | ((1n << host) - 1n) };
};

export const isInside = ({ family, value }: Ip, network: Cidr): boolean =>
  family === network.family && network.first <= value && value <= network.last;

export const doOverlap = (a: Cidr, b: Cidr): boolean => a.family === b.family && a.first <= b.last && b.first <= a.last;

/** One network of one address. */
export const isHost = ({ family, prefix }: Cidr): boolean => prefix === bitsOf(family);

import { err, ok, type Result } from '../result.ts';

/** An IP address as a number. An IPv4 address written in IPv6 form (`::ffff:10.0.0.1`) is the IPv4 address. */
export interface Address {
  readonly family: 4 | 6;
  readonly value: bigint;
}

const IPV4_IN_IPV6 = 0xffffn << 32n;
const IPV4_MAX = 0xffff_ffffn;

/** Bits of an address of the family. */
export const addressBits = (family: 4 | 6): number => (family === 4 ? 32 : 128);

/** Reads dotted IPv4 (no leading zeros: they are octal to some programs) and IPv6 (RFC 4291 §2.2). */
export function parseAddress(text: string): Result<Address, 'not-an-address'> {
  const value = text.includes(':') ? ipv6Value(text) : ipv4Value(text);
  if (value === undefined) return err('not-an-address');
  if (!text.includes(':')) return ok({ family: 4, value });
  return ok(toAddress(value));
}

const toAddress = (value: bigint): Address => (value >> 32n === 0xffffn ? { family: 4, value: value & IPV4_MAX } : { family: 6, value });

/** Canonical text: dotted for IPv4, RFC 5952 for IPv6 (lower case, the longest run of zeros shortened). */
export function formatAddress(address: Address): string {
  return address.family === 4 ? formatIpv4(address.value) : formatIpv6(address.value);
}

/** Canonical text of an address in any form; undefined when it is none. */
export function canonicalAddress(text: string): string | undefined {
  const parsed = parseAddress(text);
  return parsed.ok ? formatAddress(parsed.value) : undefined;
}

/** Sorts IPv4 before IPv6, then by value. For `Array.sort`. */
export function compareAddresses(a: Address, b: Address): number {
  if (a.family !== b.family) return a.family - b.family;
  return a.value < b.value ? -1 : a.value > b.value ? 1 : 0;
}

function ipv4Value(text: string): bigint | undefined {
  const octets = text.split('.');
  if (octets.length !== 4) return undefined;
  let value = 0;
  for (const octet of octets) {
    if (!/^(0|[1-9]\d{0,2})$/.test(octet) || Number(octet) > 255) return undefined;
    value = value * 256 + Number(octet);
  }
  return BigInt(value);
}

function ipv6Value(text: string): bigint | undefined {
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const head = groupsOf(halves[0]!, halves.length === 1);
  const tail = halves.length === 2 ? groupsOf(halves[1]!, true) : [];
  if (head === undefined || tail === undefined) return undefined;
  const missing = 8 - head.length - tail.length;
  if (halves.length === 2 ? missing < 1 : missing !== 0) return undefined;
  const groups = [...head, ...Array<number>(missing).fill(0), ...tail];
  return groups.reduce((value, group) => (value << 16n) | BigInt(group), 0n);
}

/** The 16-bit groups of a half. Only the last half may end in dotted IPv4. */
function groupsOf(half: string, mayEndDotted: boolean): number[] | undefined {
  if (half === '') return [];
  const parts = half.split(':');
  const groups: number[] = [];
  for (const [i, part] of parts.entries()) {
    if (/^[0-9a-fA-F]{1,4}$/.test(part)) groups.push(Number.parseInt(part, 16));
    else {
      const dotted = mayEndDotted && i === parts.length - 1 ? ipv4Value(part) : undefined;
      if (dotted === undefined) return undefined;
      groups.push(Number(dotted >> 16n), Number(dotted & 0xffffn));
    }
  }
  return groups;
}

function formatIpv4(value: bigint): string {
  const n = Number(value);
  return `${(n >>> 24) & 255}.${(n >>> 16) & 255}.${(n >>> 8) & 255}.${n & 255}`;
}

function formatIpv6(value: bigint): string {
  const groups = Array.from({ length: 8 }, (_, i) => Number((value >> BigInt(112 - 16 * i)) & 0xffffn));
  const zeros = longestZeros(groups);
  const hex = (part: readonly number[]) => part.map((group) => group.toString(16)).join(':');
  if (zeros.length < 2) return hex(groups);
  return `${hex(groups.slice(0, zeros.at))}::${hex(groups.slice(zeros.at + zeros.length))}`;
}

/** RFC 5952 §4.2: the longest run, the first one of equals. */
function longestZeros(groups: readonly number[]): { at: number; length: number } {
  let best = { at: 0, length: 0 };
  for (let at = 0; at < groups.length; at++) {
    let length = 0;
    while (groups[at + length] === 0) length++;
    if (length > best.length) best = { at, length };
    at += length;
  }
  return best;
}

/** The IPv4 form of a range of IPv6 values that lies wholly inside `::ffff:0:0/96`; undefined for any other. */
export function mappedIpv4(first: bigint, last: bigint): { first: bigint; last: bigint } | undefined {
  if (first < IPV4_IN_IPV6 || last > (IPV4_IN_IPV6 | IPV4_MAX)) return undefined;
  return { first: first & IPV4_MAX, last: last & IPV4_MAX };
}

import { err, ok, type Result } from '../result.ts';
import { type Address, addressBits, formatAddress, mappedIpv4, parseAddress } from './address.ts';
import type { AddressRange } from './address-range.ts';

/** One line of a target, understood: addresses, or a host name that the appliance resolves in its own network. */
export type TargetEntry = { readonly kind: 'addresses'; readonly range: AddressRange } | { readonly kind: 'name'; readonly name: string };

/** Why a line of a target is not understood; `message` says what would do. */
export interface EntryProblem {
  readonly code: 'target-empty' | 'target-not-understood' | 'target-range' | 'target-prefix' | 'target-not-a-host' | 'target-host-name';
  readonly message: string;
}

type Parsed<T> = Result<T, EntryProblem>;

const problem = (code: EntryProblem['code'], message: string) => err({ code, message });

/** Reads an address, a range (`10.0.1.5-10.0.1.9`, `10.0.1.5-9`), a CIDR block or a host name. Blanks at the ends do not matter. */
export function parseTargetEntry(text: string): Parsed<TargetEntry> {
  const entry = text.trim();
  if (entry === '')
    return problem('target-empty', 'The line is empty: write an address, a range, a CIDR block or a host name, or remove it.');
  const slash = entry.indexOf('/');
  if (slash > 0 && looksNumeric(entry.slice(0, slash))) return addresses(parsePrefix(entry, slash));
  const dash = entry.indexOf('-');
  if (dash > 0 && parseAddress(entry.slice(0, dash).trim()).ok) return addresses(parseRange(entry, dash));
  const address = parseAddress(entry);
  if (address.ok) return ok({ kind: 'addresses', range: single(address.value) });
  return parseName(entry);
}

function addresses(range: Parsed<AddressRange>): Parsed<TargetEntry> {
  return range.ok ? ok({ kind: 'addresses', range: range.value }) : range;
}

/** An IPv4 or IPv6 literal, right or wrong: what a person who wrote it had in mind. */
const looksNumeric = (text: string): boolean => /^[\d.]+$/.test(text) || /^[0-9a-fA-F:.]*:[0-9a-fA-F:.]*$/.test(text);

const single = (address: Address): AddressRange => ({ family: address.family, first: address.value, last: address.value });

function parsePrefix(entry: string, slash: number): Parsed<AddressRange> {
  const base = parseAddress(entry.slice(0, slash));
  if (!base.ok) return problem('target-not-understood', `${shown(entry)} has no address before the slash: write it as 10.0.0.0/24.`);
  const ipv6Form = entry.slice(0, slash).includes(':');
  const bits = ipv6Form ? 128 : addressBits(base.value.family);
  const length = entry.slice(slash + 1);
  if (!/^(0|[1-9]\d{0,2})$/.test(length) || Number(length) > bits) {
    return problem(
      'target-prefix',
      `${shown(entry)} needs a prefix length from 0 to ${bits} after the slash, such as /${bits === 32 ? 24 : 120}.`,
    );
  }
  const value = ipv6Form && base.value.family === 4 ? base.value.value | (0xffffn << 32n) : base.value.value;
  const hostBits = BigInt(bits - Number(length));
  const first = (value >> hostBits) << hostBits;
  // Whether the host or its network was meant is for the person to say: one is a scan of 1 address, the other of many.
  if (first !== value) return problem('target-prefix', hostBitsSet(entry, { base: base.value, first, bits, length }));
  const last = first | ((1n << hostBits) - 1n);
  const mapped = ipv6Form ? mappedIpv4(first, last) : undefined;
  return ok(mapped === undefined ? { family: bits === 32 ? 4 : 6, first, last } : { family: 4, ...mapped });
}

interface Prefix {
  readonly base: Address;
  readonly first: bigint;
  readonly bits: number;
  readonly length: string;
}

function hostBitsSet(entry: string, { base, first, bits, length }: Prefix): string {
  const network = `${formatAddress({ family: bits === 32 ? 4 : 6, value: first })}/${length}`;
  return `${shown(entry)} names an address inside a network: ${network} would do for the network, ${formatAddress(base)} for the address alone.`;
}

function parseRange(entry: string, dash: number): Parsed<AddressRange> {
  const first = parseAddress(entry.slice(0, dash).trim());
  const end = entry.slice(dash + 1).trim();
  if (!first.ok) return problem('target-not-understood', notUnderstood(entry));
  const last = /^\d{1,3}$/.test(end) && first.value.family === 4 ? sameNetwork(first.value, Number(end)) : parseAddress(end);
  if (!last.ok || last.value.family !== first.value.family) {
    return problem(
      'target-range',
      `${shown(entry)} does not end in an address of the same kind: write it as 10.0.1.5-10.0.1.9 or 10.0.1.5-9.`,
    );
  }
  if (last.value.value < first.value.value) {
    const turned = `${formatAddress(last.value)}-${formatAddress(first.value)}`;
    return problem('target-range', `${shown(entry)} ends before it begins: ${turned} would do.`);
  }
  return ok({ family: first.value.family, first: first.value.value, last: last.value.value });
}

/** `10.0.1.5-9`: the end replaces the last octet. */
function sameNetwork(first: Address, octet: number): Result<Address, 'not-an-address'> {
  return octet > 255 ? err('not-an-address') : ok({ family: 4, value: ((first.value >> 8n) << 8n) | BigInt(octet) });
}

/** RFC 1123 §2.1, and the underscore that many networks use. Folded to lower case, without the final dot. */
function parseName(entry: string): Parsed<TargetEntry> {
  const name = entry.toLowerCase().replace(/\.$/, '');
  const labels = name.split('.');
  const good = labels.every((label) => /^[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?$/.test(label));
  if (!good) return problem('target-not-understood', notUnderstood(entry));
  // A last label of digits alone is a mistyped address, never a top-level domain (RFC 3696 §2).
  if (/^\d+$/.test(labels.at(-1)!)) return problem('target-not-understood', notUnderstood(entry));
  if (name.length > 253) return problem('target-host-name', `${shown(entry)} is longer than the 253 characters of a host name.`);
  return ok({ kind: 'name', name });
}

function notUnderstood(entry: string): string {
  const url = /^[a-z][a-z0-9+.-]*:\/\/([^/:?#\s]+)/i.exec(entry);
  if (url !== null)
    return `${shown(entry)} is a web address: the host alone would do: ${shown(url[1]!)}. Ports come from the option profile.`;
  const withPort = /^([^:\s]+):\d+$/.exec(entry);
  if (withPort !== null)
    return `${shown(entry)} names a port: the host alone would do: ${shown(withPort[1]!)}. Ports come from the option profile.`;
  if (/[,;]/.test(entry)) return `${shown(entry)} holds several entries: write each on its own.`;
  if (/^[\d.]+$/.test(entry))
    return `${shown(entry)} is not an IPv4 address: it has four numbers from 0 to 255 without leading zeros, as in 10.0.0.1.`;
  if (/[^\p{ASCII}]/u.test(entry)) return `${shown(entry)} holds letters outside ASCII: write an international name in its xn-- form.`;
  return `${shown(entry)} is not an address, range, CIDR block or host name: 10.0.0.1, 10.0.1.5-10.0.1.9, 10.0.0.0/24 or web.example would do.`;
}

/** The entry for a sentence: bounded, on one line. */
const shown = (entry: string): string => {
  const line = entry.replace(/\s+/g, ' ');
  return `“${line.length > 60 ? `${line.slice(0, 59)}…` : line}”`;
};

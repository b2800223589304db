import { formatAddress, parseAddress } from './address.ts';
import type { AddressRange } from './address-range.ts';

/** Addresses that no host has, or that reach many at once, inclusive at both ends. */
const FORBIDDEN = [
  { first: '0.0.0.0', last: '0.255.255.255', what: 'no host has an address in 0.0.0.0/8 (RFC 1122 §3.2.1.3)' },
  { first: '224.0.0.0', last: '239.255.255.255', what: '224.0.0.0/4 is multicast' },
  { first: '255.255.255.255', last: '255.255.255.255', what: '255.255.255.255 is broadcast' },
  { first: '::', last: '::', what: ':: is the unspecified address' },
  { first: 'fe80::', last: 'febf:ffff:ffff:ffff:ffff:ffff:ffff:ffff', what: 'fe80::/10 is link-local and needs an interface' },
  { first: 'ff00::', last: 'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff', what: 'ff00::/8 is multicast' },
].map(({ first, last, what }) => ({ first: known(first), last: known(last), what }));

function known(text: string) {
  const parsed = parseAddress(text);
  if (!parsed.ok) throw new Error(`not an address: ${text}`);
  return parsed.value;
}

/** Why the range must not be scanned; undefined when it may. */
export function forbiddenTarget(range: AddressRange): string | undefined {
  const hit = FORBIDDEN.find(({ first, last }) => first.family === range.family && range.first <= last.value && range.last >= first.value);
  if (hit === undefined) return undefined;
  const shown = range.first === range.last ? formatAddress({ family: range.family, value: range.first }) : rangeText(range);
  return `${shown} cannot be scanned: ${hit.what}. Addresses of single hosts would do.`;
}

const rangeText = ({ family, first, last }: AddressRange): string =>
  `${formatAddress({ family, value: first })}-${formatAddress({ family, value: last })}`;

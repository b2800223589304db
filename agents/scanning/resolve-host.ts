import { lookup } from 'node:dns/promises';
import { BlockList, isIP } from 'node:net';
import type { AddressRange, SliceHost } from '#protocol/slice';

/** A host of the slice with the one address that will be scanned for it, or the reason why there is none. */
export type ResolvedHost =
  | { readonly hostname?: string; readonly address: string }
  | { readonly hostname?: string; readonly address: string; readonly failure: string };

/** Stands where a result must name an address and there is none: the name did not resolve. */
export const NO_ADDRESS = '0.0.0.0';

// RFC 1123 §2.1, plus the underscore that is common in private zones. Never begins with `-`.
const NAME = /^(?!-)[a-z0-9_-]{1,63}(\.[a-z0-9_-]{1,63})*\.?$/i;

export const resolveBySystem = async (name: string): Promise<string> => (await lookup(name)).address;

const familyOf = (address: string): 'ipv4' | 'ipv6' => (isIP(address) === 6 ? 'ipv6' : 'ipv4');

/** The addresses that must not be touched. Throws on a range that is none: such an order is impossible. */
export const excludedSet = (ranges: readonly AddressRange[]): BlockList => {
  const excluded = new BlockList();
  for (const { first, last } of ranges) excluded.addRange(first, last, familyOf(first));
  return excluded;
};

const within = async <T>(work: Promise<T>, waitMs: number): Promise<T> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${waitMs / 1000} s`)), waitMs);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
};

const RESOLVE_MS = 10_000;

const resolveName = async (name: string, resolve: (name: string) => Promise<string>, excluded: BlockList): Promise<ResolvedHost> => {
  if (!NAME.test(name)) return { hostname: name, address: NO_ADDRESS, failure: 'This is not a host name.' };
  try {
    const address = await within(resolve(name), RESOLVE_MS);
    if (isIP(address) !== 0 && !address.includes('%')) {
      if (!excluded.check(address, familyOf(address))) return { hostname: name, address };
      return {
        hostname: name,
        address: NO_ADDRESS,
        failure: `The name resolved to ${address}, which this scan excludes. It was not touched.`,
      };
    }
    return {
      hostname: name,
      address: NO_ADDRESS,
      failure: `The name resolved to ${address}, which is not an address that can be scanned.`,
    };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { hostname: name, address: NO_ADDRESS, failure: `The name does not resolve in the network of the appliance: ${reason}.` };
  }
};

/** Resolves a name once; whatever the name points to later, only this address is scanned. */
export const resolveHost = async (
  host: SliceHost,
  resolve: (name: string) => Promise<string>,
  excluded: BlockList = new BlockList(),
): Promise<ResolvedHost> => {
  if ('name' in host) return resolveName(host.name, resolve, excluded);
  if (isIP(host.address) !== 0) return { address: host.address };
  return { address: host.address, failure: 'This is not an IP address.' };
};

import { isIPv6 } from 'node:net';
import { err, ok, type Result } from './domain/result.ts';
import { type Instant, MINUTE_MS, SECOND_MS } from './domain/time/instant.ts';

const WINDOW_MS = 15 * MINUTE_MS;
/** Wrong codes that one address may send in the window; a network of IPv6 (/64) counts as one address. */
const TRIES_PER_ADDRESS = 5;
/** Wrong codes that all addresses together may send in the window: a botnet gets no further than this. */
const TRIES_OF_ALL = 1000;

/** Says who may try a code. Kept in memory: a restart forgives, a replica counts its own. */
export interface TryLimit {
  /** Counts a try before it is judged, so that many at once are not more than a few. Refused: seconds to wait. Call what it gives when the code was right. */
  readonly take: (clientAddress: string, now: Instant) => Result<() => void, number>;
}

export function createTryLimit(): TryLimit {
  let tries: { readonly from: string; readonly at: Instant }[] = [];
  const waitFrom = (oldest: Instant, now: Instant) => Math.max(1, Math.ceil((oldest + WINDOW_MS - now) / SECOND_MS));
  return {
    take: (clientAddress, now) => {
      tries = tries.filter((one) => now - one.at < WINDOW_MS);
      const from = networkOf(clientAddress);
      const own = tries.filter((one) => one.from === from);
      if (own.length >= TRIES_PER_ADDRESS) return err(waitFrom(own[0]!.at, now));
      if (tries.length >= TRIES_OF_ALL) return err(waitFrom(tries[0]!.at, now));
      const one = { from, at: now };
      tries.push(one);
      return ok(() => {
        tries = tries.filter((other) => other !== one);
      });
    },
  };
}

function networkOf(clientAddress: string): string {
  const address = clientAddress.replace(/^::ffff:/, '');
  if (!isIPv6(address)) return address;
  const [head = '', tail = ''] = address.split('::');
  const groups = head === '' ? [] : head.split(':');
  const after = tail === '' ? [] : tail.split(':');
  const missing = address.includes('::') ? 8 - groups.length - after.length : 0;
  return [...groups, ...Array<string>(missing).fill('0'), ...after]
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16))
    .join(':');
}

import { isIP } from 'node:net';
import { err, ok, type Result } from '../domain/result.ts';

/** Whose `X-Forwarded-For` is believed: how many proxies stand in front of this server, or their addresses and networks. */
export type TrustedProxies = number | readonly string[];

const HOPS_MAX = 10;
const FORM = `write the number of proxies in front of this server (1 to ${HOPS_MAX}), or their addresses and networks: 10.0.0.5, 10.1.0.0/16, loopback`;
/** Names that Express knows for the loopback, link-local and private networks. */
const NAMES = ['loopback', 'linklocal', 'uniquelocal'];

/** A network of everybody would let each client choose the address that it is known by. */
function isPlace(text: string): boolean {
  if (NAMES.includes(text)) return true;
  const [address = '', bits, ...more] = text.split('/');
  const version = isIP(address);
  if (version === 0 || more.length > 0) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) >= 1 && Number(bits) <= (version === 4 ? 32 : 128));
}

/** Reads TRUST_PROXY: `1`, or `10.0.0.5, 10.1.0.0/16`. */
export function readTrustedProxies(text: string): Result<TrustedProxies, string> {
  if (/^\d+$/.test(text)) return Number(text) <= HOPS_MAX ? ok(Number(text)) : err(FORM);
  const places = text.split(',').map((place) => place.trim());
  const wrong = places.filter((place) => !isPlace(place));
  return wrong.length === 0 ? ok(places) : err(`${FORM}; not understood: ${wrong.map((place) => place || 'nothing').join(', ')}`);
}

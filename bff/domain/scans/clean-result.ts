import { canonicalAddress } from './address.ts';
import type { HostResult } from './host-result.ts';

// All but tab and line feed; what is left is text that a database and a page can hold. It is still hostile: escape it.
const CONTROL = /(?![\t\n])\p{Cc}/gu;
const LONE_SURROGATE = /\p{Cs}/gu;

/** Text from the network without control characters and broken UTF-16. */
export const cleanText = (text: string): string => text.replace(CONTROL, '').replace(LONE_SURROGATE, '\ufffd');

/** The result with its address in canonical form and every text cleaned; undefined when the address is none. */
export function cleanResult(result: HostResult): HostResult | undefined {
  const address = canonicalAddress(result.address);
  if (address === undefined) return undefined;
  return { ...clean(result), address };
}

/** Cleans every string of a value, however deep. */
function clean<T>(value: T): T;
function clean(value: unknown): unknown {
  if (typeof value === 'string') return cleanText(value);
  if (Array.isArray(value)) return value.map(clean);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, clean(member)]));
}

import { readFileSync } from 'node:fs';

/** What root may do and others may be allowed one by one (Linux, capabilities(7)): the number is the bit. */
const BITS = { CAP_NET_ADMIN: 12, CAP_NET_RAW: 13 } as const;
export type Capability = keyof typeof BITS;

/** The effective set in the text of /proc/self/status. */
export const parseCapabilities = (status: string): ReadonlySet<Capability> => {
  const bits = BigInt(`0x${/^CapEff:\s+([0-9a-f]+)$/m.exec(status)?.[1] ?? '0'}`);
  return new Set((Object.keys(BITS) as Capability[]).filter((name) => (bits >> BigInt(BITS[name])) & 1n));
};

/** What this process may do now; nothing where the system does not say. */
export const readCapabilities = (): ReadonlySet<Capability> => {
  try {
    return parseCapabilities(readFileSync('/proc/self/status', 'utf8'));
  } catch {
    return new Set();
  }
};

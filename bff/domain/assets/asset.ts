import { parseAddress } from '../scans/address.ts';

/** Sorts addresses as text: family, then value, in hexadecimal figures of one length. */
export function addressOrder(address: string): string {
  const parsed = parseAddress(address);
  if (!parsed.ok) throw new Error(`not an address: ${address}`);
  const { family, value } = parsed.value;
  return `${family}:${value.toString(16).padStart(family === 4 ? 8 : 32, '0')}`;
}

/** The state of a cloud instance that a scan can reach. */
export const SCANNABLE_INSTANCE = 'running';

/** The state of a cloud instance that is no more. */
export const TERMINATED = 'terminated';

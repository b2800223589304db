import { randomBytes } from 'node:crypto';
import type { Clock } from './domain/time/instant.ts';

/** Makes UUIDv7 ids (RFC 9562 §5.7): sorted by time of making, to the millisecond. */
export const createIds = (clock: Clock) => (): string => {
  const bytes = randomBytes(16);
  bytes.writeUIntBE(clock(), 0, 6);
  bytes[6] = (bytes[6]! & 0x0f) | 0x70;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
};

import { createHash } from 'node:crypto';

/**
 * A message id that follows from what the message is about (RFC 9562 §5.8, UUIDv8). A report that is made again after
 * a crash has the id of the first, so that the platform takes it once.
 */
export const messageIdOf = (sliceId: string, attempt: number, subject: string): string => {
  const bytes = createHash('sha256').update(`${sliceId}\n${attempt}\n${subject}`).digest().subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
};

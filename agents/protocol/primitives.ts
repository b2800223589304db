import { z } from 'zod';

/** UUID. Message ids are made by the agent, all other ids by the platform. */
export const id = z.uuid();

/** Whole milliseconds since 1970-01-01T00:00:00Z, platform time (an agent adds its measured offset first). */
export const epochMs = z.int().min(0).max(8_640_000_000_000_000);

/** IPv4 or IPv6 address, canonical text form. */
export const address = z
  .string()
  .min(2)
  .max(45)
  .regex(/^[0-9a-fA-F:.]+$/);

/** Text that came from a scanned network: bounded, control characters removed by the sender; still a lie until escaped. */
export const networkText = (max: number) => z.string().max(max);

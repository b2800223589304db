import { z } from 'zod';
import { versions } from '../protocol/poll.ts';
import { addressRange, scanProfile, sliceHost } from '../protocol/slice.ts';

/** First line on the standard input of scand. The input stays open: its end means that nobody wants the results any more. */
export const scandOrder = z.object({
  hosts: z.array(sliceHost).min(1),
  profile: scanProfile,
  excluded: z.array(addressRange).optional(),
  /** File of the signature manifest that was delivered; there may be none. */
  signatures: z.string().optional(),
});
export type ScandOrder = z.infer<typeof scandOrder>;

/** One line on its standard output. `ended` is the last one. Times are the machine's own. */
export const scandEvent = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('started'), engine: z.string() }),
  /** Checked as a host result only when it is taken in: one bad host does not spoil the others. */
  z.object({ kind: z.literal('host'), result: z.unknown() }),
  z.object({ kind: z.literal('progress'), hostsDone: z.int(), hostsTotal: z.int() }),
  z.object({ kind: z.literal('ended'), outcome: z.enum(['finished', 'stopped']) }),
]);
export type ScandEvent = z.infer<typeof scandEvent>;

/** Answer to `scand --versions`. */
export const scandVersions = versions.pick({ scand: true, engines: true });
export type ScandVersions = z.infer<typeof scandVersions>;

export const SCAND_EXIT_CODES = { done: 0, engineFailed: 1, badOrder: 2, parentGone: 3 } as const;

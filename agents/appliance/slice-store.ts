import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { sliceOffer } from '../protocol/slice.ts';
import { readJsonFile, writeAtomically } from '../runtime/atomic-file.ts';

const storedSlice = z.object({
  offer: sliceOffer,
  /** Indexes into the hosts of the offer that are in the spool or beyond. */
  hostsDone: z.array(z.int().min(0)),
  /** Set before the last report: an end that was decided is told after a crash too. */
  ending: z
    .discriminatedUnion('kind', [z.object({ kind: z.literal('stopped') }), z.object({ kind: z.literal('failed'), reason: z.string() })])
    .optional(),
});
/** What must be known of a slice after kill -9. */
export type StoredSlice = z.infer<typeof storedSlice>;

export interface SliceStore {
  write(slice: StoredSlice): Promise<void>;
  remove(sliceId: string): Promise<void>;
  /** Slices of an earlier process. A damaged file is passed over; the lease ends by itself. */
  readAll(): Promise<StoredSlice[]>;
}

export const openSliceStore = async (folder: string): Promise<SliceStore> => {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const pathOf = (sliceId: string) => join(folder, `${sliceId}.json`);
  return {
    write: (slice) => writeAtomically(pathOf(slice.offer.sliceId), JSON.stringify(slice)),
    remove: (sliceId) => rm(pathOf(sliceId), { force: true }),
    readAll: async () => {
      const names = (await readdir(folder)).filter((name) => name.endsWith('.json'));
      const contents = await Promise.all(names.map((name) => readJsonFile(join(folder, name)).catch(() => undefined)));
      return contents.flatMap((content) => {
        const parsed = storedSlice.safeParse(content);
        return parsed.success ? [parsed.data] : [];
      });
    },
  };
};

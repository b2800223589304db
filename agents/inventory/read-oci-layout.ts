import { constants } from 'node:fs';
import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import type { BlobStore } from './archive/blob-store.ts';
import { fileSource, pour } from './archive/byte-source.ts';
import { readImages } from './archive/read-images.ts';
import { type Budget, createBudget, type ReadOptions } from './budget.ts';
import type { ImageInventory } from './image-inventory.ts';
import { type Blob, BlobReader } from './layers/blob-reader.ts';
import { type Reading, reading } from './not-scannable.ts';

/** Paths asked for are `index.json`, `manifest.json` and those made from digests, or cleaned: none leads out of the folder. */
const readBlob = async (folder: string, path: string, budget: Budget): Promise<Blob | undefined> => {
  const file = join(folder, path);
  const isFile = await lstat(file).then(
    (stats) => stats.isFile(),
    () => false,
  );
  if (!isFile) return undefined;
  let blob: Blob | undefined;
  // A symbolic link in its place would lead out of the layout.
  const source = fileSource(file, constants.O_RDONLY | constants.O_NOFOLLOW);
  await pour(source, new BlobReader(budget, (read) => (blob = read)), budget);
  return blob;
};

/** A layer that several images share is read once. */
const folderStore = (folder: string, budget: Budget): BlobStore => {
  const read = new Map<string, Promise<Blob | undefined>>();
  return {
    get: (path) => {
      const blob = read.get(path) ?? readBlob(folder, path, budget);
      read.set(path, blob);
      return blob;
    },
  };
};

/**
 * The images of an OCI layout in a folder (`index.json`, `blobs/sha256/…`), or of an unpacked `docker save` archive. Each platform is an
 * image of its own; of platforms that are listed and not stored nothing is said. Otherwise as `readArchive`.
 */
export const readOciLayout = (folder: string, options: ReadOptions = {}): Promise<Reading<ImageInventory[]>> =>
  reading(async () => {
    const budget = createBudget(options);
    return readImages(folderStore(folder, budget), budget);
  });

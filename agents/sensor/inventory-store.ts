import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { ImageInventory, ImagePackage } from '../inventory/image-inventory.ts';
import type { Drift } from '../protocol/sensor-inventory.ts';
import { readJsonFile, writeAtomically } from '../runtime/atomic-file.ts';

/** How a container differs from its image, as it was seen last. */
export interface KeptDrift {
  readonly added: readonly ImagePackage[];
  readonly removed: readonly ImagePackage[];
  readonly drift: Drift;
}

/** What was read of images and containers, so that a new manifest is matched without reading them again. */
export interface InventoryStore {
  keepImage(inventory: ImageInventory): Promise<void>;
  /** Undefined: not kept, or damaged: read it again. */
  readImage(imageId: string): Promise<ImageInventory | undefined>;
  keepDrift(containerId: string, drift: KeptDrift): Promise<void>;
  readDrift(containerId: string): Promise<KeptDrift | undefined>;
  forget(id: string): Promise<void>;
  /** Removes what belongs to nothing that is known any more. */
  forgetAllBut(ids: ReadonlySet<string>): Promise<void>;
}

const fileName = (id: string): string => `${id.replace('sha256:', 'image-')}.json`;
const isImage = (content: unknown, imageId: string): content is ImageInventory =>
  (content as ImageInventory | undefined)?.imageId === imageId && Array.isArray((content as ImageInventory).packages);

export const openInventoryStore = async (folder: string): Promise<InventoryStore> => {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const read = (id: string): Promise<unknown> => readJsonFile(join(folder, fileName(id))).catch(() => undefined);
  const keep = (id: string, content: unknown) => writeAtomically(join(folder, fileName(id)), JSON.stringify(content));
  const forget = (id: string) => rm(join(folder, fileName(id)), { force: true });
  return {
    keepImage: (inventory) => keep(inventory.imageId, inventory),
    readImage: async (imageId) => {
      const content = await read(imageId);
      return isImage(content, imageId) ? content : undefined;
    },
    keepDrift: keep,
    readDrift: async (containerId) => {
      const content = (await read(containerId)) as KeptDrift | undefined;
      return Array.isArray(content?.added) && Array.isArray(content.removed) ? content : undefined;
    },
    forget,
    forgetAllBut: async (ids) => {
      const kept = new Set([...ids].map(fileName));
      for (const name of await readdir(folder)) if (!kept.has(name)) await rm(join(folder, name), { force: true });
    },
  };
};

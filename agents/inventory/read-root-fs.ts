import { type ByteSource, pour, unpackedSource } from './archive/byte-source.ts';
import { createBudget, type ReadOptions } from './budget.ts';
import type { ImagePackage, RootFsInventory } from './image-inventory.ts';
import { composeInventory } from './layers/compose-inventory.ts';
import { LayerReader } from './layers/layer-reader.ts';
import { type Reading, Refusal, reading } from './not-scannable.ts';

/**
 * What is in the file system of a container: from the stream of its export (`GET /containers/{id}/export`), one tar archive without
 * layers. Nothing in it is a whiteout, whatever it is called. An export that breaks off is refused: it has no digest to check, but its
 * end is marked. Otherwise as `readArchive`.
 */
export const readRootFs = (source: ByteSource, options: ReadOptions = {}): Promise<Reading<RootFsInventory>> =>
  reading(async () => {
    const budget = createBudget(options);
    const reader = new LayerReader(budget, 'root-fs');
    const write = (chunk: Buffer): undefined => {
      reader.write(chunk);
    };
    await pour(unpackedSource(source), { write, end: () => undefined }, budget);
    const content = reader.end();
    if (!reader.isEnded) throw new Refusal('truncated', 'The export of the container is cut off: the mark of its end is missing.');
    return composeInventory([content], ['']);
  });

/** Software of a container that its image does not have, and the other way around. */
export interface PackageDrift {
  readonly added: readonly ImagePackage[];
  readonly removed: readonly ImagePackage[];
}

/** How the software of a container differs from that of its image: a package is the same with equal `purl` and `path`. An upgrade is both. */
export const packageDrift = (
  image: { readonly packages: readonly ImagePackage[] },
  container: { readonly packages: readonly ImagePackage[] },
): PackageDrift => {
  const keyOf = ({ purl, path = '' }: ImagePackage): string => `${purl}\0${path}`;
  const without = (packages: readonly ImagePackage[], others: readonly ImagePackage[]): ImagePackage[] => {
    const known = new Set(others.map(keyOf));
    return packages.filter((each) => !known.has(keyOf(each)));
  };
  return { added: without(container.packages, image.packages), removed: without(image.packages, container.packages) };
};

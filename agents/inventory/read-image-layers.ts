import { createHash } from 'node:crypto';
import { type ByteSource, pour } from './archive/byte-source.ts';
import { composeImage } from './archive/compose-image.ts';
import { type ManifestDocument, parseManifest } from './archive/documents.ts';
import { type Budget, createBudget, type ReadOptions } from './budget.ts';
import type { ImageInventory } from './image-inventory.ts';
import { type Blob, BlobReader } from './layers/blob-reader.ts';
import type { LayerContent } from './layers/layer-content.ts';
import { type Reading, Refusal, reading } from './not-scannable.ts';

export type { ByteSource } from './archive/byte-source.ts';
export type { Descriptor, ManifestDocument } from './archive/documents.ts';

const digestOf = (bytes: Uint8Array): string => `sha256:${createHash('sha256').update(bytes).digest('hex')}`;

const checkDigest = (bytes: Uint8Array, digest: string, what: string): void => {
  if (digestOf(bytes) !== digest) throw new Refusal('digest-mismatch', `The ${what} of the image is not what its digest says.`);
};

/**
 * A manifest as a registry gives it (OCI or docker schema 2): the image's, or the index of its platforms, of which the caller picks one.
 * `digest`: what it must have, where the caller knows it (`name@sha256:…`, or an entry of an index).
 */
export const readManifest = (bytes: Uint8Array, digest?: string): Promise<Reading<ManifestDocument & { readonly digest: string }>> =>
  reading(async () => {
    if (digest !== undefined) checkDigest(bytes, digest, 'manifest');
    return { ...parseManifest(bytes), digest: digestOf(bytes) };
  });

/** An image whose parts come one by one, as from a registry. */
export interface LayeredImage {
  /** The configuration, whole. */
  readonly config: Uint8Array;
  /** `config.digest` of the manifest: what the configuration must have, and the identity of the image. */
  readonly configDigest: string;
  readonly manifestDigest?: string;
  readonly repoTags: readonly string[];
  /** In the order of the manifest: the lowest first. */
  readonly layers: readonly LayerSource[];
}

export interface LayerSource {
  /** As the manifest has it: of the layer as it is stored. Checked. */
  readonly digest: string;
  /** Opened when its turn comes: one is read at a time. What it throws or rejects with is told as `truncated`. */
  readonly open: () => ByteSource | Promise<ByteSource>;
}

const readLayer = async ({ digest, open }: LayerSource, budget: Budget): Promise<LayerContent> => {
  let blob: Blob | undefined;
  const source = await budget.unlessStopped(Promise.resolve(open())).catch((error: Error) => {
    throw error instanceof Refusal
      ? error
      : new Refusal('truncated', `A layer of the image could not be fetched: ${error.message}.`, error);
  });
  await pour(source, new BlobReader(budget, (read) => (blob = read)), budget);
  if (blob?.digest !== digest) throw new Refusal('digest-mismatch', 'A layer of the image is not what its digest says.');
  if (blob.kind === 'layer') return blob.layer;
  throw new Refusal('unknown-compression', 'A layer of the image is neither a tar archive nor compressed with gzip or zstd.');
};

/**
 * The inventory of an image from its configuration and its layers' streams: for a registry, or any other place that has them one by one.
 * Layers may be plain, gzip or zstd, whatever their media types say. Everything is checked against its digest. Otherwise as `readArchive`.
 */
export const readImageLayers = (image: LayeredImage, options: ReadOptions = {}): Promise<Reading<ImageInventory>> =>
  reading(async () => {
    checkDigest(image.config, image.configDigest, 'configuration');
    const budget = createBudget(options);
    budget.spend('layers', image.layers.length);
    const layers: LayerContent[] = [];
    for (const each of image.layers) layers.push(await readLayer(each, budget));
    const { config, configDigest, manifestDigest, repoTags } = image;
    return composeImage({ imageId: configDigest, config, layers, repoTags, ...(manifestDigest && { manifestDigest }) });
  });

import type { Blob } from '../layers/blob-reader.ts';
import type { LayerContent } from '../layers/layer-content.ts';
import { Refusal, shown } from '../not-scannable.ts';

/** The stored files of an archive or a layout, each read already or read when asked for. */
export interface BlobStore {
  /** By its path there; `undefined` where there is none. */
  readonly get: (path: string) => Promise<Blob | undefined>;
}

export interface StoredDocument {
  readonly digest: string;
  readonly bytes: Buffer;
}

/** `blobs/sha256/<hex>` and `<hex>.json` say their digest. */
const DIGEST_IN_PATH = /^(?:blobs\/sha256\/)?([0-9a-f]{64})(?:\.json)?$/;

const checkDigest = ({ digest }: Blob, path: string): void => {
  const [, hex] = DIGEST_IN_PATH.exec(path) ?? [];
  if (hex !== undefined && digest !== `sha256:${hex}`)
    throw new Refusal('digest-mismatch', `The content of ${shown(path)} is not what its digest says.`);
};

const require = async (store: BlobStore, path: string, what: string): Promise<Blob> => {
  const blob = await store.get(path);
  if (!blob) throw new Refusal('incomplete', `The image names ${what} that is missing: ${shown(path)}.`);
  checkDigest(blob, path);
  return blob;
};

export const requireDocument = async (store: BlobStore, path: string, what: string): Promise<StoredDocument> => {
  const blob = await require(store, path, what);
  if (blob.kind !== 'document') throw new Refusal('damaged', `The image names ${what} that is none: ${shown(path)}.`);
  return blob;
};

export const requireLayer = async (store: BlobStore, path: string): Promise<LayerContent> => {
  const blob = await require(store, path, 'a layer');
  if (blob.kind === 'layer') return blob.layer;
  throw new Refusal('unknown-compression', `The layer ${shown(path)} is neither a tar archive nor compressed with gzip or zstd.`);
};

export const blobPath = (digest: string): string => `blobs/sha256/${digest.slice('sha256:'.length)}`;

import type { Budget } from '../budget.ts';
import type { ImageInventory } from '../image-inventory.ts';
import type { LayerContent } from '../layers/layer-content.ts';
import { Refusal } from '../not-scannable.ts';
import { entryPath } from '../tar/entry-path.ts';
import { type BlobStore, blobPath, requireDocument, requireLayer } from './blob-store.ts';
import { composeImage } from './compose-image.ts';
import { type Descriptor, parseManifest, parseSavedImages, type SavedImage } from './documents.ts';

const readLayers = async (store: BlobStore, paths: readonly string[], budget: Budget): Promise<LayerContent[]> => {
  budget.spend('layers', paths.length);
  const layers: LayerContent[] = [];
  for (const path of paths) layers.push(await requireLayer(store, path));
  return layers;
};

const readSavedImage = async (store: BlobStore, saved: SavedImage, budget: Budget): Promise<ImageInventory> => {
  budget.spend('images', 1);
  const { digest, bytes } = await requireDocument(store, entryPath(saved.Config), 'a configuration');
  const layers = await readLayers(store, (saved.Layers ?? []).map(entryPath), budget);
  return composeImage({ imageId: digest, config: bytes, layers, repoTags: saved.RepoTags ?? [] });
};

/** The images of a `docker save` archive, as its `manifest.json` lists them. */
export const readSavedImages = async (store: BlobStore, manifest: Uint8Array, budget: Budget): Promise<ImageInventory[]> => {
  const images: ImageInventory[] = [];
  for (const saved of parseSavedImages(manifest)) images.push(await readSavedImage(store, saved, budget));
  return images;
};

/** Attestations and signatures lie beside images, under a platform that is none. */
const isImage = ({ platform, annotations }: Descriptor): boolean =>
  platform?.os !== 'unknown' && annotations?.['vnd.docker.reference.type'] === undefined;

const tagsOf = ({ annotations }: Descriptor): string[] => {
  const name = annotations?.['io.containerd.image.name'] ?? annotations?.['org.opencontainers.image.ref.name'];
  return name === undefined || name.length > 600 ? [] : [name];
};

/** An index in an index in an index; nobody nests deeper. */
const DEEPEST = 3;

interface Place {
  readonly store: BlobStore;
  readonly budget: Budget;
  readonly depth: number;
  readonly repoTags: readonly string[];
}

const readDescriptor = async (each: Descriptor, place: Place): Promise<ImageInventory[]> => {
  const { store, budget, depth } = place;
  const { digest, bytes } = await requireDocument(store, blobPath(each.digest), 'a manifest');
  const document = parseManifest(bytes);
  const repoTags = depth === 0 ? tagsOf(each) : place.repoTags;
  if (document.kind === 'index') return readIndex(document.manifests, { ...place, depth: depth + 1, repoTags });
  budget.spend('images', 1);
  const config = await requireDocument(store, blobPath(document.config.digest), 'a configuration');
  const layers = await readLayers(
    store,
    document.layers.map((layer) => blobPath(layer.digest)),
    budget,
  );
  return [composeImage({ imageId: config.digest, config: config.bytes, layers, repoTags, manifestDigest: digest })];
};

/** Below the top, engines list the platforms of an image and store only those that were pulled. */
const storedOnes = async (manifests: readonly Descriptor[], { store, depth }: Place): Promise<Descriptor[]> => {
  const images = manifests.filter(isImage);
  if (depth === 0) return images;
  const stored: Descriptor[] = [];
  for (const each of images) if (await store.get(blobPath(each.digest))) stored.push(each);
  if (stored.length === 0 && images.length > 0)
    throw new Refusal('incomplete', 'The image lists manifests for its platforms, and none of them is there.');
  return stored;
};

const readIndex = async (manifests: readonly Descriptor[], place: Place): Promise<ImageInventory[]> => {
  if (place.depth > DEEPEST) throw new Refusal('damaged', 'The image nests its indexes too deeply.');
  const images: ImageInventory[] = [];
  for (const each of await storedOnes(manifests, place)) images.push(...(await readDescriptor(each, place)));
  return images;
};

/** The images of an OCI layout, as its `index.json` lists them; each platform is an image of its own. */
export const readIndexedImages = async (store: BlobStore, index: Uint8Array, budget: Budget): Promise<ImageInventory[]> => {
  const document = parseManifest(index);
  if (document.kind !== 'index') throw new Refusal('damaged', 'The index.json of the image is no index.');
  return readIndex(document.manifests, { store, budget, depth: 0, repoTags: [] });
};

/** One image under several names is one image. */
const distinct = (images: readonly ImageInventory[]): ImageInventory[] => {
  const byId = new Map<string, ImageInventory>();
  for (const each of images) {
    const known = byId.get(each.imageId);
    byId.set(each.imageId, known ? { ...known, repoTags: [...new Set([...known.repoTags, ...each.repoTags])] } : each);
  }
  return [...byId.values()];
};

/** The images of an archive or a layout: by `manifest.json` where there is one, as it has the full names, else by `index.json`. */
export const readImages = async (store: BlobStore, budget: Budget): Promise<ImageInventory[]> => {
  const [saved, index] = [await store.get('manifest.json'), await store.get('index.json')];
  if (saved?.kind !== 'document' && index?.kind !== 'document')
    throw new Refusal('not-an-image', 'This is no image: it has neither a manifest.json (docker save) nor an index.json (OCI layout).');
  const images = saved?.kind === 'document' ? await readSavedImages(store, saved.bytes, budget) : [];
  const all = index?.kind === 'document' && images.length === 0 ? await readIndexedImages(store, index.bytes, budget) : images;
  if (all.length === 0) throw new Refusal('not-an-image', 'This holds no image: its list of images is empty.');
  return distinct(all);
};

import type { ReadOptions } from '../inventory/budget.ts';
import type { ImageInventory } from '../inventory/image-inventory.ts';
import type { NotScannableReason } from '../inventory/not-scannable.ts';
import { type Descriptor, type ManifestDocument, readImageLayers, readManifest } from '../inventory/read-image-layers.ts';
import { choosePlatform, type Platform } from './choose-platform.ts';
import { describeReference, type ImageReference } from './reference.ts';
import { createRegistryClient, type RegistryClient, type RegistryParts } from './registry-client.ts';
import { RegistryProblem, type RegistryReason } from './registry-problem.ts';

export interface PullParts extends RegistryParts {
  /** Which image of an index is meant. */
  readonly platform: Platform;
  readonly limits?: ReadOptions['limits'];
}

/** Why an image could not be read, from the registry to its last file. */
export interface PullProblem {
  readonly reason: NotScannableReason | RegistryReason;
  readonly message: string;
}

export type Pulled =
  | { readonly ok: true; readonly value: ImageInventory; readonly repoDigest: string }
  | { readonly ok: false; readonly error: PullProblem };

const MAX_CONFIG_BYTES = 8 * 1024 * 1024;
const DEEPEST = 3;
const SCHEMA_1 = /vnd\.docker\.distribution\.manifest\.v1\+/;
const OUTDATED =
  'The registry has this image only as a manifest of schema 1, a form that Docker retired. Push it again with a tool of today, then scan it.';

type Found = Extract<ManifestDocument, { kind: 'manifest' }> & { readonly digest: string };

/** Thrown from within, so that the steps read one after the other. */
class Refused extends Error {
  readonly problem: PullProblem;
  constructor(problem: PullProblem) {
    super(problem.message);
    this.problem = problem;
  }
}

const isSchema1 = (bytes: Buffer, mediaType: string): boolean =>
  SCHEMA_1.test(mediaType) || /"schemaVersion"\s*:\s*1\b/.test(bytes.toString('latin1', 0, 4096));

const fetchDocument = async (client: RegistryClient, name: string, expected: string | undefined) => {
  const { bytes, mediaType, digest } = await client.manifest(name);
  if (isSchema1(bytes, mediaType)) throw new RegistryProblem('manifest-outdated', OUTDATED);
  // By tag, what the registry says of its answer is all there is to check.
  const told = digest?.startsWith('sha256:') ? digest : undefined;
  const document = await readManifest(bytes, expected ?? told);
  if (!document.ok) throw new Refused(document.error);
  return document.value;
};

/** The manifest of the platform: by the digest of its entry where the name means an index. */
const findManifest = async (client: RegistryClient, reference: ImageReference, platform: Platform) => {
  let document = await fetchDocument(client, reference.digest ?? reference.tag ?? 'latest', reference.digest);
  const { digest: named } = document;
  for (let depth = 0; document.kind === 'index'; depth++) {
    if (depth === DEEPEST) throw new Refused({ reason: 'damaged', message: 'The image nests its indexes too deeply.' });
    const { digest } = choosePlatform(document.manifests, platform);
    document = await fetchDocument(client, digest, digest);
  }
  return { manifest: document satisfies Found, named };
};

const layerOf = (client: RegistryClient, { digest, size }: Descriptor) => ({ digest, open: () => client.stream(digest, size) });

const pull = async (reference: ImageReference, parts: PullParts): Promise<Pulled> => {
  const client = createRegistryClient(reference, parts);
  const { manifest, named } = await findManifest(client, reference, parts.platform);
  const config = await client.blob(manifest.config.digest, MAX_CONFIG_BYTES);
  const { limits, signal } = parts;
  const image = {
    config,
    configDigest: manifest.config.digest,
    manifestDigest: manifest.digest,
    repoTags: reference.tag === undefined ? [] : [describeReference(withoutDigest(reference))],
    layers: manifest.layers.map((each) => layerOf(client, each)),
  };
  const read = await readImageLayers(image, { ...(limits && { limits }), ...(signal && { signal }) });
  if (!read.ok) return read;
  const { tag: _, ...name } = reference;
  return { ok: true, value: read.value, repoDigest: describeReference({ ...name, digest: named }) };
};

const withoutDigest = ({ digest: _, ...others }: ImageReference): ImageReference => others;

/**
 * The inventory of an image of a registry: its layers are read while they come, nothing is written to disk, and everything is checked
 * against its digest. Never throws for what a registry does; either the whole image is given, or why not.
 */
export const pullImage = async (reference: ImageReference, parts: PullParts): Promise<Pulled> => {
  try {
    return await pull(reference, parts);
  } catch (error) {
    if (parts.signal?.aborted)
      return { ok: false, error: { reason: 'stopped', message: 'The pull was stopped, by its time limit or on request.' } };
    if (error instanceof Refused) return { ok: false, error: error.problem };
    if (error instanceof RegistryProblem) return { ok: false, error: { reason: error.reason, message: error.message } };
    throw error;
  }
};

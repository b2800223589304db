import { stat } from 'node:fs/promises';
import { connectEngine, type Engine } from '../engine/engine.ts';
import { EngineRefused, EngineUnreachable } from '../engine/engine-error.ts';
import type { ReadOptions } from '../inventory/budget.ts';
import type { ImageInventory } from '../inventory/image-inventory.ts';
import { readArchive } from '../inventory/read-archive.ts';
import { readOciLayout } from '../inventory/read-oci-layout.ts';
import type { Platform } from '../registry/choose-platform.ts';
import { type PullParts, type PullProblem, pullImage } from '../registry/pull-image.ts';
import { parseReference } from '../registry/reference.ts';

export interface ReadParts {
  readonly target: string;
  /** Socket of an engine whose image is meant. */
  readonly docker: string | undefined;
  readonly platform: Platform;
  readonly signal: AbortSignal;
  readonly registry: Pick<PullParts, 'findCredentials' | 'isPlain' | 'wait' | 'random'>;
}

export interface FoundImage {
  readonly inventory: ImageInventory;
  readonly repoDigests: readonly string[];
}

/** Why nothing was read: a word for programs, a sentence for people. */
export interface ReadProblem {
  readonly reason: PullProblem['reason'] | 'engine-unreachable' | 'no-such-image';
  readonly message: string;
}

export type FoundImages =
  | { readonly ok: true; readonly value: readonly FoundImage[] }
  | { readonly ok: false; readonly error: ReadProblem };

const failed = (reason: ReadProblem['reason'], message: string): FoundImages => ({ ok: false, error: { reason, message } });

const withoutDigests = (images: readonly ImageInventory[]): FoundImage[] => images.map((inventory) => ({ inventory, repoDigests: [] }));

const readStored = async (path: string, isFolder: boolean, options: ReadOptions): Promise<FoundImages> => {
  const read = isFolder ? await readOciLayout(path, options) : await readArchive(path, options);
  if (read.ok) return { ok: true, value: withoutDigests(read.value) };
  const { reason, message } = read.error;
  const isNameToo = reason === 'not-an-image' && !looksLikePath(path) && parseReference(path).ok;
  const hint = ` ${path} is a ${isFolder ? 'folder' : 'file'} here; the image of that name has to be written with its registry.`;
  return failed(reason, isNameToo ? message + hint : message);
};

const readFromEngine = async (engine: Engine, { target, signal }: ReadParts): Promise<FoundImages> => {
  const image = await engine.image(target, signal);
  if (!image) return failed('no-such-image', `The engine has no image ${target}. Pull or build it first.`);
  // By its id: a name may move to another image meanwhile.
  const read = await readArchive(await engine.archive(image.imageId, signal), { signal });
  if (!read.ok) return read;
  const [inventory] = read.value;
  if (!inventory || inventory.imageId !== image.imageId)
    return failed('digest-mismatch', 'The engine gave another image than the one that it was asked for.');
  return { ok: true, value: [{ inventory: { ...inventory, repoTags: image.tags }, repoDigests: image.digests }] };
};

const readEngine = async (parts: ReadParts, socket: string): Promise<FoundImages> => {
  try {
    return await readFromEngine(await connectEngine(socket, parts.signal), parts);
  } catch (error) {
    if (parts.signal.aborted) return failed('stopped', 'The scan was stopped, by its time limit or on request.');
    if (error instanceof EngineUnreachable) return failed('engine-unreachable', error.message);
    if (error instanceof EngineRefused) return failed('engine-unreachable', `The engine refused: ${error.message}.`);
    throw error;
  }
};

const pull = async ({ target, platform, signal, registry }: ReadParts): Promise<FoundImages> => {
  const reference = parseReference(target);
  if (!reference.ok) return failed('no-such-image', `There is no file ${target}, and it names no image. ${reference.message}`);
  const pulled = await pullImage(reference.value, { ...registry, platform, signal });
  return pulled.ok ? { ok: true, value: [{ inventory: pulled.value, repoDigests: [pulled.repoDigest] }] } : pulled;
};

/** No image is called like this: a path that leads nowhere. */
const looksLikePath = (target: string): boolean => /^(?:\/|\.{1,2}(?:\/|$))/.test(target) || /\.(?:tar|tgz|tar\.gz|tar\.zst)$/.test(target);

/** The images of an archive, an OCI layout in a folder, an engine or a registry. What is there as a file is meant as one. */
export const readImages = async (parts: ReadParts): Promise<FoundImages> => {
  const { target, signal, docker } = parts;
  if (docker !== undefined) return readEngine(parts, docker);
  const stats = await stat(target).catch(() => undefined);
  if (stats) return readStored(target, stats.isDirectory(), { signal });
  if (looksLikePath(target)) return failed('no-such-image', `There is no file or folder ${target}.`);
  return pull(parts);
};

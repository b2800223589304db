import { type ByteSource, fileSource, pour, unpackedSource } from './archive/byte-source.ts';
import { readImages } from './archive/read-images.ts';
import { type Budget, createBudget, type ReadOptions } from './budget.ts';
import type { ImageInventory } from './image-inventory.ts';
import { type Blob, BlobReader } from './layers/blob-reader.ts';
import { type Reading, Refusal, reading, shown } from './not-scannable.ts';
import { entryPath } from './tar/entry-path.ts';
import { looksLikeTar } from './tar/tar-header.ts';
import { type ByteSink, type TarEntry, TarReader } from './tar/tar-reader.ts';

type Stored = Blob | { readonly kind: 'link'; readonly to: string };

/** Where a symbolic link of the archive leads, relative to its folder. Docker 20.10 stores a layer once and links to it. */
const symlinkTarget = ({ path, linkPath }: TarEntry): string => {
  const segments = linkPath.startsWith('/') ? [] : path.split('/').slice(0, -1);
  for (const segment of linkPath.split('/')) {
    if (segment !== '..') segments.push(segment);
    else if (segments.pop() === undefined) throw new Refusal('path-escape', `The link ${shown(path)} of the archive leads out of it.`);
  }
  return entryPath(segments.join('/'));
};

const storeEntry = (stored: Map<string, Stored>, entry: TarEntry, budget: Budget): ByteSink | undefined => {
  budget.spend('entries', 1);
  const { path, kind } = entry;
  if (kind === 'file') return new BlobReader(budget, (blob) => stored.set(path, blob));
  if (kind === 'symlink') stored.set(path, { kind: 'link', to: symlinkTarget(entry) });
  if (kind === 'hardlink') stored.set(path, { kind: 'link', to: entryPath(entry.linkPath) });
  return undefined;
};

const MOST_LINKS = 10;

const follow = (stored: ReadonlyMap<string, Stored>, path: string): Blob | undefined => {
  let found = stored.get(path);
  for (let links = 0; found?.kind === 'link' && links < MOST_LINKS; links++) found = stored.get(found.to);
  return found?.kind === 'link' ? undefined : found;
};

/** Lets through what begins like a tar archive. */
const onlyTar = (reader: TarReader): ByteSink => {
  let start: Buffer | undefined = Buffer.alloc(0);
  const begin = (bytes: Buffer): undefined | Promise<void> => {
    if (!looksLikeTar(bytes)) throw new Refusal('not-an-image', 'This is no image: neither a tar archive nor a compressed one.');
    start = undefined;
    return reader.write(bytes);
  };
  return {
    write: (chunk) => {
      if (start === undefined) return reader.write(chunk);
      start = start.length === 0 ? chunk : Buffer.concat([start, chunk]);
      return start.length < 512 ? undefined : begin(start);
    },
    end: () => {
      if (start !== undefined) throw new Refusal('not-an-image', 'This is no image: it has less than 512 bytes.');
      return reader.end();
    },
  };
};

/**
 * The images of a `docker save` archive or an OCI layout packed as tar (`skopeo copy … oci-archive:`), plain or compressed as a whole with
 * gzip or zstd: a file by its path, or a stream (`GET /images/{name}/get` of an engine; several names give several images). One archive may
 * hold several images; an image under several names is given once. It is read from front to end, in memory that does not grow with the
 * size of its files; nothing is written to disk, no link is followed.
 *
 * Never throws for what is wrong with the archive: `error.message` is what to show. Either all images are given, or none.
 */
export const readArchive = (source: string | ByteSource, options: ReadOptions = {}): Promise<Reading<ImageInventory[]>> =>
  reading(async () => {
    const budget = createBudget(options);
    const stored = new Map<string, Stored>();
    const tar = new TarReader({ onEntry: (entry) => storeEntry(stored, entry, budget), pathBytes: budget.limits.pathBytes });
    await pour(unpackedSource(typeof source === 'string' ? fileSource(source) : source), onlyTar(tar), budget);
    return readImages({ get: async (path) => follow(stored, path) }, budget);
  });

import { createHash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import { promisify } from 'node:util';
import { inflateRaw } from 'node:zlib';
import { z } from 'zod';
import type { Advisory } from '../advisory.ts';
import { compareText } from '../versions/version-order.ts';
import {
  type BlockEntry,
  blockEntry,
  keyOf,
  MAGIC,
  MAX_BLOCK_BYTES,
  MAX_HEADER_BYTES,
  MAX_INDEX_BYTES,
  type ManifestHeader,
  ManifestProblem,
  manifestHeader,
  type PackageAdvisories,
  type PackageEntry,
  packageEntry,
} from './manifest-format.ts';

/** An open signature manifest. Answers come from the file, a block at a time; the last few blocks are kept. */
export interface Manifest {
  readonly header: ManifestHeader;
  /** Whether it says anything at all of an ecosystem: without that, no finding means nothing. */
  readonly covers: (ecosystem: string) => boolean;
  /** All advisories of one package, in the order of their ids. Rejects with `ManifestProblem` where the file is damaged. */
  readonly advisoriesOf: (ecosystem: string, name: string) => Promise<readonly Advisory[]>;
  /** Every package, in the order of the keys: reads, and thereby checks, the whole file. */
  readonly packages: () => AsyncGenerator<PackageAdvisories>;
  readonly close: () => Promise<void>;
}

const KEPT_BLOCKS = 16;
const inflate = promisify(inflateRaw);
const packageEntries = z.array(packageEntry);
const blockEntries = z.array(blockEntry);

const readAt = async (file: FileHandle, position: number, length: number): Promise<Buffer> => {
  const bytes = Buffer.alloc(length);
  const { bytesRead } = await file.read(bytes, 0, length, position);
  if (bytesRead !== length) throw new ManifestProblem('The signature manifest is cut off.');
  return bytes;
};

const checkDigest = (bytes: Buffer, sha256: string): void => {
  if (createHash('sha256').update(bytes).digest('hex') !== sha256)
    throw new ManifestProblem('The signature manifest is damaged: a checksum does not fit.');
};

const parse = <T>(schema: z.ZodType<T>, text: string, what: string): T => {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new ManifestProblem(`The ${what} of the signature manifest is not JSON.`);
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new ManifestProblem(`The ${what} of the signature manifest breaks its format at ${issue?.path.join('.')}: ${issue?.message}`);
};

const inflateText = async (bytes: Buffer, max: number): Promise<string> => {
  try {
    return (await inflate(bytes, { maxOutputLength: max })).toString('utf8');
  } catch {
    throw new ManifestProblem('The signature manifest is damaged: a part does not unpack, or is larger than the format allows.');
  }
};

const readHeader = async (file: FileHandle): Promise<{ header: ManifestHeader; end: number }> => {
  const start = await readAt(file, 0, MAGIC.length + 4);
  if (!start.subarray(0, MAGIC.length).equals(MAGIC)) throw new ManifestProblem('This is not a signature manifest.');
  const length = start.readUInt32BE(MAGIC.length);
  if (length > MAX_HEADER_BYTES) throw new ManifestProblem('The header of the signature manifest is larger than the format allows.');
  const text = (await readAt(file, start.length, length)).toString('utf8');
  return { header: parse(manifestHeader, text, 'header'), end: start.length + length };
};

/** Blocks lie one after the other, keys ascend, and nothing is left over. */
const checkIndex = (entries: readonly BlockEntry[], { blocksBytes }: ManifestHeader): void => {
  let end = 0;
  let lastKey = '';
  for (const { firstKey, offset, bytes } of entries) {
    if (offset !== end || firstKey <= lastKey) throw new ManifestProblem('The index of the signature manifest is out of order.');
    end += bytes;
    lastKey = firstKey;
  }
  if (end !== blocksBytes) throw new ManifestProblem('The index of the signature manifest does not cover its blocks.');
};

/** The last block whose first key is not after `key`. */
const blockFor = (entries: readonly BlockEntry[], key: string): BlockEntry | undefined => {
  let [low, high] = [0, entries.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (compareText(entries[middle]?.firstKey ?? '', key) <= 0) low = middle + 1;
    else high = middle;
  }
  return entries[low - 1];
};

const createReader = (file: FileHandle, start: number) => {
  const kept = new Map<number, Promise<PackageEntry[]>>();
  const read = async ({ offset, bytes, sha256 }: BlockEntry): Promise<PackageEntry[]> => {
    const packed = await readAt(file, start + offset, bytes);
    checkDigest(packed, sha256);
    return parse(packageEntries, await inflateText(packed, MAX_BLOCK_BYTES), 'block');
  };
  return (entry: BlockEntry): Promise<PackageEntry[]> => {
    const block = kept.get(entry.offset) ?? read(entry);
    kept.delete(entry.offset);
    kept.set(entry.offset, block);
    for (const oldest of kept.keys()) if (kept.size > KEPT_BLOCKS) kept.delete(oldest);
    return block;
  };
};

const toPackage = ({ key, advisories }: PackageEntry): PackageAdvisories => {
  const [ecosystem = '', name = ''] = key.split('\t');
  return { ecosystem, name, advisories };
};

const openFrom = async (file: FileHandle): Promise<Manifest> => {
  const { header, end } = await readHeader(file);
  const { size } = await file.stat();
  const start = end + header.index.bytes;
  if (size !== start + header.blocksBytes) throw new ManifestProblem('The signature manifest is cut off, or longer than it says.');
  const packed = await readAt(file, end, header.index.bytes);
  checkDigest(packed, header.index.sha256);
  const entries = parse(blockEntries, await inflateText(packed, MAX_INDEX_BYTES), 'index');
  checkIndex(entries, header);
  const readBlock = createReader(file, start);
  return {
    header,
    covers: (ecosystem) => Object.hasOwn(header.ecosystems, ecosystem),
    advisoriesOf: async (ecosystem, name) => {
      const key = keyOf(ecosystem, name);
      const entry = blockFor(entries, key);
      return (entry && (await readBlock(entry)).find((each) => each.key === key)?.advisories) ?? [];
    },
    packages: async function* () {
      for (const entry of entries) for (const each of await readBlock(entry)) yield toPackage(each);
    },
    close: () => file.close(),
  };
};

/** Opens the manifest of a file; rejects with `ManifestProblem` where it is none, or a damaged one. */
export const openManifest = async (path: string): Promise<Manifest> => {
  const file = await open(path, 'r').catch((error: NodeJS.ErrnoException) => {
    throw new ManifestProblem(`The signature manifest cannot be read: ${error.message}.`, { cause: error });
  });
  try {
    return await openFrom(file);
  } catch (error) {
    await file.close();
    throw error;
  }
};

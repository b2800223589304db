import { createHash } from 'node:crypto';
import { deflateRawSync } from 'node:zlib';
import type { Advisory } from '../advisory.ts';
import { compareText } from '../versions/version-order.ts';
import {
  type BlockEntry,
  keyOf,
  MAGIC,
  MAX_BLOCK_BYTES,
  MAX_HEADER_BYTES,
  type ManifestHeader,
  ManifestProblem,
  type ManifestSource,
  type PackageAdvisories,
  type PackageEntry,
} from './manifest-format.ts';

export interface ManifestContent {
  readonly version: string;
  readonly sources: readonly ManifestSource[];
  /** In any order; a package may come more than once. */
  readonly packages: Iterable<PackageAdvisories>;
}

/** Bytes of JSON after which a block is closed: small enough to inflate for one package, large enough to compress well. */
const BLOCK_TARGET = 64 * 1024;

const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
const deflate = (value: unknown): Buffer => deflateRawSync(JSON.stringify(value), { level: 9 });

/** The members that the format knows, in one order, so that equal content gives equal bytes. */
const inOrder = ({ id, aliases, severity, summary, references, ranges, versions }: Advisory): Advisory => ({
  id,
  aliases: [...aliases].sort(compareText),
  ...(severity === undefined ? {} : { severity }),
  ...{ summary, references, ranges, versions },
});

const sortPackages = (packages: Iterable<PackageAdvisories>): PackageEntry[] => {
  const byKey = new Map<string, Map<string, Advisory>>();
  for (const { ecosystem, name, advisories } of packages) {
    const key = keyOf(ecosystem, name);
    const known = byKey.get(key) ?? new Map<string, Advisory>();
    for (const each of advisories) known.set(each.id, inOrder(each));
    byKey.set(key, known);
  }
  return [...byKey]
    .map(([key, known]) => ({ key, advisories: [...known.values()].sort((a, b) => compareText(a.id, b.id)) }))
    .sort((a, b) => compareText(a.key, b.key));
};

/** Neighbouring packages together until a block is full. */
function* cutBlocks(packages: readonly PackageEntry[]): Generator<PackageEntry[]> {
  let block: PackageEntry[] = [];
  let length = 0;
  for (const each of packages) {
    const size = JSON.stringify(each).length;
    if (size > MAX_BLOCK_BYTES / 4)
      throw new ManifestProblem(`The advisories of ${each.key.replace('\t', ' ')} are larger than a block may be.`);
    if (length > 0 && length + size > BLOCK_TARGET) {
      yield block;
      block = [];
      length = 0;
    }
    block.push(each);
    length += size;
  }
  if (block.length > 0) yield block;
}

const countEcosystems = (packages: readonly PackageEntry[]): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const { key, advisories } of packages) {
    const ecosystem = key.split('\t', 1)[0] ?? '';
    counts[ecosystem] = (counts[ecosystem] ?? 0) + advisories.length;
  }
  return counts;
};

/** The manifest as the bytes of its file; the same content always gives the same bytes (with one version of zlib). */
export const composeManifest = ({ version, sources, packages }: ManifestContent): Buffer => {
  const sorted = sortPackages(packages);
  const blocks: Buffer[] = [];
  const entries: BlockEntry[] = [];
  let offset = 0;
  for (const block of cutBlocks(sorted)) {
    const bytes = deflate(block);
    entries.push({ firstKey: block[0]?.key ?? '', offset, bytes: bytes.length, sha256: sha256(bytes) });
    blocks.push(bytes);
    offset += bytes.length;
  }
  const index = deflate(entries);
  const header: ManifestHeader = {
    ...{ version, sources: [...sources], ecosystems: countEcosystems(sorted) },
    index: { bytes: index.length, sha256: sha256(index) },
    blocksBytes: offset,
  };
  const text = Buffer.from(JSON.stringify(header));
  if (text.length > MAX_HEADER_BYTES) throw new ManifestProblem('The manifest has too many sources or ecosystems for its header.');
  const length = Buffer.alloc(4);
  length.writeUInt32BE(text.length);
  return Buffer.concat([MAGIC, length, text, index, ...blocks]);
};

import { z } from 'zod';
import { type Advisory, advisory } from '../advisory.ts';
import { manifestVersion } from './manifest-version.ts';

/**
 * A signature manifest is one file: the magic line, the length of the header (4 bytes, big-endian), the header (JSON),
 * the index and then the blocks (each raw deflate of JSON). A block holds the advisories of neighbouring packages in
 * the order of their keys; the index names the first key of each block, so that one package costs one block.
 */
export const MAGIC = Buffer.from('WATCHBILL-SIGNATURES-1\n');
export const EXTENSION = '.wbsig';

// The file comes over the network: nothing larger than this is read into memory at once.
export const MAX_HEADER_BYTES = 256 * 1024;
export const MAX_INDEX_BYTES = 32 * 1024 * 1024;
export const MAX_BLOCK_BYTES = 32 * 1024 * 1024;
export const MAX_FILE_BYTES = 1024 * 1024 * 1024;

const digest = z.string().regex(/^[0-9a-f]{64}$/);

/** Where advisories came from, and under which terms. */
export const manifestSource = z.object({
  name: z.string().min(1).max(200),
  url: z.string().max(500).optional(),
  licence: z.string().max(500).optional(),
  /** ISO 8601 day on which they were fetched. */
  retrieved: z.iso.date(),
  advisories: z.int().min(0),
});
export type ManifestSource = z.infer<typeof manifestSource>;

export const manifestHeader = z.object({
  version: manifestVersion,
  sources: z.array(manifestSource).max(1000),
  /** Records by ecosystem: one advisory of two packages counts twice. */
  ecosystems: z.record(z.string(), z.int().min(0)),
  index: z.object({ bytes: z.int().min(0).max(MAX_INDEX_BYTES), sha256: digest }),
  blocksBytes: z.int().min(0).max(MAX_FILE_BYTES),
});
export type ManifestHeader = z.infer<typeof manifestHeader>;

/** Ecosystem and package, as the index sorts them: by UTF-16 unit. A tab is in neither. */
export const keyOf = (ecosystem: string, name: string): string => `${ecosystem}\t${name}`;

/** Offsets count from the first block. */
export const blockEntry = z.object({
  firstKey: z.string().min(1).max(1000),
  offset: z.int().min(0),
  bytes: z.int().min(1).max(MAX_BLOCK_BYTES),
  sha256: digest,
});
export type BlockEntry = z.infer<typeof blockEntry>;

export const packageEntry = z.object({ key: z.string().min(1).max(1000), advisories: z.array(advisory) });
export type PackageEntry = z.infer<typeof packageEntry>;

/** What is known of one package of one ecosystem. */
export interface PackageAdvisories {
  readonly ecosystem: string;
  readonly name: string;
  readonly advisories: readonly Advisory[];
}

/** Why a manifest cannot be used. */
export class ManifestProblem extends Error {}

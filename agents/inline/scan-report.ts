import type { ImageInventory } from '../inventory/image-inventory.ts';
import type { JudgedFinding, Verdict } from './policy/judge.ts';

/** What the findings were made with. */
export interface KnownManifest {
  readonly version: string;
  /** Whole days since it was made. */
  readonly ageDays: number;
  /** So old that it misses what was published since. */
  readonly isStale: boolean;
  /** Came with the program, was named by `--manifest`, or was fetched from the platform. */
  readonly origin: 'shipped' | 'given' | 'platform';
}

/** One image of what was scanned. */
export interface ScannedImage {
  readonly inventory: ImageInventory;
  /** `registry/name@sha256:…`, where it has one. */
  readonly repoDigests: readonly string[];
  readonly findings: readonly JudgedFinding[];
  /** Ecosystems of its packages of which the signatures know nothing. */
  readonly uncovered: readonly string[];
  readonly verdict: Verdict;
}

/** Everything that a scan tells; the formats only write it down. */
export interface ScanReport {
  /** Version of the program. */
  readonly scanner: string;
  /** As it was asked for: a name, a file, a folder. */
  readonly target: string;
  /** ISO 8601, UTC. */
  readonly scannedAt: string;
  readonly manifest: KnownManifest;
  /** Names of the rules that were judged by; empty: none. */
  readonly rules: readonly string[];
  readonly images: readonly ScannedImage[];
  /** Whole sentences: what makes the result worth less than it looks. */
  readonly warnings: readonly string[];
  /** The worst of all images. */
  readonly outcome: Verdict['outcome'];
}

/** How people call an image: its first tag, else its digest, else its id. */
export const nameOf = ({ inventory, repoDigests }: Pick<ScannedImage, 'inventory' | 'repoDigests'>): string =>
  inventory.repoTags[0] ?? repoDigests[0] ?? inventory.imageId;

/** The first twelve hex digits of the image id, as engines show it. */
export const shortId = ({ imageId }: Pick<ImageInventory, 'imageId'>): string => imageId.replace('sha256:', '').slice(0, 12);

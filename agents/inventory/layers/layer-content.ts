import type { FileFacts } from '../packages/file-facts.ts';
import type { PathMarks } from './path-marks.ts';

/** What is kept of a layer: the packages its files tell of, and what it does to the layers below. Bytes of files are not kept. */
export interface LayerContent {
  /** Of the unpacked layer, `sha256:…`. */
  readonly diffId: string;
  /** Unpacked. */
  readonly size: number;
  /** What the files that tell of software say, by path. */
  readonly files: ReadonlyMap<string, FileFacts>;
  /** Paths that it removes from the layers below, with everything in them (`.wh.name`). */
  readonly removed: readonly string[];
  /** Folders whose content of the layers below it hides (`.wh..wh..opq`); `''` is the root. */
  readonly opaque: readonly string[];
  /** Everything in it that is no folder: it takes the place of whatever was at its path, and of all that was in it. */
  readonly leaves: PathMarks;
  /** A folder takes the place of a file. */
  readonly folders: PathMarks;
}

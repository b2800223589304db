import { createHash } from 'node:crypto';
import type { Budget } from '../budget.ts';
import type { FileFacts } from '../packages/file-facts.ts';
import { readerFor, tellsOfSoftware } from '../packages/reader-for.ts';
import { baseName, entryPath } from '../tar/entry-path.ts';
import { type ByteSink, type TarEntry, TarReader } from '../tar/tar-reader.ts';
import type { LayerContent } from './layer-content.ts';
import { PathMarks } from './path-marks.ts';

const WHITEOUT = '.wh.';
/** Folders and links of AUFS itself; only the mark of an opaque folder means something (OCI image-spec, layer.md). */
const WHITEOUT_META = '.wh..wh.';
const OPAQUE = '.wh..wh..opq';

/** A layer, being read from its unpacked bytes. Synchronous: nothing in it waits. Throws `Refusal`. */
export class LayerReader {
  readonly #budget: Budget;
  readonly #kind: 'layer' | 'root-fs';
  readonly #hash = createHash('sha256');
  readonly #tar: TarReader;
  readonly #files = new Map<string, FileFacts>();
  readonly #removed: string[] = [];
  readonly #opaque: string[] = [];
  readonly #leaves = new PathMarks();
  readonly #folders = new PathMarks();
  #size = 0;

  /** `root-fs`: a whole file system, in which a name beginning with `.wh.` is a name. */
  constructor(budget: Budget, kind: 'layer' | 'root-fs' = 'layer') {
    this.#budget = budget;
    this.#kind = kind;
    this.#tar = new TarReader({ onEntry: (entry) => this.#entry(entry), pathBytes: budget.limits.pathBytes });
  }

  write(chunk: Buffer): void {
    this.#budget.checkStopped();
    this.#budget.spend('unpackedBytes', chunk.length);
    this.#size += chunk.length;
    this.#hash.update(chunk);
    this.#tar.write(chunk);
  }

  /** Whether the archive told where it ends. */
  get isEnded(): boolean {
    return this.#tar.isEnded;
  }

  end(): LayerContent {
    this.#tar.end();
    return {
      diffId: `sha256:${this.#hash.digest('hex')}`,
      size: this.#size,
      files: this.#files,
      removed: this.#removed,
      opaque: this.#opaque,
      leaves: this.#leaves,
      folders: this.#folders,
    };
  }

  #entry(entry: TarEntry): ByteSink | undefined {
    this.#budget.spend('entries', 1);
    const { path, kind } = entry;
    const name = baseName(path);
    if (this.#kind === 'layer' && name.startsWith(WHITEOUT)) {
      this.#whiteout(path.slice(0, path.length - name.length), name);
      return undefined;
    }
    // A later entry of the same path replaces an earlier one, as unpacking would.
    this.#files.delete(path);
    if (kind === 'directory') {
      this.#folders.add(path);
      return undefined;
    }
    this.#leaves.add(path);
    if (kind === 'hardlink') return this.#hardLink(entry);
    return kind === 'file' ? this.#file(entry) : undefined;
  }

  /** `folder` ends with a slash, or is empty. */
  #whiteout(folder: string, name: string): void {
    if (name === OPAQUE) this.#opaque.push(folder.slice(0, -1));
    else if (!name.startsWith(WHITEOUT_META)) this.#removed.push(folder + name.slice(WHITEOUT.length));
  }

  /** A second name of a file of the same layer: what was read there is true here, too. */
  #hardLink({ path, linkPath }: TarEntry): undefined {
    const target = entryPath(linkPath);
    if (!tellsOfSoftware(path)) return;
    const message = 'The file is a hard link to one that was not read.';
    this.#files.set(path, this.#files.get(target) ?? { packages: [], notes: [{ code: 'not-readable', message }] });
  }

  #file(entry: TarEntry): ByteSink | undefined {
    return readerFor(entry, this.#budget, (facts) => {
      this.#budget.spend('packages', facts.packages.length);
      this.#files.set(entry.path, facts);
    });
  }
}

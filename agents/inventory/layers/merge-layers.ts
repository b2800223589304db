import type { FileFacts, FoundPackage } from '../packages/file-facts.ts';
import { ancestorsOf } from '../tar/entry-path.ts';
import type { LayerContent } from './layer-content.ts';
import { pathMark } from './path-marks.ts';

/** A file that a container would see, with the layers that wrote it one after the other without its being gone in between. */
export interface VisibleFile {
  readonly path: string;
  /** As the uppermost layer left it. */
  readonly facts: FileFacts;
  /** The uppermost first; never empty. */
  readonly writings: readonly { readonly layer: number; readonly facts: FileFacts }[];
}

/** What one layer does to the paths that matter. */
interface Effects {
  readonly removed: ReadonlySet<string>;
  readonly opaque: ReadonlySet<string>;
  readonly leaves: ReadonlySet<number>;
  readonly folders: ReadonlySet<number>;
}

const marksThatMatter = (layers: readonly LayerContent[]): Set<number> => {
  const marks = new Set<number>();
  for (const { files } of layers)
    for (const path of files.keys()) for (const each of [path, ...ancestorsOf(path)]) marks.add(pathMark(each));
  return marks;
};

/** A path, the folders above it, and their marks. */
interface Place {
  readonly path: string;
  readonly mark: number;
  readonly above: readonly { readonly path: string; readonly mark: number }[];
}

const placeOf = (path: string): Place => ({
  path,
  mark: pathMark(path),
  above: ancestorsOf(path).map((folder) => ({ path: folder, mark: pathMark(folder) })),
});

/** Whether a layer takes away what the layers below have at a place. */
const hides = ({ removed, opaque, leaves, folders }: Effects, { path, mark, above }: Place): boolean =>
  removed.has(path) ||
  opaque.has('') ||
  leaves.has(mark) ||
  folders.has(mark) ||
  above.some((folder) => removed.has(folder.path) || opaque.has(folder.path) || leaves.has(folder.mark));

/** Writing a file anew replaces it, which goes on with its history; what a whiteout takes away as well begins a new one. */
const beginsAnew = ({ removed, opaque }: Effects, { path, above }: Place): boolean =>
  removed.has(path) || opaque.has('') || above.some((folder) => removed.has(folder.path) || opaque.has(folder.path));

const writingsOf = (path: string, layers: readonly LayerContent[], effects: readonly Effects[]): { layer: number; facts: FileFacts }[] => {
  const place = placeOf(path);
  const writings: { layer: number; facts: FileFacts }[] = [];
  for (let layer = layers.length - 1; layer >= 0; layer--) {
    const facts = layers[layer]!.files.get(path);
    if (facts) writings.push({ layer, facts });
    if (facts ? beginsAnew(effects[layer]!, place) : hides(effects[layer]!, place)) break;
  }
  return writings;
};

/** The files of an image that tell of software, as a container would see them. `layers`: the lowest first. OCI image-spec, layer.md. */
export const mergeLayers = (layers: readonly LayerContent[]): VisibleFile[] => {
  const asked = marksThatMatter(layers);
  const effects = layers.map(({ removed, opaque, leaves, folders }) => ({
    removed: new Set(removed),
    opaque: new Set(opaque),
    leaves: leaves.among(asked),
    folders: folders.among(asked),
  }));
  const visible: VisibleFile[] = [];
  for (const path of new Set(layers.flatMap(({ files }) => [...files.keys()]))) {
    const writings = writingsOf(path, layers, effects);
    if (writings[0]) visible.push({ path, facts: writings[0].facts, writings });
  }
  return visible;
};

const keyOf = ({ type, name, version, architecture = '', within = '' }: FoundPackage): string =>
  [type, name, version, architecture, within].join('\0');

/** For each package of a visible file the lowest layer that has had it in its present version ever since. */
export const layersOfPackages = ({ facts, writings }: VisibleFile): number[] => {
  const lowest = new Map(facts.packages.map((each) => [keyOf(each), writings[0]!.layer]));
  let since = new Set(lowest.keys());
  for (const writing of writings.slice(1)) {
    since = new Set(writing.facts.packages.map(keyOf).filter((key) => since.has(key)));
    for (const key of since) lowest.set(key, writing.layer);
  }
  return facts.packages.map((each) => lowest.get(keyOf(each))!);
};

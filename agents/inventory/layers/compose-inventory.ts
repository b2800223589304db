import type { ImagePackage, InventoryNote, OperatingSystem, RootFsInventory } from '../image-inventory.ts';
import { ecosystemOf, ecosystemOfRelease } from '../packages/ecosystem-of.ts';
import type { FoundPackage, OsRelease } from '../packages/file-facts.ts';
import { purlOf } from '../packages/purl-of.ts';
import type { LayerContent } from './layer-content.ts';
import { layersOfPackages, mergeLayers, type VisibleFile } from './merge-layers.ts';

const OF_DISTRIBUTIONS: ReadonlySet<string> = new Set(['deb', 'apk', 'rpm']);

/** Where both are, `/etc` is the administrator's (os-release(5)). */
const OS_RELEASE = ['etc/os-release', 'usr/lib/os-release'];

const osReleaseOf = (files: readonly VisibleFile[]): OsRelease | undefined => {
  for (const path of OS_RELEASE) {
    const os = files.find((file) => file.path === path)?.facts.os;
    if (os) return os;
  }
  return undefined;
};

const toOperatingSystem = (os: OsRelease): OperatingSystem => {
  const ecosystem = ecosystemOfRelease(os);
  return { id: os.id, ...(os.version && { version: os.version }), name: os.name, ...(ecosystem && { ecosystem }) };
};

const toPackage = (found: FoundPackage, os: OsRelease | undefined, place: { path: string; layer: string }): ImagePackage => ({
  ecosystem: ecosystemOf(found.type, os),
  type: found.type,
  name: found.name,
  version: found.version,
  ...(found.source && { source: found.source }),
  purl: purlOf(found, os),
  ...(!OF_DISTRIBUTIONS.has(found.type) && { path: found.within === undefined ? place.path : `${place.path}!/${found.within}` }),
  layer: place.layer,
});

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const inOrder = (a: ImagePackage, b: ImagePackage): number =>
  compareText(a.ecosystem, b.ecosystem) ||
  compareText(a.name, b.name) ||
  compareText(a.version, b.version) ||
  compareText(a.path ?? '', b.path ?? '') ||
  compareText(a.purl, b.purl);

/** The same package of a distribution may stand in two databases (a status file and a part of it): it is one. */
const distinct = (packages: readonly ImagePackage[]): ImagePackage[] => [
  ...new Map(packages.map((each) => [`${each.purl}\0${each.path ?? ''}`, each])).values(),
];

const notesOf = (files: readonly VisibleFile[], digests: readonly string[]): InventoryNote[] =>
  files.flatMap(({ path, facts, writings }) => {
    const layer = digests[writings[0]!.layer];
    return (facts.notes ?? []).map((note) => ({ ...note, path, ...(layer && { layer }) }));
  });

const unknownDistribution = (packages: readonly ImagePackage[], os: OsRelease | undefined): InventoryNote[] => {
  const count = os ? 0 : packages.filter(({ type }) => OF_DISTRIBUTIONS.has(type)).length;
  if (count === 0) return [];
  const message = `The image does not name its distribution (os-release), so that its ${count} packages cannot be matched with advisories.`;
  return [{ code: 'unknown-distribution', message }];
};

/** What layers hold together, the lowest first. `digests`: what packages name as their layer, one for each; `''` where there are none. */
export const composeInventory = (layers: readonly LayerContent[], digests: readonly string[]): RootFsInventory => {
  const files = mergeLayers(layers);
  const os = osReleaseOf(files);
  const packages = files.flatMap((file) => {
    const layersOf = layersOfPackages(file);
    return file.facts.packages.map((found, at) => toPackage(found, os, { path: file.path, layer: digests[layersOf[at]!] ?? '' }));
  });
  const sorted = distinct(packages).sort(inOrder);
  return {
    ...(os && { os: toOperatingSystem(os) }),
    packages: sorted,
    notes: [...notesOf(files, digests), ...unknownDistribution(sorted, os)],
  };
};

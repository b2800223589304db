import type { ContainerChange } from '../engine/engine-answers.ts';
import type { ImagePackage } from '../inventory/image-inventory.ts';
import type { PackageDrift } from '../inventory/read-root-fs.ts';
import type { Drift } from '../protocol/sensor-inventory.ts';
import { SENSOR_LIMITS } from '../protocol/sensor-primitives.ts';
import { wirePackage } from './wire-inventory.ts';

/** Engines put these into every container, and tell them as changes of it. */
const BY_ENGINE = /^\/(?:proc|sys|dev|etc\/(?:hosts|hostname|resolv\.conf|mtab)|\.dockerenv|run\/\.containerenv)(?:\/|$)/;

/** A folder counts as changed when anything in it is: what is left is what really differs. */
export const realChanges = (changes: readonly ContainerChange[]): ContainerChange[] => {
  const parents = new Set<string>();
  for (const { path } of changes)
    for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) parents.add(path.slice(0, end));
  return changes.filter(({ path, kind }) => !BY_ENGINE.test(path) && !(parents.has(path) && kind === 'changed'));
};

const WORDS = { added: 'added', changed: 'changed', deleted: 'removed' } as const;
/** The same software in another version: one of a distribution has one version, one of a language lies in one place. */
const nameOf = ({ type, name, path = '' }: ImagePackage): string => `${type}\0${name}\0${path}`;

const softwareOf = ({ added, removed }: PackageDrift): Drift['software'] => {
  const before = new Map(removed.map((each) => [nameOf(each), each]));
  const now = new Set(added.map(nameOf));
  return [
    ...added.map((each) => {
      const old = before.get(nameOf(each));
      const told = { package: wirePackage(each) };
      return old ? { ...told, change: 'changed' as const, versionBefore: old.version } : { ...told, change: 'added' as const };
    }),
    ...removed.filter((each) => !now.has(nameOf(each))).map((each) => ({ change: 'removed' as const, package: wirePackage(each) })),
  ];
};

/** What of a container differs from its image, as the wire tells it. `changes`: those that are real. */
export const driftOf = (packages: PackageDrift, changes: readonly ContainerChange[]): Drift => ({
  software: softwareOf(packages),
  files: changes.slice(0, SENSOR_LIMITS.driftedFiles).map(({ path, kind }) => ({ change: WORDS[kind], path })),
  filesTotal: changes.length,
});

export const NO_DRIFT: PackageDrift = { added: [], removed: [] };

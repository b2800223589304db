import { type Advisory, cvesOf } from '../signatures/advisory.ts';
import type { Manifest } from '../signatures/manifest/open-manifest.ts';
import { matchPackage } from '../signatures/match-package.ts';
import type { ImagePackage } from './image-inventory.ts';
import { advisoryEcosystems } from './packages/advisory-ecosystems.ts';

/** An advisory that affects a package of an image. One for each advisory, package and installed version; not one for each place. */
export interface ImageFinding {
  /** As its publisher names it: `DSA-5724-1`, `DEBIAN-CVE-2024-6387`, `GHSA-…`. */
  readonly advisoryId: string;
  /** In ascending order; may be empty: some security uploads name none. */
  readonly cves: readonly string[];
  /** 1 to 5, 5 is the worst. What nobody rated has 3 (docs/decisions/0013-signatures.md). */
  readonly severity: 1 | 2 | 3 | 4 | 5;
  readonly ecosystem: string;
  /** The name of the installed package, as the inventory has it. */
  readonly package: string;
  readonly installedVersion: string;
  /** Of the installed package, or of its source where advisories name that (Debian, Ubuntu, Alpine). Absent: no fix is known. */
  readonly fixedVersion?: string;
  /** Of the package in the inventory. */
  readonly purl: string;
  /** Diff id of the layer that brought the package in at this version; `''` in a container's file system. */
  readonly layer: string;
  /** What the advisory says in one line; its id where it says nothing. */
  readonly title: string;
  /** Of a package of a language: the first place where it lies. */
  readonly path?: string;
}

const UNRATED = 3;

/** Advisories of these name the source package, in its version. */
const BY_SOURCE: ReadonlySet<string> = new Set(['deb', 'apk']);

const subjectOf = ({ type, name, version, source }: ImagePackage): { name: string; version: string } =>
  source && BY_SOURCE.has(type) ? source : { name, version };

const findingOf = (found: ImagePackage, advisory: Advisory, fixedVersion: string | undefined): ImageFinding => ({
  advisoryId: advisory.id,
  cves: cvesOf(advisory),
  severity: advisory.severity ?? UNRATED,
  ecosystem: found.ecosystem,
  package: found.name,
  installedVersion: found.version,
  ...(fixedVersion !== undefined && { fixedVersion }),
  purl: found.purl,
  layer: found.layer,
  title: advisory.summary || advisory.id,
  ...(found.path !== undefined && { path: found.path }),
});

const findingsOf = async (found: ImagePackage, manifest: Manifest): Promise<ImageFinding[]> => {
  const { name, version } = subjectOf(found);
  const findings: ImageFinding[] = [];
  for (const ecosystem of advisoryEcosystems(found.ecosystem)) {
    if (!manifest.covers(ecosystem)) continue;
    const matches = matchPackage({ ecosystem, name, version }, await manifest.advisoriesOf(ecosystem, name));
    for (const { advisory, fixedVersion } of matches) findings.push(findingOf(found, advisory, fixedVersion));
  }
  return findings;
};

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const inOrder = (a: ImageFinding, b: ImageFinding): number =>
  b.severity - a.severity ||
  compareText(a.package, b.package) ||
  compareText(a.installedVersion, b.installedVersion) ||
  compareText(a.advisoryId, b.advisoryId);

/**
 * The advisories of an open manifest that affect the packages of an inventory (of an image, or of a container's file system), the worst
 * first. The same inventory and manifest always give the same findings, in the sensor and in the inline scanner. Rejects with
 * `ManifestProblem` where the manifest is damaged. No findings mean "clean" only where `uncoveredEcosystems` is empty and the
 * inventory has no notes.
 */
export const matchInventory = async (
  inventory: { readonly packages: readonly ImagePackage[] },
  manifest: Manifest,
): Promise<ImageFinding[]> => {
  const findings = new Map<string, ImageFinding>();
  // Packages come in the order of their paths: the first place of several is kept.
  for (const found of inventory.packages) {
    for (const each of await findingsOf(found, manifest)) {
      const key = [each.advisoryId, each.ecosystem, each.package, each.installedVersion].join('\0');
      if (!findings.has(key)) findings.set(key, each);
    }
  }
  return [...findings.values()].sort(inOrder);
};

/** The ecosystems of an inventory of which a manifest says nothing at all, in order: of their packages nothing is known, which is not the same as clean. */
export const uncoveredEcosystems = (inventory: { readonly packages: readonly ImagePackage[] }, manifest: Manifest): string[] =>
  [...new Set(inventory.packages.map(({ ecosystem }) => ecosystem))]
    .filter((ecosystem) => !advisoryEcosystems(ecosystem).some((each) => manifest.covers(each)))
    .sort(compareText);

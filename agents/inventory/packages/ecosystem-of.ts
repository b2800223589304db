import type { PackageType } from '../image-inventory.ts';
import type { OsRelease } from './file-facts.ts';

const isLongTerm = (version: string): boolean => version.endsWith('.04') && Number(version.slice(0, 2)) % 2 === 0;

const major = (version: string): string => version.split('.', 1)[0]!;

const majorMinor = (version: string): string => version.split('.').slice(0, 2).join('.');

/** `15.5` → `15 SP5`, `15` → `15`. */
const servicePack = (version: string): string => version.replace(/\.(\d+)$/, ' SP$1');

// OSV schema, “Defined ecosystems”; the forms of the releases are those of the databases that publish them.
const RELEASES: Readonly<Record<string, (version: string) => string | undefined>> = {
  debian: (version) => version && `Debian:${major(version)}`,
  ubuntu: (version) => version && `Ubuntu:${version}${isLongTerm(version) ? ':LTS' : ''}`,
  alpine: (version) => version && `Alpine:v${majorMinor(version)}`,
  wolfi: () => 'Wolfi',
  chainguard: () => 'Chainguard',
  rhel: (version) => version && `Red Hat:${major(version)}`,
  rocky: (version) => version && `Rocky Linux:${major(version)}`,
  almalinux: (version) => version && `AlmaLinux:${major(version)}`,
  sles: (version) => version && `SUSE:Linux Enterprise Server ${servicePack(version)}`,
  'opensuse-leap': (version) => version && `openSUSE:Leap ${version}`,
  'opensuse-tumbleweed': () => 'openSUSE:Tumbleweed',
  mageia: (version) => version && `Mageia:${version}`,
  photon: (version) => version && `Photon OS:${majorMinor(version)}`,
  azurelinux: (version) => version && `Azure Linux:${major(version)}`,
  openeuler: (version) => version && `openEuler:${version}`,
};

/** `Debian:12`; `undefined` for a distribution whose advisories OSV does not know, and for one without a version. */
export const ecosystemOfRelease = ({ id, version = '' }: OsRelease): string | undefined =>
  (Object.hasOwn(RELEASES, id) && RELEASES[id]!(version)) || undefined;

/** Registries of languages; distributions' packages belong to their release. */
const OF_LANGUAGES: Partial<Record<PackageType, string>> = { npm: 'npm', pypi: 'PyPI', golang: 'Go', maven: 'Maven' };

/** What is written for packages of a distribution that does not name itself. */
const UNKNOWN_DISTRIBUTION = 'unknown';

/** The ecosystem of a package, as `ImagePackage.ecosystem` has it. */
export const ecosystemOf = (type: PackageType, os: OsRelease | undefined): string =>
  OF_LANGUAGES[type] ?? (os ? (ecosystemOfRelease(os) ?? os.id) : UNKNOWN_DISTRIBUTION);

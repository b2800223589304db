import type { Finding } from '#protocol/report';
import { type Advisory, cvesOf } from '../../signatures/advisory.ts';
import { fixedVersionAbove, isAffected } from '../../signatures/is-affected.ts';
import { dpkgOrder } from '../../signatures/versions/dpkg-order.ts';
import { finding } from '../finding-catalogue.ts';
import { type Distribution, releaseName } from './distribution-package.ts';
import { type SeenService, UNRATED_SEVERITY } from './known-findings.ts';

// deb-version(7): `~` sorts before everything; distributions append `+dfsg` and the like to what upstream calls its version.
const lowest = (upstream: string): string => `${upstream}-0~~`;
const highest = (upstream: string): string => `${upstream}+zzzz-999999999`;

const MAX_NAMED = 20;
const MAX_CVES = 100;

const namesOf = (advisories: readonly Advisory[]): string[] =>
  [...new Set(advisories.flatMap((each) => (cvesOf(each).length > 0 ? cvesOf(each) : [each.id])))].sort();

const list = (advisories: readonly Advisory[]): string => {
  const names = namesOf(advisories);
  const more = names.length > MAX_NAMED ? ` and ${names.length - MAX_NAMED} more` : '';
  return `${names.slice(0, MAX_NAMED).join(', ')}${more}`;
};

const told = ({ service, seen }: SeenService): string =>
  `The service names itself ${service.product} ${service.version}, and another service of the host belongs to ${releaseName(seen.ecosystem)}.`;

/** Fixed by a newer upstream version: whatever revision is installed, it lacks them. */
const outdated = (about: SeenService, missing: readonly Advisory[]): Finding => {
  const { service, seen, manifestVersion } = about;
  const fixes = missing.map((each) => fixedVersionAbove(lowest(seen.version), each, dpkgOrder)).filter((fix) => fix !== undefined);
  const newest = fixes.sort(dpkgOrder.compare).at(-1);
  const evidence =
    `${told(about)} It says itself that it is a package of the distribution: no revision of ${seen.name} ${seen.version} has the fixes of ` +
    `${list(missing)} (signatures ${manifestVersion}).`;
  const ratings = missing.map(({ severity }) => severity ?? UNRATED_SEVERITY);
  return {
    ...finding('package-outdated', service.port, evidence, missing.flatMap(cvesOf).sort().slice(0, MAX_CVES)),
    severity: ratings.reduce((a, b) => (a >= b ? a : b)),
    installedVersion: seen.version,
    ...(newest === undefined ? {} : { fixedVersion: newest }),
  };
};

const unverifiable = (about: SeenService, open: readonly Advisory[]): Finding => {
  const { service, seen, manifestVersion } = about;
  return finding(
    'package-revision-not-visible',
    service.port,
    `${told(about)} If it is the package ${seen.name} of that release, its revision decides whether these are fixed: ${list(open)} ` +
      `(signatures ${manifestVersion}). The revision cannot be seen from outside.`,
  );
};

/**
 * Only the upstream version is visible. What the distribution fixed in a revision of it may be fixed: that is said once, for
 * information, and no CVE is claimed. What it fixed with a newer upstream version is missing for certain, if the service
 * says that it is the distribution's package.
 */
export const upstreamFindings = (
  about: SeenService,
  advisories: readonly Advisory[],
  distribution: Distribution | undefined,
): Finding[] => {
  const { version, ecosystem } = about.seen;
  const possible = advisories.filter((each) => isAffected(lowest(version), each, dpkgOrder));
  const isPackage = distribution !== undefined && ecosystem.startsWith(`${distribution}:`);
  const missing = isPackage ? possible.filter((each) => isAffected(highest(version), each, dpkgOrder)) : [];
  const open = possible.filter((each) => !missing.includes(each));
  return [...(missing.length > 0 ? [outdated(about, missing)] : []), ...(open.length > 0 ? [unverifiable(about, open)] : [])];
};

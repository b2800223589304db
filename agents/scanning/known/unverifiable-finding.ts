import type { Finding } from '#protocol/report';
import { type Advisory, cvesOf } from '../../signatures/advisory.ts';
import { isAffected } from '../../signatures/is-affected.ts';
import { dpkgOrder } from '../../signatures/versions/dpkg-order.ts';
import { finding } from '../finding-catalogue.ts';
import { releaseName } from './distribution-package.ts';
import type { SeenService } from './known-findings.ts';

// deb-version(7): `~` sorts before everything, and no revision is larger than this one.
const lowest = (upstream: string): string => `${upstream}-0~~`;

/** Advisories that affect the first package of the upstream version: a later one of it may have them fixed. */
const possible = (upstream: string, advisories: readonly Advisory[]): Advisory[] =>
  advisories.filter((each) => isAffected(lowest(upstream), each, dpkgOrder));

const MAX_NAMED = 20;

/**
 * Only the upstream version is visible: the distribution may have mended all of it in the revision that is installed. That
 * is said once for the service, for information, and no CVE is claimed.
 */
export const unverifiableFinding = ({ service, seen, manifestVersion }: SeenService, advisories: readonly Advisory[]): Finding[] => {
  const open = possible(seen.version, advisories);
  if (open.length === 0) return [];
  const names = [...new Set(open.flatMap((each) => (cvesOf(each).length > 0 ? cvesOf(each) : [each.id])))].sort();
  const listed = names.slice(0, MAX_NAMED).join(', ');
  const more = names.length > MAX_NAMED ? ` and ${names.length - MAX_NAMED} more` : '';
  return [
    finding(
      'package-revision-not-visible',
      service.port,
      `The service names itself ${service.product} ${service.version}, and another service of the host belongs to ${releaseName(seen.ecosystem)}. ` +
        `If it is the package ${seen.name} of that release, its revision decides whether these are fixed: ${listed}${more} ` +
        `(signatures ${manifestVersion}). The revision cannot be seen from outside.`,
    ),
  ];
};

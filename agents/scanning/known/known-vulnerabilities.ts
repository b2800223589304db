import type { Finding, Service } from '#protocol/report';
import type { Manifest } from '../../signatures/manifest/open-manifest.ts';
import { matchPackage } from '../../signatures/match-package.ts';
import { type Distribution, exactPackageOf, releaseOfHost, type SeenPackage, upstreamPackageOf } from './distribution-package.ts';
import { knownFindings } from './known-findings.ts';
import { upstreamFindings } from './upstream-findings.ts';

/** A service of a host, and whose package it says it is. */
export interface SeenOnHost {
  readonly service: Service;
  readonly distribution: Distribution | undefined;
}

interface SeenOn extends SeenOnHost {
  readonly seen: SeenPackage;
}

/** Every service whose package is known; those without a visible revision take the release from their neighbours. */
const packagesOf = (services: readonly SeenOnHost[]): SeenOn[] => {
  const exact = services.flatMap((each) => {
    const seen = exactPackageOf(each.service);
    return seen ? [{ ...each, seen }] : [];
  });
  const release = releaseOfHost(exact.map(({ seen }) => seen));
  if (release === undefined) return exact;
  const told = new Set(exact.map(({ service }) => service));
  const others = services.flatMap((each) => {
    const seen = told.has(each.service) ? undefined : upstreamPackageOf(each.service, release);
    return seen ? [{ ...each, seen }] : [];
  });
  return [...exact, ...others];
};

/**
 * What the signature manifest knows of the products of a host. A vulnerability is reported where the service names the
 * revision of its package, or where no revision of what it names has the fix: distributions mend old versions without
 * changing the version that the product tells.
 */
export const knownVulnerabilities = async (services: readonly SeenOnHost[], manifest: Manifest): Promise<Finding[]> => {
  const findings: Finding[] = [];
  for (const { service, seen, distribution } of packagesOf(services)) {
    const advisories = await manifest.advisoriesOf(seen.ecosystem, seen.name);
    const about = { service, seen, manifestVersion: manifest.header.version };
    if (seen.precision === 'exact') findings.push(...knownFindings(about, matchPackage(seen, advisories)));
    else findings.push(...upstreamFindings(about, advisories, distribution));
  }
  return findings;
};

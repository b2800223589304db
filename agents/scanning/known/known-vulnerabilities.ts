import type { Finding, Service } from '#protocol/report';
import type { Manifest } from '../../signatures/manifest/open-manifest.ts';
import { matchPackage } from '../../signatures/match-package.ts';
import { exactPackageOf, releaseOfHost, type SeenPackage, upstreamPackageOf } from './distribution-package.ts';
import { knownFindings } from './known-findings.ts';
import { unverifiableFinding } from './unverifiable-finding.ts';

interface SeenOn {
  readonly service: Service;
  readonly seen: SeenPackage;
}

/** Every service whose package is known; those without a visible revision take the release from their neighbours. */
const packagesOf = (services: readonly Service[]): SeenOn[] => {
  const exact = services.flatMap((service) => {
    const seen = exactPackageOf(service);
    return seen ? [{ service, seen }] : [];
  });
  const release = releaseOfHost(exact.map(({ seen }) => seen));
  if (release === undefined) return exact;
  const told = new Set(exact.map(({ service }) => service));
  const others = services.flatMap((service) => {
    const seen = told.has(service) ? undefined : upstreamPackageOf(service, release);
    return seen ? [{ service, seen }] : [];
  });
  return [...exact, ...others];
};

/**
 * What the signature manifest knows of the products of a host. A vulnerability is reported only where the service names
 * the revision of its package: distributions mend old versions without changing the version that the product tells.
 */
export const knownVulnerabilities = async (services: readonly Service[], manifest: Manifest): Promise<Finding[]> => {
  const findings: Finding[] = [];
  for (const { service, seen } of packagesOf(services)) {
    const advisories = await manifest.advisoriesOf(seen.ecosystem, seen.name);
    const about = { service, seen, manifestVersion: manifest.header.version };
    if (seen.precision === 'exact') findings.push(...knownFindings(about, matchPackage(seen, advisories)));
    else findings.push(...unverifiableFinding(about, advisories));
  }
  return findings;
};

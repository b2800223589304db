import type { Finding, Service } from '#protocol/report';
import { cvesOf } from '../../signatures/advisory.ts';
import type { Match } from '../../signatures/match-package.ts';
import { orderOfEcosystem } from '../../signatures/versions/order-of-ecosystem.ts';
import { cleanText } from '../clean-text.ts';
import { releaseName, type SeenPackage } from './distribution-package.ts';

export interface SeenService {
  readonly service: Service;
  readonly seen: SeenPackage;
  readonly manifestVersion: string;
}

/** Severity of what its publisher did not rate: in the middle, so that it is neither alarm nor noise. */
export const UNRATED_SEVERITY = 3;

const MAX_CVES = 100;
const MAX_KEY = 100;

/** The same weakness has the same key whoever describes it: its CVE where it has exactly one. */
const keyOf = (match: Match): string => {
  const cves = cvesOf(match.advisory);
  const name = cves.length === 1 && cves[0] !== undefined ? cves[0] : match.advisory.id;
  return name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, MAX_KEY)
    .replace(/-$/, '');
};

/** Of two records of one weakness the one that is mended later counts, and the graver rating: then it is mended for both. */
const merge = (a: Match, b: Match, ecosystem: string): Match => {
  const fixes = [a.fixedVersion, b.fixedVersion];
  const isLater = fixes.includes(undefined)
    ? a.fixedVersion === undefined
    : (orderOfEcosystem(ecosystem)?.compare(a.fixedVersion ?? '', b.fixedVersion ?? '') ?? 0) >= 0;
  const ratings = [a, b].map(({ advisory }) => advisory.severity).filter((severity) => severity !== undefined);
  const later = isLater ? a : b;
  return ratings.length === 0 ? later : { ...later, advisory: { ...later.advisory, severity: worst(ratings) } };
};

const worst = (ratings: readonly Finding['severity'][]): Finding['severity'] => ratings.reduce((a, b) => (a >= b ? a : b));

/** One match for each key; an advisory all of whose CVEs are reported one by one says nothing more. */
const distinct = (matches: readonly Match[], ecosystem: string): Map<string, Match> => {
  const byKey = new Map<string, Match>();
  for (const match of matches) {
    const known = byKey.get(keyOf(match));
    byKey.set(keyOf(match), known ? merge(known, match, ecosystem) : match);
  }
  for (const [key, { advisory }] of byKey) {
    const cves = cvesOf(advisory);
    if (cves.length > 1 && cves.every((cve) => byKey.has(cve.toLowerCase()))) byKey.delete(key);
  }
  return byKey;
};

const evidenceOf = ({ service, seen, manifestVersion }: SeenService, { advisory, fixedVersion }: Match): string => {
  const told = `The service names itself ${service.product} ${service.version}: package ${seen.name} ${seen.version} of ${releaseName(seen.ecosystem)}.`;
  const fix = fixedVersion === undefined ? 'No fixed version is known' : `Fixed in ${fixedVersion}`;
  const rating = advisory.severity === undefined ? ' Its publisher did not rate it.' : '';
  const summary = advisory.summary === '' ? '' : ` ${advisory.summary}`;
  return `${told} ${fix} (${advisory.id}, signatures ${manifestVersion}).${rating}${summary}`;
};

const solutionOf = ({ seen }: SeenService, { advisory, fixedVersion }: Match): string => {
  const update =
    fixedVersion === undefined
      ? `No fixed version of ${seen.name} is known for ${releaseName(seen.ecosystem)}. Restrict who reaches the service.`
      : `Update ${seen.name} to ${fixedVersion} or newer, and restart the service.`;
  return advisory.references[0] === undefined ? update : `${update} See ${advisory.references[0]}`;
};

/** One finding for each known weakness of a package whose revision was seen. */
export const knownFindings = (about: SeenService, matches: readonly Match[]): Finding[] => {
  const { service, seen } = about;
  return [...distinct(matches, seen.ecosystem)].map(([key, match]) => {
    const cves = cvesOf(match.advisory).slice(0, MAX_CVES);
    return {
      key,
      severity: match.advisory.severity ?? UNRATED_SEVERITY,
      title: cleanText(`${cves.length === 1 ? cves[0] : match.advisory.id} in ${seen.name} of ${releaseName(seen.ecosystem)}`, 300),
      ...{ port: service.port, protocol: service.protocol, cves },
      evidence: cleanText(evidenceOf(about, match), 2000),
      solution: cleanText(solutionOf(about, match), 2000),
      installedVersion: seen.version,
      ...(match.fixedVersion === undefined ? {} : { fixedVersion: match.fixedVersion }),
    };
  });
};

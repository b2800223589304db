import type { Advisory, RangeEvent } from '../../../agents/signatures/advisory.ts';
import { isAffected } from '../../../agents/signatures/is-affected.ts';
import type { PackageAdvisories } from '../../../agents/signatures/manifest/manifest-format.ts';
import { orderOfEcosystem } from '../../../agents/signatures/versions/order-of-ecosystem.ts';
import type { VersionOrder } from '../../../agents/signatures/versions/version-order.ts';
import type { OsvAffected, OsvEvent, OsvRecord } from './osv-record.ts';
import { severityOf } from './severity-of.ts';

/** Why a record, or what it says of a package, is of no use to a scan. Nothing is wrong with it. */
export type LeftOut =
  | 'it was withdrawn'
  | 'it names no package'
  | 'the order of versions of its ecosystem is not known here'
  | 'it names commits only'
  | 'it names something that is not a version of its ecosystem';

export interface ReadRecord {
  readonly packages: readonly PackageAdvisories[];
  readonly leftOut: readonly LeftOut[];
}

// Distributions list the CVEs of an advisory here where they do not call them aliases.
const DISTRIBUTION_ADVISORY = /^(DSA|DLA|DTSA|ELSA|USN|ALSA|ALBA|RHSA|RLSA|RXSA|SUSE-SU|openSUSE-SU|MGASA|AZL|CGA|OESA)-/;
const MAX_SUMMARY = 300;

const namesOf = ({ id, aliases, upstream, related }: OsvRecord): string[] => {
  const names = [...(aliases ?? []), ...(upstream ?? []), ...(DISTRIBUTION_ADVISORY.test(id) ? (related ?? []) : [])];
  return [...new Set(names)].filter((name) => name !== id && name.length > 0 && name.length <= 100).slice(0, 1000);
};

const summaryOf = ({ summary, details }: OsvRecord): string => {
  const text = (summary || details || '').replace(/[\s\p{Cc}\p{Cf}]+/gu, ' ').trim();
  return text.length <= MAX_SUMMARY ? text : `${text.slice(0, MAX_SUMMARY - 1).trimEnd()}…`;
};

/** Advisories first; only what a browser may open. */
const referencesOf = ({ references }: OsvRecord): string[] => {
  const usable = (references ?? []).filter(({ url }) => /^https?:\/\//.test(url) && url.length <= 500 && URL.canParse(url));
  const rank = (type: string): number => ['ADVISORY', 'WEB', 'REPORT', 'ARTICLE'].indexOf(type) >>> 0;
  return [...new Set(usable.sort((a, b) => rank(a.type) - rank(b.type)).map(({ url }) => url))].slice(0, 3);
};

const eventsOf = (event: OsvEvent): RangeEvent[] => [
  ...(event.introduced === undefined ? [] : [{ introduced: event.introduced }]),
  ...(event.fixed === undefined ? [] : [{ fixed: event.fixed }]),
  ...(event.last_affected === undefined ? [] : [{ lastAffected: event.last_affected }]),
  ...(event.limit === undefined ? [] : [{ limit: event.limit }]),
];

const isVersionOf = (order: VersionOrder, event: RangeEvent): boolean => {
  const [text = ''] = Object.values(event);
  return ('introduced' in event && text === '0') || ('limit' in event && text === '*') || order.isVersion(text);
};

const readAffected = (record: OsvRecord, affected: OsvAffected): PackageAdvisories | LeftOut => {
  const found = affected.package;
  if (!found) return 'it names no package';
  const order = orderOfEcosystem(found.ecosystem);
  if (!order) return 'the order of versions of its ecosystem is not known here';
  const ranges = (affected.ranges ?? []).filter(({ type }) => type !== 'GIT').map(({ events }) => ({ events: events.flatMap(eventsOf) }));
  const listed = affected.versions ?? [];
  if (ranges.length === 0 && listed.length === 0) return 'it names commits only';
  if (!ranges.every(({ events }) => events.every((event) => isVersionOf(order, event))))
    return 'it names something that is not a version of its ecosystem';
  // Publishers list again what the ranges say already; only the rest needs room.
  const versions = listed.filter(
    (version) => version !== '' && version.length <= 256 && !isAffected(version, { ranges, versions: [] }, order),
  );
  const severity = severityOf(record, affected);
  const advisory: Advisory = {
    ...{ id: record.id, aliases: namesOf(record), ...(severity === undefined ? {} : { severity }) },
    ...{ summary: summaryOf(record), references: referencesOf(record), ranges, versions },
  };
  // npm, PyPI and others are not divided into releases; what follows a colon there is a registry.
  return { ecosystem: found.ecosystem, name: found.name, advisories: [advisory] };
};

/** One package may be named several times: then it is affected where any of them says so. */
const merge = (packages: readonly PackageAdvisories[]): PackageAdvisories[] => {
  const byKey = new Map<string, PackageAdvisories>();
  for (const each of packages) {
    const key = `${each.ecosystem}\t${each.name}`;
    const [known, [advisory]] = [byKey.get(key)?.advisories[0], each.advisories];
    if (!known || !advisory) byKey.set(key, each);
    else
      byKey.set(key, {
        ...each,
        advisories: [{ ...known, ranges: [...known.ranges, ...advisory.ranges], versions: [...known.versions, ...advisory.versions] }],
      });
  }
  return [...byKey.values()];
};

/** What an OSV record says of each package, as the manifest holds it. */
export const toAdvisories = (record: OsvRecord): ReadRecord => {
  if (record.withdrawn) return { packages: [], leftOut: ['it was withdrawn'] };
  const read = (record.affected ?? []).map((affected) => readAffected(record, affected));
  if (read.length === 0) return { packages: [], leftOut: ['it names no package'] };
  return {
    packages: merge(read.filter((each) => typeof each !== 'string')),
    leftOut: [...new Set(read.filter((each) => typeof each === 'string'))],
  };
};

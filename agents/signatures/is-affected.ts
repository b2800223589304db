import type { Advisory, RangeEvent } from './advisory.ts';
import type { VersionOrder } from './versions/version-order.ts';

type Affected = Pick<Advisory, 'ranges' | 'versions'>;
type Range = Affected['ranges'][number];

const versionOf = (event: RangeEvent): string =>
  'introduced' in event ? event.introduced : 'fixed' in event ? event.fixed : 'lastAffected' in event ? event.lastAffected : event.limit;

/** `0` stands for before every version, also before those that the ecosystem sorts below 0. */
const isStart = (event: RangeEvent): boolean => 'introduced' in event && event.introduced === '0';

/** Ascending; events of one version stay in the order in which the advisory lists them. */
const sortEvents = (events: readonly RangeEvent[], order: VersionOrder): RangeEvent[] =>
  [...events].sort((a, b) => {
    if (isStart(a) || isStart(b)) return Number(isStart(b)) - Number(isStart(a));
    return order.compare(versionOf(a), versionOf(b));
  });

const isBeforeLimits = (version: string, { events }: Range, order: VersionOrder): boolean => {
  const limits = events.flatMap((event) => ('limit' in event ? [event.limit] : []));
  return limits.length === 0 || limits.some((limit) => limit === '*' || order.compare(version, limit) < 0);
};

/** OSV schema, “Evaluation”: IncludedInRanges, for one range. */
const isInRange = (version: string, range: Range, order: VersionOrder): boolean => {
  if (!isBeforeLimits(version, range, order)) return false;
  let affected = false;
  for (const event of sortEvents(range.events, order)) {
    if ('introduced' in event && (isStart(event) || order.compare(version, event.introduced) >= 0)) affected = true;
    else if ('fixed' in event && order.compare(version, event.fixed) >= 0) affected = false;
    else if ('lastAffected' in event && order.compare(version, event.lastAffected) > 0) affected = false;
  }
  return affected;
};

/** OSV schema, “Evaluation”: a version is affected when it is listed, or lies in one of the ranges. */
export const isAffected = (version: string, { ranges, versions }: Affected, order: VersionOrder): boolean =>
  versions.includes(version) || ranges.some((range) => isInRange(version, range, order));

/**
 * The lowest fixed version above an affected one that is itself not affected; `undefined` where the advisory knows no
 * fix. Ranges that do not contain the version are of other branches: their fixes are not proposed.
 */
export const fixedVersionAbove = (version: string, affected: Affected, order: VersionOrder): string | undefined =>
  affected.ranges
    .filter((range) => isInRange(version, range, order))
    .flatMap(({ events }) => events.flatMap((event) => ('fixed' in event ? [event.fixed] : [])))
    .filter((fixed) => order.compare(fixed, version) > 0 && !isAffected(fixed, affected, order))
    .sort(order.compare)[0];

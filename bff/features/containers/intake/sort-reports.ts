import type { SensorReport } from '#protocol/sensor-report';
import type { Instant } from '../../../domain/time/instant.ts';

type Of<K extends SensorReport['kind']> = Extract<SensorReport, { kind: K }>;
export type ImageSeen = Of<'image-seen'>;
export type ImageScanned = Of<'image-scanned'>;
export type ImageFailed = Of<'image-not-scannable'>;
export type ContainerSeen = Of<'container-seen'>;
export type ContainerScanned = Of<'container-scanned'>;
export type ContainerFailed = Of<'container-not-scannable'>;
export type Listing = Of<'listing'>;

/** The last word of a batch on one container's state. */
export interface StateNews {
  readonly containerId: string;
  readonly state: 'CREATED' | 'RUNNING' | 'STOPPED' | 'PAUSED' | 'DELETED';
  readonly at: number;
}

/** A batch by what is to be done with it: of each thing the newest of each kind, of the history everything. */
export interface SortedReports {
  readonly imagesSeen: readonly ImageSeen[];
  /** Images that are gone, or here again: the last word on each. */
  readonly imagesGone: readonly { readonly imageId: string; readonly at: number }[];
  readonly imagesScanned: readonly ImageScanned[];
  readonly imagesFailed: readonly ImageFailed[];
  readonly containersSeen: readonly ContainerSeen[];
  readonly states: readonly StateNews[];
  readonly containersScanned: readonly ContainerScanned[];
  readonly containersFailed: readonly ContainerFailed[];
  readonly listings: readonly Listing[];
}

/** Nothing happens later than it is told, whatever the sensor's clock says. */
export const notLater = (reports: readonly SensorReport[], now: Instant): SensorReport[] =>
  reports.map((report) => (report.at > now ? { ...report, at: now } : report));

export function sortReports(reports: readonly SensorReport[]): SortedReports {
  const of = <K extends SensorReport['kind']>(kind: K) => reports.filter((report): report is Of<K> => report.kind === kind);
  const byImage = (one: { imageId: string }) => one.imageId;
  const byContainer = (one: { containerId: string }) => one.containerId;
  const containersSeen = newest(of('container-seen'), byContainer);
  const gone = of('container-gone').map(({ containerId, at }) => ({ containerId, at, state: 'DELETED' as const }));
  const states = [...containersSeen, ...of('container-state'), ...gone].map(({ containerId, state, at }) => ({ containerId, state, at }));
  return {
    imagesSeen: newest(of('image-seen'), byImage),
    imagesGone: newest(of('image-gone'), byImage).map(({ imageId, at }) => ({ imageId, at })),
    imagesScanned: newest(of('image-scanned'), byImage),
    imagesFailed: newest(of('image-not-scannable'), byImage),
    containersSeen,
    states: newest(states, byContainer),
    containersScanned: newest(of('container-scanned'), byContainer),
    containersFailed: newest(of('container-not-scannable'), byContainer),
    listings: of('listing'),
  };
}

/** The newest of each; of those at the same instant, the one that was told last. In the order of their keys: everybody locks rows alike. */
function newest<T extends { readonly at: number }>(all: readonly T[], keyOf: (one: T) => string): T[] {
  const kept = new Map<string, T>();
  for (const one of all) {
    const before = kept.get(keyOf(one));
    if (before === undefined || one.at >= before.at) kept.set(keyOf(one), one);
  }
  return [...kept.entries()].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).map(([, one]) => one);
}

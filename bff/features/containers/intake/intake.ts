import type { SensorReport, SensorReportBatch, SensorReportRefusal, SensorReportResponse } from '#protocol/sensor-report';
import { err, ok, type Result } from '../../../domain/result.ts';
import type { Clock, Instant } from '../../../domain/time/instant.ts';
import type { AgentToken } from '../../../http/agent-auth.ts';
import type { Log } from '../../../log.ts';
import type { Database } from '../../../storage/database.ts';
import type { UnitOfWork, Work } from '../../../storage/unit-of-work.ts';
import { lockSensor, type SensorRow } from '../sensor-store.ts';
import { noteReported, type SensorTokenUse, takeSensorToken } from './agent-store.ts';
import * as containers from './container-intake-store.ts';
import { imagesNotListed, keepFacts, keepPresence, lockImages } from './image-intake-store.ts';
import { keepContainerScans, keepFailures, keepImageScans } from './scan-intake-store.ts';
import { notLater, type SortedReports, sortReports } from './sort-reports.ts';
import { addTriggers, endAnswered } from './trigger-intake-store.ts';

type Refused = SensorReportResponse['refused'][number];
export type TokenRefusal = Exclude<SensorTokenUse, 'used'>;

/** Takes what sensors report, each thing once, whatever the order. */
export interface SensorIntake {
  /** `broken`: reports that break a rule of the wire, found before. */
  readonly take: (
    token: AgentToken,
    batch: SensorReportBatch,
    broken: readonly Refused[],
  ) => Promise<Result<SensorReportResponse, TokenRefusal>>;
}

export interface IntakeDeps {
  readonly db: Database;
  readonly uow: UnitOfWork;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly log: Log;
}

const MESSAGES: Record<SensorReportRefusal, string> = {
  'host-not-yours': 'The sensor is bound to another host: register it on this one with a new personalization code',
  'container-of-another-sensor': 'The container is known on the host of another sensor',
  'no-host': 'Name the host: without one, only scans of images can be told',
  'report-invalid': 'The report breaks a rule of the wire',
};

export function createIntake(deps: IntakeDeps): SensorIntake {
  return {
    take: async (token, { hostId, reports }, broken) => {
      const use = await takeSensorToken(deps.db, token);
      if (use !== 'used') return err(use);
      const sensorId = token.applianceId;
      const judged = reports.length === 0 ? [] : await deps.uow((work) => takeAll(work, deps, { sensorId, hostId, reports }));
      if (judged === 'retired') return err('sensor-retired');
      const refused = [...broken, ...judged];
      for (const one of refused.slice(0, 20)) deps.log.warn({ sensorId, ...one }, 'report of a sensor refused');
      const isRefused = new Set(refused.map((one) => one.messageId));
      const accepted = reports.filter((one) => !isRefused.has(one.messageId)).map((one) => one.messageId);
      return ok({ serverTime: deps.clock(), accepted, refused });
    },
  };
}

const refusedAs = (report: SensorReport, code: SensorReportRefusal): Refused => ({
  messageId: report.messageId,
  code,
  message: MESSAGES[code],
});

interface Told {
  readonly sensorId: string;
  readonly hostId: string | undefined;
  readonly reports: readonly SensorReport[];
}

/** One sensor at a time: its row is locked first, then images in the order of their ids, then its containers. */
async function takeAll(work: Work, deps: IntakeDeps, { sensorId, hostId, reports }: Told): Promise<readonly Refused[] | 'retired'> {
  const sensor = await lockSensor(work.tx, sensorId);
  if (sensor === undefined || sensor.retiredAt !== null) return 'retired';
  // A stranger's report leaves no trace.
  if (hostId !== undefined && hostId !== sensor.hostId) return reports.map((one) => refusedAs(one, 'host-not-yours'));
  const foreign = await containers.containersOfOthers(
    work.tx,
    sensorId,
    reports.flatMap((one) => ('containerId' in one ? (one.containerId ?? []) : [])),
  );
  const refused = reports.flatMap((one) => judge(one, sensor, hostId, foreign));
  const isRefused = new Set(refused.map((one) => one.messageId));
  const kept = notLater(
    reports.filter((one) => !isRefused.has(one.messageId)),
    deps.clock(),
  );
  if (kept.length > 0) await keep(work, deps, sensor, kept);
  return refused;
}

/** What a sensor without a host may tell: scans of images, and why there was none. */
const NEEDS_NO_HOST: readonly SensorReport['kind'][] = ['image-scanned', 'image-not-scannable', 'not-scanned'];

function judge(report: SensorReport, sensor: SensorRow, hostId: string | undefined, foreign: ReadonlySet<string>): Refused[] {
  const containerId = 'containerId' in report ? report.containerId : undefined;
  const free = sensor.kind === 'cicd' && NEEDS_NO_HOST.includes(report.kind) && containerId === undefined;
  if (hostId === undefined && !free) return [refusedAs(report, 'no-host')];
  return containerId !== undefined && foreign.has(containerId) ? [refusedAs(report, 'container-of-another-sensor')] : [];
}

async function keep(work: Work, deps: IntakeDeps, sensor: SensorRow, reports: readonly SensorReport[]): Promise<void> {
  const { tx } = work;
  const now = deps.clock();
  const sorted = sortReports(reports);
  const shas = reports.flatMap((one) => ('imageId' in one && one.imageId !== undefined ? [one.imageId] : []));
  const images = await lockImages(tx, shas, deps.newId, now);
  await keepFacts(tx, [...sorted.imagesSeen, ...sorted.imagesScanned, ...sorted.imagesFailed], now);
  await keepPresences(work, sensor, sorted, images);
  await keepImageScans(tx, sensor.id, sorted.imagesScanned);
  await keepFailures(tx, 'image', sorted.imagesFailed);
  await keepContainers(work, deps, { sensor, sorted, images });
  await keepContainerScans(tx, sensor.id, sorted.containersScanned);
  await keepFailures(tx, 'container', sorted.containersFailed);
  await addTriggers(tx, sensor.id, reports, now);
  await endAnswered(tx, sensor.id, reports, now);
  await noteReported(tx, sensor.id, now);
  announce(work, sensor.id, reports, [...images.values()]);
}

async function keepPresences(work: Work, sensor: SensorRow, sorted: SortedReports, images: ReadonlyMap<string, string>): Promise<void> {
  const here = (names: { readonly repoTags: string[]; readonly repoDigests: string[] }, onHost: boolean) => ({ ...names, onHost });
  const gone = here({ repoTags: [], repoDigests: [] }, false);
  const told = [
    ...sorted.imagesSeen.map(({ imageId, at, repoTags, repoDigests }) => ({ imageId, at, ...here({ repoTags, repoDigests }, true) })),
    ...sorted.imagesGone.map(({ imageId, at }) => ({ imageId, at, ...gone })),
    ...sorted.imagesScanned.flatMap(({ imageId, at, names }) => (names === undefined ? [] : [{ imageId, at, ...here(names, false) }])),
  ];
  // Of one image the last word: a statement touches a row once.
  const last = new Map<string, (typeof told)[number]>();
  for (const one of told) if (one.at >= (last.get(one.imageId)?.at ?? 0)) last.set(one.imageId, one);
  await keepPresence(work.tx, sensor.id, [...last.values()], images);
  for (const listing of sorted.listings) {
    const missing = await imagesNotListed(work.tx, sensor.id, listing);
    const ids = new Map(missing.map(({ sha, id }) => [sha, id]));
    await keepPresence(
      work.tx,
      sensor.id,
      missing.map(({ sha }) => ({ imageId: sha, at: listing.at, ...gone })),
      ids,
    );
  }
}

interface ContainersTold {
  readonly sensor: SensorRow;
  readonly sorted: SortedReports;
  readonly images: ReadonlyMap<string, string>;
}

async function keepContainers(work: Work, deps: IntakeDeps, { sensor, sorted, images }: ContainersTold): Promise<void> {
  const { tx } = work;
  const now: Instant = deps.clock();
  const { containersSeen, states, listings } = sorted;
  if (states.length + listings.length === 0) return;
  const touched = listings.length > 0 ? 'all' : states.map((one) => one.containerId);
  const before = await containers.countContainers(tx, sensor.id, touched);
  const host = { sensorId: sensor.id, hostName: sensor.hostName, businessUnitId: sensor.businessUnitId };
  await containers.keepContainers(tx, host, containersSeen, { images, newId: deps.newId, now });
  await containers.keepStates(tx, sensor.id, states, now);
  for (const listing of listings) await containers.keepListing(tx, sensor.id, listing, now);
  await containers.keepContainerCounts(tx, before, await containers.countContainers(tx, sensor.id, touched));
  await containers.inheritAtFirst(
    tx,
    containersSeen.map((one) => one.containerId),
  );
}

/** Lists are told once that they changed: in a storm nobody asks for each of 10,000 things. */
function announce(work: Work, sensorId: string, reports: readonly SensorReport[], imageIds: readonly string[]): void {
  work.announce('images', imageIds.length === 1 ? imageIds[0]! : sensorId);
  if (reports.some((one) => one.kind.startsWith('container') || one.kind === 'listing')) work.announce('containers', sensorId);
}

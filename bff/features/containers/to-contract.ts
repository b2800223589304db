import type { ContainerFinding, TriggerEntry } from '../../contract/container-parts.ts';
import type { Container } from '../../contract/containers.ts';
import type { Image, ImageHost } from '../../contract/images.ts';
import { instant, toIso } from '../../domain/time/instant.ts';
import type { ContainerView } from './container-list-store.ts';
import type { FindingRow } from './finding-store.ts';
import type { HostRow } from './image-detail-store.ts';
import type { ImageRow, NameRow } from './image-list-store.ts';
import type { LastScanRow } from './last-scan-store.ts';
import type { TriggerRow } from './trigger-store.ts';

export const iso = (date: Date): string => toIso(instant(date.getTime()));
export const isoOr = (date: Date | null): string | undefined => (date === null ? undefined : iso(date));

/** As engines show an id. */
const SHORT = 12;
export const shortId = (sha: string): string => sha.replace('sha256:', '').slice(0, SHORT);

const lastScanOf = (row: LastScanRow) => {
  const { severity1Count, severity2Count, severity3Count, severity4Count, severity5Count, fixableCount } = row;
  return {
    scanState: row.scanState,
    scanProblem: row.scanProblem ?? undefined,
    lastVmScanDate: isoOr(row.lastVmScanDate),
    lastTriedAt: isoOr(row.lastTriedAt),
    trigger: row.scanTrigger ?? undefined,
    manifestVersion: row.manifestVersion ?? undefined,
    // Never "0 findings" for what was not looked up.
    ...(row.lastVmScanDate === null
      ? {}
      : { vulnerabilities: { severity1Count, severity2Count, severity3Count, severity4Count, severity5Count, fixableCount } }),
  };
};

export function toImage(row: ImageRow, names: readonly NameRow[]): Image {
  const own = names.filter((one) => one.imageId === row.id);
  return {
    ...{ id: row.id, sha: row.sha, imageId: shortId(row.sha) },
    repo: own.flatMap(({ registry, repository, tag }) => (tag === null ? [] : [{ registry, repository, tag }])),
    repoCount: own[0]?.tags ?? 0,
    repoDigests: own.flatMap(({ registry, repository, digest }) => (digest === null ? [] : [{ registry, repository, digest }])),
    created: isoOr(row.created),
    size: row.size ?? undefined,
    architecture: row.architecture ?? undefined,
    os: row.os ?? undefined,
    operatingSystem: row.operatingSystem ?? undefined,
    ...lastScanOf(row),
    associatedContainersCount: row.containerCount,
    associatedHostsCount: row.hostCount,
    softwareCount: row.packageCount ?? undefined,
    layerCount: row.layerCount ?? undefined,
    firstSeenAt: iso(row.firstSeenAt),
    updated: iso(row.updated),
    goneAt: isoOr(row.goneAt),
  };
}

export const toContainer = ({ row, imageSha, sensorName, sensorHeardAt }: ContainerView): Container => ({
  ...{ id: row.id, sha: row.sha, containerId: shortId(row.sha), name: row.name, state: row.state },
  ...{ stateChanged: iso(row.stateChanged), created: iso(row.created), updated: iso(row.updated) },
  image: { id: row.imageId, sha: imageSha, imageId: shortId(imageSha), name: row.imageName ?? undefined },
  host: { sensorUuid: row.sensorId, sensorName, hostname: row.hostName ?? undefined, lastUpdated: isoOr(sensorHeardAt) },
  ...lastScanOf(row),
  isDrift: row.isDrift,
  drift: { softwareCount: row.driftSoftwareCount, fileCount: row.driftFileCount, lookedAt: isoOr(row.driftScannedAt) },
});

export const toFinding = (row: FindingRow): ContainerFinding => ({
  ...{ advisoryId: row.advisoryId, cveids: row.cves, severity: row.severity, title: row.title, package: row.package },
  ...{ installedVersion: row.installedVersion, origin: row.origin },
  fixedVersion: row.fixedVersion ?? undefined,
  layer: row.layer ?? undefined,
  path: row.path ?? undefined,
});

export const toTrigger = (row: TriggerRow): TriggerEntry => ({
  ...{ id: row.id, at: iso(row.at), receivedAt: iso(row.receivedAt), sensorId: row.sensorId, outcome: row.outcome },
  sensorName: row.sensorName ?? undefined,
  hostName: row.hostName ?? undefined,
  containerId: row.containerId ?? undefined,
  trigger: row.trigger ?? undefined,
  action: row.action ?? undefined,
  code: row.code ?? undefined,
  reason: row.reason ?? undefined,
  manifestVersion: row.manifestVersion ?? undefined,
  findings: row.findings ?? undefined,
  orderId: row.orderId ?? undefined,
});

export const toHost = (row: HostRow): ImageHost => ({
  ...row,
  hostName: row.hostName ?? undefined,
  firstSeenAt: iso(row.firstSeenAt),
  lastSeenAt: iso(row.lastSeenAt),
});

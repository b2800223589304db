import type { HostResult as HostResultView, Scan, Slice, SliceWait } from '../../contract/scans.ts';
import { instant, toIso } from '../../domain/time/instant.ts';
import type { WaitingSlices } from './collaborators.ts';
import type { HostView } from './host-list-store.ts';
import { countSeverity } from './result-store.ts';
import type { ScanView } from './scan-list-store.ts';
import type { ScanRow } from './scan-store.ts';
import type { listSlices } from './slice-store.ts';

/** Leaves out what is null, as the contract's optional members do. */
const present = <K extends string, V>(key: K, value: V | null | undefined): { [P in K]?: V } =>
  value === null || value === undefined ? {} : ({ [key]: value } as { [P in K]?: V });

const iso = (at: Date): string => toIso(instant(at.getTime()));
const presentAt = <K extends string>(key: K, at: Date | null) => present(key, at === null ? null : iso(at));

/** What a scan does not say by itself. `waitingFor`: why it is queued still. */
export interface ScanWords {
  readonly targetText: string;
  readonly waitingFor: string | undefined;
}

/** A scan as the API tells it. */
export function toContractScan(view: ScanView, { targetText, waitingFor }: ScanWords): Scan {
  const { row } = view;
  return {
    ...{ id: row.id, number: row.number, revision: row.revision, title: row.title },
    ...present('scheduleId', row.scheduleId),
    ...present('scheduleTitle', view.scheduleTitle),
    ...present('timeZone', row.timeZone),
    target: mutable(row.target),
    targetText,
    optionProfile: { id: row.optionProfileId, name: view.profileName },
    scanners: mutable(row.scanners),
    ...(row.duration === null ? {} : { duration: mutable(row.duration) }),
    owner: { id: row.ownerId, name: view.ownerName },
    ...lifeOf(row),
    ...present('waitingFor', waitingFor),
    progress: {
      ...{ hostsDone: row.hostsDone, hostsTotal: row.hostsTotal, hostsAlive: row.hostsAlive },
      ...{ slicesDone: view.slicesDone, slicesTotal: view.slicesTotal },
    },
    findings: { s1: row.s1, s2: row.s2, s3: row.s3, s4: row.s4, s5: row.s5 },
    servicesCount: row.servicesCount,
    hops: hopsOf(row),
    createdAt: iso(row.createdAt),
    applianceNames: [...view.applianceNames],
  };
}

const lifeOf = (row: ScanRow) => ({
  state: row.state,
  ...present('pausedBy', row.pausedBy),
  ...present('outcome', row.outcome),
  ...present('errorReason', row.errorReason),
  notes: row.notes,
  ...presentAt('pausesAt', row.pausesAt),
  ...presentAt('cancelsAt', row.cancelsAt),
  ...presentAt('resumesAt', row.resumesAt),
  ...presentAt('endedAt', row.endedAt),
});

/** `uploadedAt` moves with every result; it is a hop behind us only once all are here. */
const hopsOf = (row: ScanRow): Scan['hops'] => ({
  ...presentAt('dueAt', row.dueAt),
  queuedAt: iso(row.queuedAt),
  ...presentAt('offeredAt', row.offeredAt),
  ...presentAt('acceptedAt', row.acceptedAt),
  ...presentAt('startedAt', row.startedAt),
  ...presentAt('uploadedAt', row.endedAt === null ? null : row.uploadedAt),
  ...presentAt('indexedAt', row.indexedAt),
});

type Mutable<T> = T extends readonly (infer Item)[] ? Mutable<Item>[] : T extends object ? { -readonly [K in keyof T]: Mutable<T[K]> } : T;

/** The same value; the types of the contract are mutable. */
const mutable = <T>(value: T) => value as Mutable<T>;

/** A slice as the API tells it. Without a lease nobody has it. */
export const toContractSlice = ({ row, applianceName, lost }: Awaited<ReturnType<typeof listSlices>>[number]): Slice => ({
  ...{ id: row.id, index: row.index, state: row.state, hostsDone: row.hostsDone, hostsTotal: row.hostsTotal, attempts: row.attempts },
  ...present('applianceId', row.applianceId),
  ...present('applianceName', applianceName),
  ...presentAt('leaseExpiresAt', row.state === 'leased' ? row.leaseExpiresAt : null),
  lost: lost.map(({ applianceName, outcome, reason }) => {
    const how = outcome === 'lease-lost' || outcome === 'declined' ? outcome : 'failed';
    return { applianceName, outcome: how, reason: reason ?? LOST[how] };
  }),
});

/** What waits, as the API tells it. */
export const toContractWait = (wait: WaitingSlices): SliceWait => mutable(wait);

const LOST: Record<Slice['lost'][number]['outcome'], string> = {
  'lease-lost': 'its lease ended without a sign of life',
  declined: 'declined',
  failed: 'failed',
};

/** What a scan learned of one address, as the API tells it. */
export const toContractHost = (host: HostView): HostResultView => ({
  address: host.address,
  ...present('hostname', host.hostname),
  alive: host.alive,
  ...present('operatingSystem', host.operatingSystem),
  state: host.failure === undefined ? 'finished' : 'failed',
  ...present('failure', host.failure),
  ...present('applianceName', host.applianceName),
  ...present('signatures', host.signatures),
  startedAt: toIso(host.startedAt),
  finishedAt: toIso(host.finishedAt),
  severity: {
    s1: countSeverity(host.findings, 1),
    s2: countSeverity(host.findings, 2),
    s3: countSeverity(host.findings, 3),
    s4: countSeverity(host.findings, 4),
    s5: countSeverity(host.findings, 5),
  },
  services: host.services.map((service) => mutable(service)),
  findings: host.findings.map((finding) => mutable(finding)),
});

import type { Sensor } from '../../contract/sensors.ts';
import { sensorState } from '../../domain/containers/sensor-state.ts';
import { type Instant, instant } from '../../domain/time/instant.ts';
import type { SensorUpdates } from './collaborators.ts';
import type { SensorView } from './sensor-store.ts';
import { iso, isoOr } from './to-contract.ts';

const at = (date: Date | null): Instant | undefined => (date === null ? undefined : instant(date.getTime()));

/** What is handed out, where it is another one than it has. Who never was there, or is retired, waits for nothing. */
const newer = (wanted: string | undefined, has: string | null, serves: boolean) =>
  serves && wanted !== (has ?? undefined) ? wanted : undefined;

/** A sensor as the API shows it. */
export async function toSensor({ row, imagesCount, containersCount }: SensorView, updates: SensorUpdates, now: Instant): Promise<Sensor> {
  const { state, reason } = sensorState({ retiredAt: at(row.retiredAt), lastCheckInAt: at(row.lastCheckInAt) }, now);
  const serves = row.lastCheckInAt !== null && row.retiredAt === null;
  const manifest = serves ? await updates.manifestFor(row.id, row.manifestVersion ?? undefined) : undefined;
  return {
    ...{ id: row.id, revision: row.revision, name: row.name, kind: row.kind, state, stateReason: reason, imagesCount, containersCount },
    businessUnitId: row.businessUnitId ?? undefined,
    hostName: row.hostName ?? undefined,
    addresses: [...row.addresses],
    platform: row.platform ?? undefined,
    version: row.version ?? undefined,
    updateAvailable: newer(updates.programVersion(), row.version, serves),
    engine: row.engine ?? undefined,
    manifestVersion: row.manifestVersion ?? undefined,
    manifestAvailable: newer(manifest, row.manifestVersion, serves),
    waitingReports: row.waitingReports ?? undefined,
    clockOffsetMs: row.clockOffsetMs ?? undefined,
    registeredAt: isoOr(row.registeredAt),
    codeExpiresAt: row.codeHash === null ? undefined : isoOr(row.codeExpiresAt),
    lastCheckInAt: isoOr(row.lastCheckInAt),
    lastReportAt: isoOr(row.lastReportAt),
    createdAt: iso(row.createdAt),
  };
}

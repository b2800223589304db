import { homedir } from 'node:os';
import { join } from 'node:path';
import type { SensorKind } from '../protocol/sensor-registration.ts';

/** Where a sensor keeps what must survive it. */
export const sensorFolder = (folder: string) => ({
  folder,
  identity: join(folder, 'identity.json'),
  /** The key of a registration whose answer has not arrived: the next try uses the same. */
  registration: join(folder, 'registration.json'),
  state: join(folder, 'state.json'),
  lock: join(folder, 'lock'),
  spool: join(folder, 'spool'),
  book: join(folder, 'book.json'),
  inventories: join(folder, 'inventories'),
  /** The signature manifest that the Distribution Server delivered last; replaced as a whole. */
  signatures: join(folder, 'signatures.wbsig'),
  downloads: join(folder, 'downloads'),
  /** Trusted metadata of the Distribution Server. */
  trust: join(folder, 'distribution'),
  /** Names this host where it has no machine id. */
  host: join(folder, 'host-id'),
});
export type SensorFolder = ReturnType<typeof sensorFolder>;

/** `WATCHBILL_SENSOR_DATA`, or the place where the system keeps such things: one for each kind. */
export const defaultSensorFolder = (kind: SensorKind, environment: NodeJS.ProcessEnv, isRoot: boolean): string =>
  environment.WATCHBILL_SENSOR_DATA ??
  join(
    isRoot ? '/var/lib/watchbill-sensor' : join(environment.XDG_STATE_HOME ?? join(homedir(), '.local/state'), 'watchbill-sensor'),
    kind,
  );

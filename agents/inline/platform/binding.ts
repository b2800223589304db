import { homedir } from 'node:os';
import { join } from 'node:path';
import type { SensorCheckInResponse } from '../../protocol/sensor-check-in.ts';
import type { Clock } from '../../runtime/clock.ts';
import { type ClockOffset, createClockOffset } from '../../runtime/clock-offset.ts';
import { type Identity, readIdentity } from '../../runtime/identity-file.ts';
import { createPlatformClient, type PlatformClient } from '../../runtime/platform-client.ts';
import { createSensorClient, type SensorClient } from '../../runtime/sensor-client.ts';
import { createTransport } from '../../runtime/transport.ts';
import { readSensorFacts } from '../../sensor/sensor-facts.ts';
import { type SensorFolder, sensorFolder } from '../../sensor/sensor-folder.ts';
import { Exit } from '../exit-code.ts';

/** The platform that this scanner is bound to: registered as a sensor without an engine. */
export interface Binding {
  readonly data: SensorFolder;
  readonly identity: Identity;
  readonly platform: PlatformClient;
  readonly sensor: SensorClient;
  readonly offset: ClockOffset;
  /** Says that it is here, and hears what the platform has. */
  readonly checkIn: (manifest: string | undefined, signal: AbortSignal) => Promise<SensorCheckInResponse>;
}

export interface BindingParts {
  readonly folder: string;
  readonly clock: Clock;
  readonly newId: () => string;
}

const TIMEOUT_MS = 30_000;

/** `WATCHBILL_SCAN_DATA`, or where the system keeps such things. A pipeline puts `identity.json` there out of its secrets. */
export const defaultScanFolder = (environment: NodeJS.ProcessEnv): string =>
  environment.WATCHBILL_SCAN_DATA ?? join(environment.XDG_STATE_HOME ?? join(homedir(), '.local/state'), 'watchbill-scan');

const readKey = async ({ identity }: SensorFolder): Promise<Identity | undefined> => {
  try {
    return await readIdentity(identity);
  } catch (error) {
    throw new Exit('usage', `${identity} is damaged: ${(error as Error).message.split('\n')[0]}. Put the whole file there, or remove it.`);
  }
};

/** Undefined: this folder is bound to none. */
export const openBinding = async ({ folder, clock, newId }: BindingParts): Promise<Binding | undefined> => {
  const data = sensorFolder(folder);
  const identity = await readKey(data);
  if (!identity) return undefined;
  const offset = createClockOffset(clock);
  const parts = { transport: createTransport(identity.server), offset, newId, signer: identity };
  const sensor = createSensorClient(parts);
  return {
    ...{ data, identity, offset, sensor, platform: createPlatformClient(parts) },
    checkIn: async (manifest, signal) => {
      const about = { bootId: newId(), facts: await readSensorFacts(data.host), sentAt: clock(), configurationRevision: 0, wait: false };
      return sensor.checkIn({ ...about, ...(manifest !== undefined && { manifest }) }, { timeoutMs: TIMEOUT_MS, signal });
    },
  };
};

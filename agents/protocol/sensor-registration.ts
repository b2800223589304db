import { z } from 'zod';
import { epochMs, id } from './primitives.ts';
import { publicKey } from './registration.ts';
import { hostText } from './sensor-primitives.ts';

/**
 * What follows a container host or a pipeline. `general` (C1): the images and containers of the engine of one host. `cicd` (C3): images
 * that a pipeline marks with the trigger tag. The inline scanner that uploads what it found is registered as `cicd` too: a sensor without
 * an engine, whose key lies in the secrets of the pipeline, so that its host may be another one in every run.
 */
export const SENSOR_KINDS = ['general', 'cicd'] as const;
export const sensorKind = z.enum(SENSOR_KINDS);
export type SensorKind = z.infer<typeof sensorKind>;

/** The same for as long as a host is the same, and different for every host: a UUID kept in the data folder or derived from `/etc/machine-id`. */
export const hostId = z
  .string()
  .min(8)
  .max(128)
  .regex(/^[0-9A-Za-z][0-9A-Za-z:._-]*$/);

/** What a sensor says of itself and its host. */
export const sensorFacts = z.object({
  hostId,
  hostName: hostText(255),
  addresses: z.array(z.string().max(64)).max(256),
  /** `linux x64`. */
  platform: hostText(64),
  sensorVersion: hostText(64),
});
export type SensorFacts = z.infer<typeof sensorFacts>;

/**
 * `POST /agent/v1/sensor/register`, without a token: binds a new sensor, or a new machine in its place, with its one-time personalization
 * code. A code that was made for the other kind is refused as `perscode-wrong`. The same request again gets the same answer.
 */
export const sensorRegistrationRequest = z.object({
  perscode: z.string().regex(/^\d{14}$/),
  publicKey,
  kind: sensorKind,
  facts: sensorFacts,
});
export type SensorRegistrationRequest = z.infer<typeof sensorRegistrationRequest>;

/** What the platform tells a sensor to do; its revision rises at every change. */
export const sensorConfiguration = z.object({
  revision: z.int(),
  name: z.string(),
  /** CI/CD: an image is scanned when it has the tag `<prefix>:<its id without sha256:>`. */
  triggerTagPrefix: z.string(),
  /** General: a running container is looked at for drift this long after its last scan. */
  driftHours: z.int().min(1),
  /** General: how often a new manifest is looked for. */
  manifestHours: z.int().min(1),
});
export type SensorConfiguration = z.infer<typeof sensorConfiguration>;

export const sensorRegistrationResponse = z.object({ sensorId: id, serverTime: epochMs, configuration: sensorConfiguration });
export type SensorRegistrationResponse = z.infer<typeof sensorRegistrationResponse>;

import { z } from 'zod';
import { packageVersion } from './packages.ts';
import { epochMs, id } from './primitives.ts';
import { containerId, hostText, imageId, word } from './sensor-primitives.ts';
import { sensorConfiguration, sensorFacts } from './sensor-registration.ts';

/** The engine whose images and containers are followed, as it answers now. */
export const sensorEngine = z.object({
  /** `docker`, `podman`, or newer. */
  name: word,
  version: hostText(64),
  operatingSystem: hostText(200).optional(),
  /** Not connected: `problem` says why. What is known of its containers is old. */
  connected: z.boolean(),
  problem: hostText(500).optional(),
});
export type SensorEngine = z.infer<typeof sensorEngine>;

/** What became of an order: `taken` it is on the sensor's disk and will be answered by a scan report with its `orderId`; else why it will not. */
export const toldOrder = z.object({
  orderId: id,
  state: z.enum(['taken', 'failed']),
  reason: hostText(500).optional(),
});
export type ToldOrder = z.infer<typeof toldOrder>;

/**
 * `POST /agent/v1/sensor/check-in`: I am here, and this is how I stand. With `wait` the platform may hold the answer until there is an
 * order or the interval ends. Sent under the token of `token.ts`, whose `sub` is the sensor id.
 */
export const sensorCheckInRequest = z.object({
  bootId: hostText(64),
  facts: sensorFacts,
  /** Absent: it follows no engine (the inline scanner). */
  engine: sensorEngine.optional(),
  /** Version of the manifest that it matches with; absent: it has none. */
  manifest: packageVersion.optional(),
  /** The sensor's own, uncorrected clock, epoch ms. */
  sentAt: epochMs,
  /** Reports that are not sent yet. */
  waitingReports: z.int().min(0).optional(),
  configurationRevision: z.int(),
  orders: z.array(toldOrder).max(256).optional(),
  wait: z.boolean(),
});
export type SensorCheckInRequest = z.infer<typeof sensorCheckInRequest>;

const about = { orderId: id, orderedAt: epochMs, expiresAt: epochMs };

/**
 * Scan this again, whatever was scanned before. The trigger of the scan is `on-demand`, its report carries the `orderId`. The same order
 * comes again until it was told as taken, failed, or answered by a report; after `expiresAt` it is not begun any more.
 */
export const sensorOrder = z.discriminatedUnion('kind', [
  z.object({ ...about, kind: z.literal('scan-image'), imageId }),
  z.object({ ...about, kind: z.literal('scan-container'), containerId }),
]);
export type SensorOrder = z.infer<typeof sensorOrder>;

export const sensorCheckInResponse = z.object({
  serverTime: epochMs,
  /** Wait this long before the next check-in. 0 after a held one: ask again at once. */
  nextCheckInMs: z.int().min(0),
  /** Present when newer than the revision in the request. */
  configuration: sensorConfiguration.optional(),
  /** Orders that the platform has no word of yet, oldest first. An order of a kind that the sensor does not know is told as failed. */
  orders: z.array(sensorOrder),
  /** The manifest that the Distribution Server hands out now; the package `signatures` lies there, for sensors as for appliances. */
  manifest: packageVersion.optional(),
});
export type SensorCheckInResponse = z.infer<typeof sensorCheckInResponse>;

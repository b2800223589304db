import { z } from 'zod';
import { packageVersion } from './packages.ts';
import { epochMs, id } from './primitives.ts';
import { drift, findings, imageLayer, packages } from './sensor-inventory.ts';
import { containerId, hostText, imageId, SENSOR_LIMITS, word } from './sensor-primitives.ts';
import { hostId } from './sensor-registration.ts';

/**
 * Why something was scanned (seed 003, design 5.1). `load import pull`: the event of the image. `inventory`: found by the listing, as a
 * locally built one. `created`: a container that runs for the first time. `drift`: the time after its last scan was over. `manifest`: a
 * new manifest. `on-demand`: asked for in the console. `pipeline`: the trigger tag, or the inline scanner. `tag` never leads to a scan.
 */
export const TRIGGERS = ['load', 'import', 'pull', 'tag', 'inventory', 'created', 'drift', 'manifest', 'on-demand', 'pipeline'] as const;
export const trigger = z.enum(TRIGGERS);
export type Trigger = z.infer<typeof trigger>;

/** States of a container. There are two more that no sensor tells so: `DELETED` is a report of its own, `UNKNOWN` is what the platform says of one that it has not heard of for long. */
export const toldState = z.enum(['CREATED', 'RUNNING', 'STOPPED', 'PAUSED']);

const references = z.array(hostText(400)).max(SENSOR_LIMITS.references);

/** An image by all its names on this host: the whole lists, not what changed. */
const names = {
  /** `registry/team/app:v1`, as the engine writes them. Empty: untagged. */
  repoTags: references,
  /** `registry/team/app@sha256:…`. */
  repoDigests: references,
};

const imageFacts = {
  size: z.int().min(0).optional(),
  /** When it was built, epoch ms. Absent: reproducible builds say year 1 or 1970. */
  created: epochMs.optional(),
  architecture: hostText(64).optional(),
  os: hostText(64).optional(),
};

/** `at`: when it happened, platform time. What is older than what is known already changes nothing, so order does not matter. */
const about = { messageId: id, at: epochMs };
const scan = {
  trigger,
  /** The order of the console that it answers. */
  orderId: id.optional(),
  /** The event of the engine that led here: `pull`, `exec_create`. */
  action: hostText(64).optional(),
};
const matched = {
  ...scan,
  /** Version of the manifest that it was matched with. Absent: with none: the inventory is known, vulnerabilities are not. */
  manifest: packageVersion.optional(),
  findings,
};
/** Why it could not be scanned: a code (`too-large`, `unknown-compression`, `vanished`) and a sentence. */
const failed = { ...scan, code: word, reason: hostText(500) };

/** One thing that a sensor saw or did. The same message may arrive twice: its id makes that harmless. */
export const sensorReport = z.discriminatedUnion('kind', [
  /** An image is on this host: told when it is found, and again when its names change. */
  z.object({ ...about, kind: z.literal('image-seen'), imageId, ...names, ...imageFacts }),
  z.object({ ...about, kind: z.literal('image-gone'), imageId }),
  /**
   * The image was scanned; `at`: when. It may arrive before `image-seen`. `packages` and `layers` absent: as told before (the same image
   * matched with a new manifest). `names` only from the inline scanner, on whose host the image is not.
   */
  z.object({
    ...about,
    kind: z.literal('image-scanned'),
    imageId,
    ...matched,
    ...imageFacts,
    /** `Debian GNU/Linux 12 (bookworm)`; absent: none is in it. */
    operatingSystem: hostText(200).optional(),
    packages: packages.optional(),
    layers: z.array(imageLayer).max(SENSOR_LIMITS.layers).optional(),
    names: z.object(names).optional(),
  }),
  /** It could not be scanned. What an earlier scan found stays, and is told as old. */
  z.object({ ...about, kind: z.literal('image-not-scannable'), imageId, ...failed, ...imageFacts }),
  /** A container is on this host: told when it is found, and again when anything of it changes. */
  z.object({
    ...about,
    kind: z.literal('container-seen'),
    containerId,
    name: hostText(300),
    imageId,
    /** The name that it was started from: `nginx:1.25`. */
    imageName: hostText(400).optional(),
    state: toldState,
    created: epochMs,
    /** When it came into this state, where the engine tells. */
    stateChanged: epochMs.optional(),
    /** The first words of what runs in it, secrets taken out by the sensor. */
    command: hostText(1000).optional(),
    privileged: z.boolean().optional(),
    /** Its first process is of user 0. */
    isRoot: z.boolean().optional(),
    ports: z
      .array(
        z.object({
          address: hostText(64).optional(),
          hostPort: z.int().min(0).max(65_535).optional(),
          port: z.int().min(0).max(65_535),
          protocol: word,
        }),
      )
      .max(256)
      .optional(),
  }),
  /** A change of state alone. Of a container that was never seen it is kept until that is told. */
  z.object({ ...about, kind: z.literal('container-state'), containerId, state: toldState }),
  z.object({ ...about, kind: z.literal('container-gone'), containerId }),
  /**
   * The container was scanned; `at`: when. `findings`: those in software that its image does not hold. `goneFindings`: those of its
   * image that do not hold any more, because that software is gone or another version. `drift` absent: none was looked for, it is as
   * its image.
   */
  z.object({
    ...about,
    kind: z.literal('container-scanned'),
    containerId,
    ...matched,
    goneFindings: z
      .array(z.object({ advisoryId: hostText(128), package: hostText(300), installedVersion: hostText(300) }))
      .max(SENSOR_LIMITS.findings)
      .optional(),
    drift: drift.optional(),
  }),
  z.object({ ...about, kind: z.literal('container-not-scannable'), containerId, ...failed }),
  /**
   * Something happened and did not lead to a scan (F5), with the reason: a code and a sentence. Codes: `alias` (a tag of a scanned image),
   * `state-change` (seed: state changes do not scan), `already-scanned`, `not-running`, `vanished`, `no-trigger-tag`, `handled-before`,
   * `folded` (a burst), or newer. Exactly one of `imageId` and `containerId`.
   */
  z
    .object({
      ...about,
      kind: z.literal('not-scanned'),
      imageId: imageId.optional(),
      containerId: containerId.optional(),
      trigger: trigger.optional(),
      action: hostText(64),
      code: word,
      reason: hostText(500),
    })
    .refine((told) => (told.imageId === undefined) !== (told.containerId === undefined), 'Name either the image or the container'),
  /** Everything that the engine holds at `at`: what the platform knows of this host from before, and is not here, is gone. */
  z.object({
    ...about,
    kind: z.literal('listing'),
    imageIds: z.array(imageId).max(SENSOR_LIMITS.listed),
    containerIds: z.array(containerId).max(SENSOR_LIMITS.listed),
  }),
]);
export type SensorReport = z.infer<typeof sensorReport>;
export type SensorReportKind = SensorReport['kind'];

/**
 * `POST /agent/v1/sensor/reports`: what happened on one host, oldest first. Each report is judged on its own. `hostId` is the one of the
 * registration; a general sensor that names another one is refused whole (`host-not-yours`). The inline scanner, registered as a sensor
 * of kind `cicd`, leaves it out: it sends `image-scanned` with `names` and trigger `pipeline`, and `image-not-scannable`.
 */
export const sensorReportBatch = z.object({
  hostId: hostId.optional(),
  reports: z.array(sensorReport).min(1).max(SENSOR_LIMITS.reportsPerBatch),
});
export type SensorReportBatch = z.infer<typeof sensorReportBatch>;

/** Why the platform will never accept a report, in `refused[].code`. The sensor forgets it and logs why. */
export const SENSOR_REPORT_REFUSALS = [
  /** The report is about another host than the one that the sensor is bound to. */
  'host-not-yours',
  /** The container is known on the host of another sensor that serves. */
  'container-of-another-sensor',
  /** A sensor without a host tells of images or containers on one. */
  'no-host',
  /** The report breaks a rule of the wire; `message` says which. */
  'report-invalid',
] as const;
export type SensorReportRefusal = (typeof SENSOR_REPORT_REFUSALS)[number];

export const sensorReportResponse = z.object({
  serverTime: epochMs,
  /** Stored, or known already. The sensor forgets them. */
  accepted: z.array(id),
  /** `code` is one of SENSOR_REPORT_REFUSALS, or newer. */
  refused: z.array(z.object({ messageId: id, code: z.string(), message: z.string() })),
});
export type SensorReportResponse = z.infer<typeof sensorReportResponse>;

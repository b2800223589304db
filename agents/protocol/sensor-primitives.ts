import { z } from 'zod';

/** Image id: the digest of the image's configuration. Engines that give it bare (Podman) get the prefix at the sensor. */
export const imageId = z.string().regex(/^sha256:[0-9a-f]{64}$/);

/** Container id as the engine gives it. */
export const containerId = z.string().regex(/^[0-9a-f]{64}$/);

/** Any digest that an engine, an image or a registry gives. */
export const digest = z.string().regex(/^[a-z0-9]+(?:[.+_-][a-z0-9]+)*:[0-9a-fA-F]{32,128}$/);

// C0 and C1 controls, and the marks that turn the direction of what is written after them (Unicode UAX #9).
const INVISIBLE = /[\p{Cc}\p{Bidi_Control}\ufeff]/gu;

/**
 * Text that came out of an image, a container or an engine, and may be anything. Control characters and marks of direction become a
 * space, what is longer than `max` characters is cut: one poisoned name must not hide a whole image. Still a lie until escaped.
 */
export const hostText = (max: number) => z.string().overwrite((text) => text.replace(INVISIBLE, ' ').slice(0, max));

/** Package ecosystems and kinds of files stay open: a newer inventory knows more than an older platform. */
export const word = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9 ._:+-]*$/)
  .max(64);

/** Limits of the wire, in entries. What exceeds them is "not scannable" at the sensor, never cut silently. */
export const SENSOR_LIMITS = {
  reportsPerBatch: 500,
  /** Of one image or container. */
  packages: 20_000,
  findings: 20_000,
  layers: 512,
  references: 1000,
  /** Of a listing: images or containers of one host. */
  listed: 50_000,
  driftedFiles: 1000,
} as const;

/** Largest body of `POST /agent/v1/sensor/reports`, in bytes. A batch of one report that is larger cannot be told: not scannable. */
export const MAX_SENSOR_BODY_BYTES = 16 * 1024 * 1024;

import { z } from 'zod';
import { digest, hostText, SENSOR_LIMITS, word } from './sensor-primitives.ts';

/** A layer of an image, oldest first. */
export const imageLayer = z.object({
  digest,
  size: z.int().min(0),
  /** The build step, as the image's history tells it. */
  createdBy: hostText(1000).optional(),
});
export type ImageLayer = z.infer<typeof imageLayer>;

/** A package that was found in an image, or in a container beyond its image. */
export const imagePackage = z.object({
  /** `Debian:12`, `Alpine:v3.19`, `npm`, `PyPI`, `Go`, `Maven`. */
  ecosystem: word,
  /** Of the package URL: `deb`, `apk`, `rpm`, `npm`, `pypi`, `golang`, `maven`. */
  type: word,
  name: hostText(300),
  version: hostText(300),
  /** The source package, where advisories name that one. */
  source: hostText(300).optional(),
  purl: hostText(1000).optional(),
  /** Where in the image it lies. */
  path: hostText(1000).optional(),
  /** Digest of the layer that brought it; absent in what a container added. */
  layer: digest.optional(),
});
export type ImagePackage = z.infer<typeof imagePackage>;

/** A known vulnerability of a package: one per advisory, package and place. */
export const imageFinding = z.object({
  advisoryId: hostText(128),
  cves: z.array(z.string().regex(/^CVE-\d{4}-\d{4,}$/)).max(100),
  severity: z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4), z.literal(5)]),
  title: hostText(300),
  package: hostText(300),
  installedVersion: hostText(300),
  /** The first version without it; absent: there is none yet. */
  fixedVersion: hostText(300).optional(),
  layer: digest.optional(),
  path: hostText(1000).optional(),
});
export type ImageFinding = z.infer<typeof imageFinding>;

export const packages = z.array(imagePackage).max(SENSOR_LIMITS.packages);
export const findings = z.array(imageFinding).max(SENSOR_LIMITS.findings);

/** What of a running container differs from its image (C7). */
export const drift = z.object({
  software: z
    .array(
      z.object({
        change: z.enum(['added', 'removed', 'changed']),
        package: imagePackage,
        /** Of what changed: the version in the image. */
        versionBefore: hostText(300).optional(),
      }),
    )
    .max(SENSOR_LIMITS.packages),
  /** The first so many that differ. */
  files: z.array(z.object({ change: z.enum(['added', 'removed', 'changed']), path: hostText(1000) })).max(SENSOR_LIMITS.driftedFiles),
  /** How many differ in all. */
  filesTotal: z.int().min(0),
});
export type Drift = z.infer<typeof drift>;

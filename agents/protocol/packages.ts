import { z } from 'zod';
import { epochMs } from './primitives.ts';

/** What the Distribution Server hands out: the scanner itself, the known vulnerabilities, and the program that polls. */
export const PACKAGE_NAMES = ['scand', 'signatures', 'appliance'] as const;
export const packageName = z.enum(PACKAGE_NAMES);
export type PackageName = z.infer<typeof packageName>;

/** Also a folder's name on the appliance: no separator, never `.` or `..`. Semantic version; what follows `+` names the build. */
export const packageVersion = z.string().regex(/^[0-9A-Za-z][0-9A-Za-z.+-]{0,63}$/);

/** `manifest.json` of a package: the first file of its archive. */
export const packageManifest = z.object({ package: packageName, version: packageVersion });
export type PackageManifest = z.infer<typeof packageManifest>;

/** The file by which each package is used; every package holds it. */
export const PACKAGE_ENTRY: Readonly<Record<PackageName, string>> = {
  scand: 'scand.mjs',
  signatures: 'signatures.wbsig',
  appliance: 'watchbill-appliance.mjs',
};

/** Name of a package as a target of the repository (TUF specification §4.5). */
export const targetPathOf = (name: PackageName, version: string): string => `${name}-${version}.tar.gz`;

/** Limits of a package, in bytes and files: as it is sent, and unpacked. */
export const PACKAGE_LIMITS = { packedBytes: 16 * 1024 * 1024, unpackedBytes: 64 * 1024 * 1024, files: 16 } as const;

/** The version that an appliance should run of one package; null: the one that it was installed with. */
const wanted = z.object({ version: packageVersion.nullable() });

/** What an appliance should run. A package that is not named stays as it is. */
export const wantedPackages = z.object({ scand: wanted.optional(), signatures: wanted.optional(), appliance: wanted.optional() });
export type WantedPackages = z.infer<typeof wantedPackages>;

/**
 * How the last update of a package stands at an appliance. `failed`: the new version could not be fetched or did not pass its
 * checks, the old one never stopped; `rolled-back`: it was in use already and is not any more. Without a package it is about the
 * repository as a whole: `failed` says that its metadata was refused, `current` that it is well again.
 */
export const updateReport = z.object({
  package: packageName.optional(),
  state: z.enum(['downloading', 'installing', 'installed', 'failed', 'rolled-back', 'current']),
  /** Versions; absent: the one that it was installed with. */
  from: packageVersion.optional(),
  to: packageVersion.optional(),
  reason: z.string().max(500).optional(),
  at: epochMs,
});
export type UpdateReport = z.infer<typeof updateReport>;

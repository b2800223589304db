import { rmSync } from 'node:fs';
import { copyFile, mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { PACKAGE_ENTRY, PACKAGE_NAMES, type PackageName, packageVersion, updateReport } from '../../protocol/packages.ts';
import { readJsonFile, writeAtomically } from '../../runtime/atomic-file.ts';
import type { DataFolder } from '../data-folder.ts';

const perPackage = z.object({
  scand: packageVersion.optional(),
  signatures: packageVersion.optional(),
  appliance: packageVersion.optional(),
});

/** Which versions are in use, and how the last updates went. One file, replaced whole: this is the switch. */
const bookSchema = z.object({
  /** Absent: the version that the program was installed with. */
  current: perPackage,
  /** What to go back to. */
  previous: perPackage,
  /** A version of the appliance itself that has not proven itself yet by polling. */
  trial: z.object({ version: packageVersion }).optional(),
  /** Versions that did not work here; not tried again until somebody asks for it. */
  refused: perPackage.optional(),
  reports: z.array(updateReport).max(8),
  /** Of those, what the launcher did, by the machine's clock. It has no way to the platform: the next version corrects and logs it. */
  unlogged: z.array(updateReport).max(8).optional(),
});
export type PackageBook = z.infer<typeof bookSchema>;

const EMPTY: PackageBook = { current: {}, previous: {}, reports: [] };

/** A damaged book means the versions that came with the program: they always work. */
export const readPackageBook = async (data: DataFolder): Promise<PackageBook> => {
  const parsed = bookSchema.safeParse(await readJsonFile(data.packageBook).catch(() => undefined));
  return parsed.success ? parsed.data : EMPTY;
};

export const writePackageBook = (data: DataFolder, book: PackageBook): Promise<void> =>
  writeAtomically(data.packageBook, `${JSON.stringify(book)}\n`);

export const packageFolder = (data: DataFolder, name: PackageName, version: string): string => join(data.packages, name, version);

/** The file by which a version is used. */
export const packageEntry = (data: DataFolder, name: PackageName, version: string): string =>
  join(packageFolder(data, name, version), PACKAGE_ENTRY[name]);

/** Removes every version that is neither in use nor the one to go back to. */
export const removeOldVersions = async (data: DataFolder, { current, previous }: PackageBook): Promise<void> => {
  for (const name of PACKAGE_NAMES) {
    const kept = new Set([current[name], previous[name]]);
    const known = await readdir(join(data.packages, name)).catch(() => []);
    for (const version of known) if (!kept.has(version)) await rm(join(data.packages, name, version), { recursive: true, force: true });
  }
};

/** A fresh folder beside the others, which becomes a version by one rename. */
export const prepareFolder = async (data: DataFolder, name: PackageName): Promise<string> => {
  const folder = join(data.packages, `${name}.new`);
  rmSync(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true, mode: 0o700 });
  return folder;
};

/** What was downloaded is unpacked, or of no use. */
export const forgetDownload = (archive: string): Promise<void> => rm(archive, { force: true });

/** Puts the signatures where every new slice looks for them, in one step; undefined: only those that came with scand are left. */
export const placeSignatures = async (data: DataFolder, version: string | undefined): Promise<void> => {
  if (version === undefined) return rm(data.signatures, { force: true });
  const draft = `${data.signatures}.new`;
  await copyFile(packageEntry(data, 'signatures', version), draft);
  await rename(draft, data.signatures);
};

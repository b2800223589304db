import { mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { readArchive } from '../../protocol/package-archive.ts';
import { PACKAGE_ENTRY, PACKAGE_LIMITS, type PackageManifest, packageManifest } from '../../protocol/packages.ts';
import { syncFolder } from '../../runtime/atomic-file.ts';
import type { DataFolder } from '../data-folder.ts';
import { packageFolder, prepareFolder } from './installed-packages.ts';

const unzip = promisify(gunzip);

const readFiles = async (archive: string) => {
  const { size } = await stat(archive);
  if (size > PACKAGE_LIMITS.packedBytes) throw new Error('The package is too large.');
  return readArchive(await unzip(await readFile(archive), { maxOutputLength: PACKAGE_LIMITS.unpackedBytes }));
};

const jsonOf = (content: Uint8Array | undefined): unknown => {
  try {
    return JSON.parse(Buffer.from(content ?? []).toString('utf8'));
  } catch {
    return undefined;
  }
};

const writeDurably = async (path: string, content: Uint8Array) => {
  const handle = await open(path, 'wx', 0o600);
  try {
    await handle.writeFile(content);
    await handle.sync();
  } finally {
    await handle.close();
  }
};

/** Unpacks a downloaded package into the folder of its version, whole or not at all. It must be the one that was asked for. */
export const unpackPackage = async (data: DataFolder, archive: string, wanted: PackageManifest): Promise<void> => {
  const files = await readFiles(archive);
  const manifest = packageManifest.safeParse(jsonOf(files.find(({ name }) => name === 'manifest.json')?.content));
  if (!manifest.success || manifest.data.package !== wanted.package || manifest.data.version !== wanted.version)
    throw new Error(`The package says that it is another one than ${wanted.package} ${wanted.version}.`);
  if (!files.some(({ name }) => name === PACKAGE_ENTRY[wanted.package]))
    throw new Error(`The package holds no ${PACKAGE_ENTRY[wanted.package]}.`);
  const draft = await prepareFolder(data, wanted.package);
  const folder = packageFolder(data, wanted.package, wanted.version);
  try {
    for (const { name, content } of files) await writeDurably(join(draft, name), content);
    await syncFolder(draft);
    await rm(folder, { recursive: true, force: true });
    await mkdir(dirname(folder), { recursive: true, mode: 0o700 });
    await rename(draft, folder);
    await syncFolder(dirname(folder));
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    throw error;
  }
};

import { readFile, rename, rm, stat } from 'node:fs/promises';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { openSignatures } from '../appliance/open-signatures.ts';
import { readArchive } from '../protocol/package-archive.ts';
import { PACKAGE_ENTRY, PACKAGE_LIMITS, packageManifest, targetPathOf } from '../protocol/packages.ts';
import { AGENT_PATHS } from '../protocol/paths.ts';
import { writeAtomically } from '../runtime/atomic-file.ts';
import type { Log } from '../runtime/log.ts';
import type { PlatformClient } from '../runtime/platform-client.ts';
import { downloadTarget } from '../runtime/verified-update/download-target.ts';
import { hasRoot, pinRoot, refreshMetadata } from '../runtime/verified-update/trusted-metadata.ts';
import { compareManifestVersions } from '../signatures/manifest/manifest-version.ts';
import { type Manifest, openManifest } from '../signatures/manifest/open-manifest.ts';
import type { SensorFolder } from './sensor-folder.ts';

export interface ManifestKeeperParts {
  readonly data: SensorFolder;
  readonly server: string;
  readonly client: Pick<PlatformClient, 'configuration'>;
  /** Address of the running program: beside it lies what was shipped. */
  readonly runningFile: string;
  readonly log: Log;
}

/** The signature manifest in use, and the way to a newer one. */
export interface ManifestKeeper {
  current(): Manifest | undefined;
  /** Fetches that version, verified (TUF), unless it is in use already. Used from the next `adopt` on. */
  fetch(version: string, signal: AbortSignal): Promise<void>;
  /** Opens what was fetched. Only between two matches: the one before is closed. */
  adopt(): Promise<void>;
  close(): Promise<void>;
}

const unzip = promisify(gunzip);

const readPackage = async (archive: string, version: string): Promise<Uint8Array> => {
  if ((await stat(archive)).size > PACKAGE_LIMITS.packedBytes) throw new Error('The package of the manifest is too large.');
  const files = readArchive(await unzip(await readFile(archive), { maxOutputLength: PACKAGE_LIMITS.unpackedBytes }));
  const contentOf = (wanted: string) => files.find(({ name }) => name === wanted)?.content;
  const told = packageManifest.safeParse(JSON.parse(Buffer.from(contentOf('manifest.json') ?? []).toString('utf8') || '0'));
  const entry = contentOf(PACKAGE_ENTRY.signatures);
  if (!told.success || told.data.package !== 'signatures' || told.data.version !== version || entry === undefined)
    throw new Error(`The package says that it is another one than signatures ${version}.`);
  return entry;
};

const download = async ({ data, server, client }: ManifestKeeperParts, version: string, signal: AbortSignal): Promise<Uint8Array> => {
  if (!(await hasRoot(data.trust))) {
    const { distributionRoot } = await client.configuration();
    if (distributionRoot === undefined) throw new Error('The platform has no Distribution Server.');
    await pinRoot(data.trust, distributionRoot);
  }
  const find = await refreshMetadata({ folder: data.trust, url: server + AGENT_PATHS.metadata, signal });
  const target = await find(targetPathOf('signatures', version));
  if (target === undefined) throw new Error(`The Distribution Server does not offer signatures ${version}.`);
  const archive = await downloadTarget(target, { folder: data.downloads, url: server + AGENT_PATHS.targets, signal });
  try {
    return await readPackage(archive, version);
  } finally {
    await rm(archive, { force: true });
  }
};

/** Whole and of that version, or it is not put in the place of the one before. */
const place = async (data: SensorFolder, content: Uint8Array, version: string): Promise<void> => {
  const draft = `${data.signatures}.new`;
  await writeAtomically(draft, Buffer.from(content));
  const opened = await openManifest(draft);
  await opened.close();
  if (opened.header.version !== version) throw new Error(`The manifest says that it is version ${opened.header.version.slice(0, 64)}.`);
  await rename(draft, data.signatures);
};

export const createManifestKeeper = async (parts: ManifestKeeperParts): Promise<ManifestKeeper> => {
  const { data, runningFile, log } = parts;
  const open = () =>
    openSignatures(data.signatures, runningFile, (problem) => log('warn', 'A signature manifest cannot be used.', { problem }));
  let manifest = await open();
  let isFetched = false;
  return {
    current: () => manifest,
    fetch: async (version, signal) => {
      const inUse = manifest?.header.version;
      if (inUse !== undefined && compareManifestVersions(version, inUse) <= 0) return;
      await place(data, await download(parts, version, signal), version);
      isFetched = true;
    },
    adopt: async () => {
      if (!isFetched) return;
      isFetched = false;
      const before = manifest;
      manifest = await open();
      await before?.close();
      log('info', 'A new signature manifest is in use.', { version: manifest?.header.version });
    },
    close: async () => manifest?.close(),
  };
};

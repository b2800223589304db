import { readFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { writeArchive } from '#protocol/package-archive';
import { PACKAGE_ENTRY, PACKAGE_LIMITS } from '#protocol/packages';
import { ManifestProblem } from '../../../agents/signatures/manifest/manifest-format.ts';
import { compareManifestVersions } from '../../../agents/signatures/manifest/manifest-version.ts';
import { openManifest } from '../../../agents/signatures/manifest/open-manifest.ts';
import type { PackedPackage } from './own-packages.ts';

/**
 * The manifest that `watchbill feed` built, as a package; `undefined` where none was built. One that cannot be opened is
 * said and left alone: the fleet keeps what it has.
 */
export async function packFeed(file: string, onProblem: (problem: string) => void): Promise<PackedPackage | undefined> {
  try {
    const manifest = await openManifest(file);
    await manifest.close();
    const about = { package: 'signatures', version: manifest.header.version } as const;
    const files = [
      { name: 'manifest.json', content: Buffer.from(`${JSON.stringify(about)}\n`) },
      { name: PACKAGE_ENTRY.signatures, content: await readFile(file) },
    ];
    const content = gzipSync(writeArchive(files), { level: 9 });
    const isTooLarge = content.length > PACKAGE_LIMITS.packedBytes;
    if (isTooLarge) onProblem(`${file}: A package has at most ${PACKAGE_LIMITS.packedBytes / 1024 ** 2} MiB: import fewer ecosystems.`);
    return isTooLarge ? undefined : { ...about, content };
  } catch (error) {
    if (!(error instanceof ManifestProblem)) throw error;
    if ((error.cause as NodeJS.ErrnoException | undefined)?.code !== 'ENOENT') onProblem(`${file}: ${error.message}`);
    return undefined;
  }
}

/** The newer signatures win: those of a new server over what was built before it, and those that were built over what ships. */
export function withFeed(own: readonly PackedPackage[], feed: PackedPackage | undefined): readonly PackedPackage[] {
  if (feed === undefined) return own;
  const isOlder = own.some((one) => one.package === 'signatures' && compareManifestVersions(one.version, feed.version) >= 0);
  return isOlder ? own : [...own.filter((one) => one.package !== 'signatures'), feed];
}

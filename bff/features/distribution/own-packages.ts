import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { z } from 'zod';
import { writeArchive } from '#protocol/package-archive';
import { PACKAGE_ENTRY, type PackageManifest, packageManifest } from '#protocol/packages';

/** A package, packed. */
export interface PackedPackage extends PackageManifest {
  readonly content: Buffer;
}

const builtPackages = z.array(packageManifest);

/** Packs what this server was built with: the list and the files that the build left in `folder`. The same build makes the same bytes. */
export async function packOwnPackages(folder: string): Promise<readonly PackedPackage[]> {
  const built = builtPackages.parse(JSON.parse(await readFile(join(folder, 'packages.json'), 'utf8')));
  return Promise.all(
    built.map(async (manifest) => {
      // A scanner finds beside it what it knows before anything else is delivered.
      const names = manifest.package === 'scand' ? [PACKAGE_ENTRY.scand, PACKAGE_ENTRY.signatures] : [PACKAGE_ENTRY[manifest.package]];
      const contents = await Promise.all(names.map(async (name) => ({ name, content: await readFile(join(folder, name)) })));
      const files = [{ name: 'manifest.json', content: Buffer.from(`${JSON.stringify(manifest)}\n`) }, ...contents];
      return { ...manifest, content: gzipSync(writeArchive(files), { level: 9 }) };
    }),
  );
}

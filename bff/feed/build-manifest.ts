import type { ManifestHeader, ManifestSource, PackageAdvisories } from '../../agents/signatures/manifest/manifest-format.ts';
import { ManifestProblem } from '../../agents/signatures/manifest/manifest-format.ts';
import { compareManifestVersions, nextManifestVersion } from '../../agents/signatures/manifest/manifest-version.ts';
import { openManifest } from '../../agents/signatures/manifest/open-manifest.ts';
import { composeManifest } from '../../agents/signatures/manifest/write-manifest.ts';
import { replaceFile } from './feed-folder.ts';

interface Part {
  readonly sources: readonly ManifestSource[];
  readonly packages: readonly PackageAdvisories[];
}

const readPart = async (path: string): Promise<Part> => {
  try {
    const manifest = await openManifest(path);
    try {
      const packages: PackageAdvisories[] = [];
      for await (const each of manifest.packages()) packages.push(each);
      return { sources: manifest.header.sources, packages };
    } finally {
      await manifest.close();
    }
  } catch (error) {
    throw new Error(`${path}: ${(error as Error).message}`);
  }
};

/** The header of a manifest that is there; `undefined` where there is none, or none that can be used. */
export const readManifestHeader = async (path: string): Promise<ManifestHeader | undefined> => {
  try {
    const manifest = await openManifest(path);
    await manifest.close();
    return manifest.header;
  } catch (error) {
    if (error instanceof ManifestProblem) return undefined;
    throw error;
  }
};

export interface Build {
  /** Manifests whose content goes into one; of two records of one id for one package the later one counts. */
  readonly parts: readonly string[];
  readonly out: string;
  /** Epoch ms. */
  readonly now: number;
  /** A version that the new one must follow, besides that of the file it replaces. */
  readonly after?: string | undefined;
}

const sourcesOf = (parts: readonly Part[]): ManifestSource[] => [
  ...new Map(parts.flatMap(({ sources }) => sources).map((source) => [source.name, source])).values(),
];

/** Makes one manifest of several and puts it in place of the last one, in one step. Returns its version. */
export const buildManifest = async ({ parts, out, now, after }: Build): Promise<string> => {
  const read = await Promise.all(parts.map(readPart));
  const last = (await readManifestHeader(out))?.version;
  const newest = [after, last]
    .filter((each) => each !== undefined)
    .sort(compareManifestVersions)
    .at(-1);
  const version = nextManifestVersion(now, newest);
  const packages = read.flatMap((part) => part.packages);
  await replaceFile(out, composeManifest({ version, sources: sourcesOf(read), packages }));
  return version;
};

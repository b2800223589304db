import { fileURLToPath } from 'node:url';
import { compareManifestVersions } from '../signatures/manifest/manifest-version.ts';
import { type Manifest, openManifest } from '../signatures/manifest/open-manifest.ts';

/** Beside the running file in a bundle; in the source tree in development. */
export const shippedSignatures = (runningFile: string): string =>
  fileURLToPath(new URL(runningFile.endsWith('.mjs') ? './signatures.wbsig' : '../signatures/shipped/signatures.wbsig', runningFile));

/**
 * The newer of the manifest that was delivered and the one that was shipped. One that cannot be opened is passed over, and
 * said; with neither the scan goes on without known vulnerabilities, and its results say so.
 */
export const openSignatures = async (
  delivered: string | undefined,
  runningFile: string,
  onProblem: (problem: string) => void,
): Promise<Manifest | undefined> => {
  const opened: Manifest[] = [];
  for (const path of [delivered, shippedSignatures(runningFile)]) {
    if (path === undefined) continue;
    try {
      opened.push(await openManifest(path));
    } catch (error) {
      // Nothing has been delivered to most appliances that were just installed.
      const { code } = ((error as Error).cause ?? {}) as NodeJS.ErrnoException;
      if (code !== 'ENOENT' || path !== delivered) onProblem(`${path}: ${(error as Error).message}`);
    }
  }
  const [newest, ...others] = opened.sort((a, b) => compareManifestVersions(b.header.version, a.header.version));
  await Promise.all(others.map((each) => each.close()));
  return newest;
};

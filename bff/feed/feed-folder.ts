import { existsSync } from 'node:fs';
import { mkdir, open, readdir, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { EXTENSION } from '../../agents/signatures/manifest/manifest-format.ts';

/** Where the server keeps signatures, below its data folder. */
export const feedFolder = (dataFolder: string) => {
  const sources = join(dataFolder, 'signatures', 'sources');
  return {
    /** The manifest that is published to appliances. */
    manifest: join(dataFolder, 'signatures', `signatures${EXTENSION}`),
    sources,
    /** Each imported source is a manifest of its own. */
    sourceFile: (name: string) => join(sources, `${name}${EXTENSION}`),
    listSources: async (): Promise<string[]> =>
      existsSync(sources)
        ? (await readdir(sources))
            .filter((name) => name.endsWith(EXTENSION))
            .sort()
            .map((name) => join(sources, name))
        : [],
  };
};
export type FeedFolder = ReturnType<typeof feedFolder>;

/** The manifest that ships with the product: beside the agents in a build, in the source tree in development. */
export const shippedManifest = (runningFile: string): string =>
  fileURLToPath(
    new URL(runningFile.endsWith('.mjs') ? '../agents/signatures.wbsig' : '../agents/signatures/shipped/signatures.wbsig', runningFile),
  );

/** The file has the old content or the new one, whatever happens in between. */
export const replaceFile = async (path: string, content: Buffer): Promise<void> => {
  await mkdir(dirname(path), { recursive: true });
  const next = `${path}.new`;
  const file = await open(next, 'w');
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(next, path);
};

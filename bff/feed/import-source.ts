import { composeManifest } from '../../agents/signatures/manifest/write-manifest.ts';
import { type FeedFolder, replaceFile } from './feed-folder.ts';
import { type Gathered, gatherAdvisories } from './gather-advisories.ts';
import { type Input, readInputs } from './read-inputs.ts';

export interface NewSource {
  /** A source of the same name is replaced as a whole. */
  readonly name: string;
  readonly paths: readonly string[];
  readonly url?: string | undefined;
  readonly licence?: string | undefined;
}

async function* readAll(paths: readonly string[]): AsyncGenerator<Input> {
  for (const path of paths) yield* readInputs(path);
}

const readable = async (paths: readonly string[]): Promise<Gathered> => {
  try {
    return await gatherAdvisories(readAll(paths));
  } catch (error) {
    // The path itself: not there, not a ZIP file, not to be read.
    const problem = `${paths.join(', ')}: ${(error as Error).message}`;
    return { packages: [], records: 0, leftOut: new Map(), problems: [problem] };
  }
};

/** Reads a source of OSV records and stores it for the next build, unless anything is wrong with any of it. */
export const importSource = async (source: NewSource, folder: FeedFolder, now: number): Promise<Gathered> => {
  const gathered = await readable(source.paths);
  const problems = [...gathered.problems];
  if (problems.length === 0 && gathered.records === 0) problems.push(`${source.paths.join(', ')}: there is no OSV record (.json) in it`);
  if (problems.length > 0) return { ...gathered, problems };
  const retrieved = new Date(now).toISOString().slice(0, 10);
  const advisories = new Set(gathered.packages.flatMap((each) => each.advisories.map(({ id }) => id))).size;
  const { name, url, licence } = source;
  const about = { name, ...(url === undefined ? {} : { url }), ...(licence === undefined ? {} : { licence }), retrieved, advisories };
  const version = `${retrieved.replaceAll('-', '.')}-1`;
  await replaceFile(folder.sourceFile(name), composeManifest({ version, sources: [about], packages: gathered.packages }));
  return gathered;
};

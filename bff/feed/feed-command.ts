import { mkdir, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { openManifest } from '../../agents/signatures/manifest/open-manifest.ts';
import { buildManifest, readManifestHeader } from './build-manifest.ts';
import { readDebianFeed } from './debian/read-debian-feed.ts';
import { feedFolder } from './feed-folder.ts';
import { importSource } from './import-source.ts';

export const FEED_HELP = `watchbill feed <what>

  import PATH…      read OSV records (JSON file, folder, or ZIP as published by osv.dev) and build the manifest
                    --name NAME (of the source; one of the same name is replaced), --url URL, --licence TEXT
  build             build the manifest from what ships and what was imported; --out FILE puts it elsewhere
  debian [SOURCE…]  write OSV records made from the package index and changelogs of this Debian machine;
                    --out FOLDER; source packages that are named are fetched with apt if they are not installed
  show [FILE]       what a manifest holds and where it came from`;

export interface FeedPlace {
  readonly dataFolder: string;
  /** The manifest that ships with the product. */
  readonly shipped: string;
  /** Epoch ms. */
  readonly now: number;
  readonly say: (line: string) => void;
}

/** What a person asked for cannot be done; each line says why. */
export class FeedProblem extends Error {
  readonly lines: readonly string[];
  constructor(lines: readonly string[]) {
    super(lines[0]);
    this.lines = lines;
  }
}

const MAX_TOLD = 50;
const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/;

const OPTIONS = { name: { type: 'string' }, url: { type: 'string' }, licence: { type: 'string' }, out: { type: 'string' } } as const;

const parse = (words: readonly string[]) => {
  try {
    return parseArgs({ args: [...words], options: OPTIONS, allowPositionals: true });
  } catch (error) {
    throw new FeedProblem([(error as Error).message, 'run "watchbill feed help" for what there is']);
  }
};
type Given = ReturnType<typeof parse>;

const build = async ({ values }: Given, { dataFolder, shipped, now, say }: FeedPlace): Promise<void> => {
  const folder = feedFolder(dataFolder);
  const out = values.out ?? folder.manifest;
  const after = (await readManifestHeader(shipped))?.version;
  const parts = [...(after === undefined ? [] : [shipped]), ...(await folder.listSources())];
  if (parts.length === 0) throw new FeedProblem(['there is nothing to build a manifest from', 'run "watchbill feed import PATH" first']);
  const version = await buildManifest({ parts, out, now, after });
  say(`signatures ${version} built: ${out}`);
};

const importAndBuild = async (given: Given, place: FeedPlace): Promise<void> => {
  const { positionals: paths, values } = given;
  const [first] = paths;
  if (first === undefined) throw new FeedProblem(['name a file, a folder or a ZIP file with OSV records']);
  const name = values.name ?? basename(first).replace(/\.(zip|json)$/i, '');
  if (!NAME.test(name))
    throw new FeedProblem([`"${name}" cannot be the name of a source`, 'give one of letters, digits, dots and dashes with --name']);
  const source = { name, paths, url: values.url, licence: values.licence };
  const { problems, records, packages, leftOut } = await importSource(source, feedFolder(place.dataFolder), place.now);
  if (problems.length > 0) {
    const more = problems.length > MAX_TOLD ? [`and ${problems.length - MAX_TOLD} more`] : [];
    throw new FeedProblem([...problems.slice(0, MAX_TOLD), ...more, 'nothing was imported']);
  }
  place.say(`source ${name}: ${records} records read, ${packages.length} entries of packages`);
  for (const [reason, count] of leftOut) place.say(`  ${count} left out: ${reason}`);
  await build({ ...given, values: {} }, place);
};

const writeDebianFeed = async ({ positionals, values }: Given, { say }: FeedPlace): Promise<void> => {
  if (values.out === undefined) throw new FeedProblem(['say with --out into which folder the records go']);
  const { release, records, sources, unread } = await readDebianFeed(positionals);
  await mkdir(values.out, { recursive: true });
  const file = join(values.out, `debian-${release.number}.json`);
  await writeFile(file, `[\n${records.map((record) => JSON.stringify(record)).join(',\n')}\n]\n`);
  say(`${records.length} records of ${sources.length} source packages of Debian ${release.number}: ${file}`);
  if (unread.length > 0) say(`without a changelog that can be read: ${unread.join(', ')}`);
};

const show = async ({ positionals: [file] }: Given, { dataFolder, shipped, say }: FeedPlace): Promise<void> => {
  const own = feedFolder(dataFolder).manifest;
  const path = file ?? ((await readManifestHeader(own)) ? own : shipped);
  const manifest = await openManifest(path);
  try {
    const { version, sources, ecosystems } = manifest.header;
    say(`signatures ${version}: ${path}`);
    for (const { name, retrieved, advisories, licence, url } of sources)
      say(`  source ${name}, ${retrieved}: ${advisories} advisories${licence ? `, ${licence}` : ''}${url ? `, ${url}` : ''}`);
    for (const [ecosystem, count] of Object.entries(ecosystems)) say(`  ${ecosystem}: ${count} entries`);
  } finally {
    await manifest.close();
  }
};

const ACTIONS: Readonly<Record<string, (given: Given, place: FeedPlace) => Promise<void> | void>> = {
  import: importAndBuild,
  build,
  debian: writeDebianFeed,
  show,
  help: (_given, { say }) => say(FEED_HELP),
};

/** `watchbill feed …`. Rejects with `FeedProblem` where a person must do something. */
export const runFeed = async (words: readonly string[], place: FeedPlace): Promise<void> => {
  const [name = 'help', ...rest] = words;
  const action = Object.hasOwn(ACTIONS, name) ? ACTIONS[name] : undefined;
  if (action === undefined) throw new FeedProblem([`there is no "feed ${name}"`, 'run "watchbill feed help" for what there is']);
  await action(parse(rest), place);
};

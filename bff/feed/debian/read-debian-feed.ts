import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzipSync } from 'node:zlib';
import type { OsvRecord } from '../osv/osv-record.ts';
import { changelogRecords, type DebianRelease } from './changelog-records.ts';
import { parseChangelog } from './parse-changelog.ts';

const run = promisify(execFile);
const MAX_OUTPUT = 512 * 1024 * 1024;
const MAX_CHANGELOG = 64 * 1024 * 1024;

const output = async (program: string, words: readonly string[], cwd?: string): Promise<string> =>
  (await run(program, [...words], { maxBuffer: MAX_OUTPUT, encoding: 'utf8', ...(cwd === undefined ? {} : { cwd }) })).stdout;

/** The release that this machine runs. */
export const readRelease = async (): Promise<DebianRelease> => {
  const text = await readFile('/etc/os-release', 'utf8');
  const field = (name: string) => new RegExp(`^${name}="?([^"\\n]*)`, 'm').exec(text)?.[1] ?? '';
  if (field('ID') !== 'debian')
    throw new Error('watchbill feed debian reads the package index of the Debian machine that it runs on, and this is none');
  return { codename: field('VERSION_CODENAME'), number: field('VERSION_ID') };
};

const fieldOf = (stanza: string, name: string): string | undefined => new RegExp(`^${name}: (.*)$`, 'm').exec(stanza)?.[1];

interface BinaryPackage {
  readonly name: string;
  readonly version: string;
  readonly bytes: number;
}

/** Source package → its binary packages in the security suite, as apt knows them. */
const readSecurityIndex = async ({ codename }: DebianRelease): Promise<Map<string, BinaryPackage[]>> => {
  const list = await output('apt-get', [
    'indextargets',
    '--format',
    '$(FILENAME)',
    'Created-By: Packages',
    `Codename: ${codename}-security`,
  ]);
  const sources = new Map<string, BinaryPackage[]>();
  for (const file of list.trim().split('\n').filter(Boolean)) {
    // The files are packed in various ways, which apt-helper knows.
    for (const stanza of (await output('/usr/lib/apt/apt-helper', ['cat-file', file])).split('\n\n')) {
      const name = fieldOf(stanza, 'Package');
      if (name === undefined) continue;
      const source = (fieldOf(stanza, 'Source') ?? name).split(' ')[0] ?? name;
      const found = { name, version: fieldOf(stanza, 'Version') ?? '', bytes: Number(fieldOf(stanza, 'Size') ?? 0) };
      sources.set(source, [...(sources.get(source) ?? []), found]);
    }
  }
  return sources;
};

/** How dpkg-query writes a field into its output. */
const field = (name: string): string => `\${${name}}`;

/** Source package → an installed binary package of it. */
const readInstalled = async (): Promise<Map<string, string[]>> => {
  const list = await output('dpkg-query', [
    '-W',
    '-f',
    `${field('db:Status-Abbrev')}\\t${field('source:Package')}\\t${field('Package')}\\n`,
  ]);
  const installed = new Map<string, string[]>();
  for (const line of list.split('\n')) {
    const [state = '', source = '', name = ''] = line.split('\t');
    if (state.startsWith('ii')) installed.set(source, [...(installed.get(source) ?? []), name]);
  }
  return installed;
};

const unpack = (bytes: Buffer): string => gunzipSync(bytes, { maxOutputLength: MAX_CHANGELOG }).toString('utf8');

/** Native packages have `changelog.gz`, all others `changelog.Debian.gz`; some keep it with a sibling of the same source. */
const readInstalledChangelog = async (names: readonly string[]): Promise<string | undefined> => {
  for (const name of names) {
    for (const file of ['changelog.Debian.gz', 'changelog.gz']) {
      const bytes = await readFile(join('/usr/share/doc', name, file)).catch(() => undefined);
      const text = bytes && unpack(bytes);
      if (text && parseChangelog(text).length > 0) return text;
    }
  }
  return undefined;
};

const changelogOfArchive = async (archive: string): Promise<string | undefined> => {
  const { stdout } = await run(
    'sh',
    ['-c', 'dpkg-deb --fsys-tarfile "$1" | tar -xO --wildcards "./usr/share/doc/*/changelog*.gz"', 'sh', archive],
    {
      maxBuffer: MAX_CHANGELOG,
      encoding: 'buffer',
    },
  ).catch(() => ({ stdout: Buffer.alloc(0) }));
  // Several members of gzip one after the other unpack to one text.
  return stdout.length === 0 ? undefined : unpack(stdout);
};

/** The smallest binary package of each source, fetched in one go. */
const downloadChangelogs = async (packages: ReadonlyMap<string, BinaryPackage>): Promise<Map<string, string>> => {
  const folder = await mkdtemp(join(tmpdir(), 'watchbill-feed-'));
  try {
    const wanted = [...packages.values()].map(({ name, version }) => `${name}=${version}`);
    if (wanted.length > 0) await output('apt-get', ['-qq', '-o', 'APT::Sandbox::User=root', 'download', ...wanted], folder);
    const changelogs = new Map<string, string>();
    for (const file of await readdir(folder)) {
      const source = [...packages].find(([, { name }]) => file.startsWith(`${name}_`))?.[0];
      const text = await changelogOfArchive(join(folder, file));
      if (source !== undefined && text !== undefined) changelogs.set(source, text);
    }
    return changelogs;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

/** Some packages keep their changelog with a sibling: then the next larger one is asked. */
const MAX_SIBLINGS = 5;

const fetchChangelogs = async (
  wanted: readonly string[],
  index: ReadonlyMap<string, readonly BinaryPackage[]>,
  changelogs: Map<string, string>,
): Promise<void> => {
  for (let sibling = 0; sibling < MAX_SIBLINGS; sibling++) {
    const next = wanted
      .filter((source) => !changelogs.has(source))
      .flatMap((source) => {
        const found = [...(index.get(source) ?? [])].sort((a, b) => a.bytes - b.bytes)[sibling];
        return found ? [[source, found] as const] : [];
      });
    if (next.length === 0) return;
    for (const [source, text] of await downloadChangelogs(new Map(next))) changelogs.set(source, text);
  }
};

export interface DebianFeed {
  readonly release: DebianRelease;
  readonly records: readonly OsvRecord[];
  readonly sources: readonly string[];
  /** Asked for, or installed, but without a changelog that could be read. */
  readonly unread: readonly string[];
}

/** What to leave out: their histories are as large as all others together, and no service shows them. */
const TOO_LARGE: ReadonlySet<string> = new Set(['linux', 'chromium', 'firefox-esr', 'thunderbird']);

/**
 * Advisories without any other source than a package mirror: the security suite says which packages were mended, their
 * changelogs say what. Installed packages are read in place, `more` source packages are fetched with apt.
 */
export const readDebianFeed = async (more: readonly string[]): Promise<DebianFeed> => {
  const release = await readRelease();
  const [index, installed] = [await readSecurityIndex(release), await readInstalled()];
  const local = [...index.keys()].filter((source) => installed.has(source) && !TOO_LARGE.has(source));
  const changelogs = new Map<string, string>();
  for (const source of local) {
    const text = await readInstalledChangelog(installed.get(source) ?? []);
    if (text !== undefined) changelogs.set(source, text);
  }
  await fetchChangelogs(more, index, changelogs);
  const records = [...changelogs].flatMap(([source, text]) =>
    changelogRecords(
      parseChangelog(text).filter((upload) => upload.source === source),
      release,
    ),
  );
  const unread = [...new Set([...local, ...more])].filter((source) => !changelogs.has(source));
  return { release, records, sources: [...changelogs.keys()].sort(), unread };
};

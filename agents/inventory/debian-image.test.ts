import { execFileSync, spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { openManifest } from '../signatures/manifest/open-manifest.ts';
import { dpkgOrder } from '../signatures/versions/dpkg-order.ts';
import { compareText } from '../signatures/versions/version-order.ts';
import { matchInventory, uncoveredEcosystems } from './match-inventory.ts';
import { readArchive } from './read-archive.ts';
import { debianLayer, inChunks, OS_RELEASE, savedArchive } from './testing/image-of.ts';
import { readValue } from './testing/read-value.ts';
import { tarOf } from './testing/tar-of.ts';

const folder = mkdtempSync(join(tmpdir(), 'watchbill-debian-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const inventoryOf = async (layer: Buffer) => readValue(await readArchive(inChunks(tarOf(savedArchive([layer])), 1 << 16)))[0]!;

const DPKG = '/var/lib/dpkg/status';
if (!existsSync(DPKG)) process.stderr.write('\nSKIPPED: the packages that dpkg-query lists, because this machine has no dpkg.\n');

test.skipIf(!existsSync(DPKG))('the packages of a Debian machine are those that dpkg-query lists, with their sources', async () => {
  // A copy: the machine may be installing something meanwhile.
  mkdirSync(join(folder, 'info'));
  copyFileSync(DPKG, join(folder, 'status'));
  const fields = ['Package', 'Version', 'Architecture', 'source:Package', 'source:Version', 'db:Status-Status'].map(
    (name) => `\${${name}}`,
  );
  const listed = execFileSync('dpkg-query', ['--admindir', folder, '-W', '-f', `${fields.join(' ')}\n`], { encoding: 'utf8' });
  const expected = listed.split('\n').flatMap((line) => (line.endsWith(' installed') ? [line.replace(/ installed$/, '')] : []));
  const { packages, notes } = await inventoryOf(
    tarOf([
      { path: 'etc/os-release', content: OS_RELEASE },
      { path: 'var/lib/dpkg/status', content: readFileSync(join(folder, 'status')) },
    ]),
  );
  const found = packages.map(({ name, version, purl, source }) =>
    [name, version, /arch=(\w+)/.exec(purl)?.[1], source!.name, source!.version].join(' '),
  );
  expect(expected.length).toBeGreaterThan(50);
  expect(found.sort(compareText)).toEqual(expected.sort(compareText));
  expect(notes).toEqual([]);
});

/** A binary package of an index, with the source that it was built from. */
interface Indexed {
  readonly name: string;
  readonly version: string;
  readonly source: string;
  readonly sourceVersion: string;
}

const fieldOf = (stanza: string, name: string): string | undefined => new RegExp(`^${name}: (.*)$`, 'm').exec(stanza)?.[1];

const toIndexed = (stanza: string): Indexed[] => {
  const [name, version] = [fieldOf(stanza, 'Package'), fieldOf(stanza, 'Version')];
  if (!name || !version) return [];
  const [, source = name, sourceVersion = version] = /^(\S+)(?: \((.+)\))?$/.exec(fieldOf(stanza, 'Source') ?? '') ?? [];
  return [{ name, version, source, sourceVersion }];
};

/** The text of an index of apt; `''` where it has none. Its files are packed in various ways, which apt-helper knows. */
const readIndex = (codename: string): string => {
  const asked = ['indextargets', '--format', '$(FILENAME)', 'Created-By: Packages', `Codename: ${codename}`, 'Component: main'];
  const files = (spawnSync('apt-get', asked, { encoding: 'utf8' }).stdout ?? '').split('\n').filter((file) => file && existsSync(file));
  const texts = files.map(
    (file) => spawnSync('/usr/lib/apt/apt-helper', ['cat-file', file], { encoding: 'latin1', maxBuffer: 1 << 28 }).stdout ?? '',
  );
  return `\n${texts.join('\n')}`;
};

/** One package of an index of 60,000, of which all but a few are not looked at. */
const findPackage = (index: string, name: string): Indexed | undefined => {
  const at = index.indexOf(`\nPackage: ${name}\n`);
  return at === -1 ? undefined : toIndexed(index.slice(at, index.indexOf('\n\n', at)))[0];
};

/** dpkg says which of the pairs ascend. */
const ascending = (pairs: readonly (readonly [string, string])[]): boolean[] =>
  execFileSync('sh', ['-c', 'while read a b; do dpkg --compare-versions "$a" lt "$b" && echo 1 || echo 0; done'], {
    encoding: 'utf8',
    input: pairs.map((pair) => `${pair.join(' ')}\n`).join(''),
  })
    .trim()
    .split('\n')
    .map((line) => line === '1');

const manifest = await openManifest(fileURLToPath(new URL('../signatures/shipped/signatures.wbsig', import.meta.url)));
afterAll(() => manifest.close());

const highestFix = async (source: string): Promise<string> => {
  const advisories = await manifest.advisoriesOf('Debian:12', source);
  const fixes = advisories.flatMap(({ ranges }) =>
    ranges.flatMap(({ events }) => events.flatMap((event) => ('fixed' in event ? [event.fixed] : []))),
  );
  return fixes.sort(dpkgOrder.compare).at(-1) ?? '';
};

/** Packages of the security suite whose newest upload is the newest that the manifest knows: on those the two must agree. */
const comparable = async (): Promise<Indexed[]> => {
  const found = new Map<string, Indexed>();
  for (const each of readIndex('bookworm-security').split('\n\n').flatMap(toIndexed)) {
    if (!found.has(each.source) && (await highestFix(each.source)) === each.sourceVersion) found.set(each.source, each);
  }
  return [...found.values()];
};

const fixed = await comparable();
if (fixed.length === 0)
  process.stderr.write(
    '\nSKIPPED: findings against the security index of Debian 12, because apt has none here that the shipped manifest knows.\n',
  );

const imageOf = (packages: readonly Indexed[]) =>
  inventoryOf(
    debianLayer(...packages.map(({ name, version, source, sourceVersion }) => `${name} ${version} ${source} (${sourceVersion})`)),
  );

test.skipIf(fixed.length === 0)(
  'findings of an outdated image are the fixes of the security index, no more, no fewer; a current one has none',
  async () => {
    const released = readIndex('bookworm');
    const installed = fixed.map((each) => findPackage(released, each.name) ?? each);
    const image = await imageOf(installed);
    const findings = await matchInventory(image, manifest);
    const isOlder = ascending(installed.map((each, at) => [each.sourceVersion, fixed[at]!.sourceVersion]));
    const expected = installed.filter((_, at) => isOlder[at]).map(({ name }) => name);
    expect(expected.length).toBeGreaterThan(0);
    expect([...new Set(findings.map((each) => each.package))].sort(compareText)).toEqual(expected.sort(compareText));
    for (const name of expected) {
      const fixes = findings.filter((each) => each.package === name).map((each) => each.fixedVersion!);
      expect(fixes.sort(dpkgOrder.compare).at(-1)).toBe(fixed.find((each) => each.name === name)!.sourceVersion);
    }
    expect(await matchInventory(await imageOf(fixed), manifest)).toEqual([]);
    expect(uncoveredEcosystems(image, manifest)).toEqual([]);
  },
);

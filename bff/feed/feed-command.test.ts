import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { openManifest } from '../../agents/signatures/manifest/open-manifest.ts';
import { type FeedProblem, runFeed } from './feed-command.ts';
import { composeZip } from './testing/compose-zip.ts';

const root = mkdtempSync(join(tmpdir(), 'feed-'));
afterAll(() => rmSync(root, { recursive: true }));
const SHIPPED = new URL('../../agents/signatures/shipped/signatures.wbsig', import.meta.url).pathname;
const NOW = Date.UTC(2027, 2, 5, 12);

let folder: string;
let said: string[];
beforeEach(() => {
  folder = mkdtempSync(join(root, 'data-'));
  said = [];
});

const feed = (words: readonly string[]) =>
  runFeed(words, { dataFolder: folder, shipped: SHIPPED, now: NOW, say: (line) => said.push(line) });
const problemsOf = async (words: readonly string[]): Promise<readonly string[]> =>
  feed(words).then(
    () => [],
    (error: FeedProblem) => error.lines,
  );

const osv = (id: string, over: object = {}) =>
  JSON.stringify({
    id,
    modified: '2026-01-01T00:00:00Z',
    affected: [
      { package: { ecosystem: 'npm', name: 'left' }, ranges: [{ type: 'SEMVER', events: [{ introduced: '0' }, { fixed: '1.2.0' }] }] },
    ],
    ...over,
  });
const write = (name: string, content: string | Buffer): string => {
  const path = join(folder, name);
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, content);
  return path;
};
const manifest = () => join(folder, 'signatures', 'signatures.wbsig');
const idsOf = async (ecosystem: string, name: string): Promise<string[]> => {
  const opened = await openManifest(manifest());
  try {
    return (await opened.advisoriesOf(ecosystem, name)).map(({ id }) => id);
  } finally {
    await opened.close();
  }
};

describe('watchbill feed', () => {
  test.each([
    ['a file', () => write('EX-1.json', osv('EX-1'))],
    ['a file with a list', () => write('all.json', `[${osv('EX-1')},${osv('EX-0', { withdrawn: '2026-01-02T00:00:00Z' })}]`)],
    ['a folder', () => join(write('in/deep/EX-1.json', osv('EX-1')), '..', '..')],
    ['a ZIP file', () => write('npm.zip', composeZip({ 'EX-1.json': osv('EX-1'), 'readme.txt': 'no record' }))],
    ['a ZIP64 file', () => write('npm.zip', composeZip({ 'EX-1.json': osv('EX-1') }, true))],
  ])('imports %s and builds a manifest with it and with what ships', async (_name, make) => {
    await feed(['import', make(), '--name', 'mine', '--licence', 'CC-BY-4.0']);
    expect(await idsOf('npm', 'left')).toEqual(['EX-1']);
    expect(await idsOf('Debian:12', 'openssh')).toContain('CVE-2023-38408');
    const opened = await openManifest(manifest());
    expect(opened.header).toMatchObject({
      version: '2027.03.05-1',
      sources: [{ name: 'debian-12' }, { name: 'mine', licence: 'CC-BY-4.0', retrieved: '2027-03-05', advisories: 1 }],
    });
    await opened.close();
  });

  test('replaces a source as a whole, and makes a newer version each time', async () => {
    await feed(['import', write('a.json', osv('EX-1')), '--name', 'mine']);
    await feed(['import', write('b.json', osv('EX-2')), '--name', 'mine']);
    expect(await idsOf('npm', 'left')).toEqual(['EX-2']);
    await feed(['build']);
    expect(said.at(-1)).toContain('signatures 2027.03.05-3 built');
    await feed(['show']);
    expect(said.join('\n')).toMatch(/source mine, 2027-03-05: 1 advisories\n {2}Debian:12: \d+ entries\n {2}npm: 1 entries/);
  });

  test('tells every problem with its place and imports nothing of it', async () => {
    await feed(['import', write('good.json', osv('EX-1')), '--name', 'mine']);
    const before = readFileSync(manifest());
    const bad = composeZip({
      'EX-2.json': osv('EX-2'),
      'EX-3.json': '{',
      'EX-4.json': osv('EX-4', { affected: [{ package: { ecosystem: '', name: 'x' }, ranges: [{ type: 'DATE', events: [] }] }] }),
    });
    const problems = await problemsOf(['import', write('npm.zip', bad), '--name', 'mine']);
    expect(problems[0]).toMatch(/^npm\.zip: EX-3\.json: is not JSON: /);
    expect(problems.slice(1, -1).map((line) => line.split(': ').slice(0, 3).join(': '))).toEqual([
      'npm.zip: EX-4.json: affected[0].package.ecosystem',
      'npm.zip: EX-4.json: affected[0].ranges[0].type',
      'npm.zip: EX-4.json: affected[0].ranges[0].events',
    ]);
    expect(problems.at(-1)).toBe('nothing was imported');
    expect(readFileSync(manifest()).equals(before)).toBe(true);
    expect(readdirSync(join(folder, 'signatures', 'sources'))).toEqual(['mine.wbsig']);
    expect(await idsOf('npm', 'left')).toEqual(['EX-1']);
  });

  test.each<[string, () => string[], RegExp]>([
    ['no path', () => ['import'], /name a file/],
    ['a path that is not there', () => ['import', join(folder, 'none.zip')], /none\.zip: ENOENT/],
    ['a folder without records', () => ['import', folder, '--name', 'x'], /there is no OSV record/],
    ['a ZIP file that is none', () => ['import', write('x.zip', 'no')], /is not a ZIP file/],
    [
      'a ZIP file that is cut off',
      () => ['import', write('x.zip', composeZip({ 'a.json': osv('A-1') }).subarray(20))],
      /is damaged|is cut off|is not/,
    ],
    [
      'a ZIP file with a changed byte',
      () => ['import', write('x.zip', flipped(composeZip({ 'a.json': osv('A-1') }), 60))],
      /unpack|checksum/,
    ],
    ['a name that leads elsewhere', () => ['import', write('a.json', osv('A-1')), '--name', '../x'], /cannot be the name of a source/],
    ['an unknown word', () => ['improt'], /there is no "feed improt"/],
    ['an unknown option', () => ['build', '--fast'], /--fast/],
  ])('refuses %s', async (_name, words, problem) => {
    expect((await problemsOf(words())).join('\n')).toMatch(problem);
    expect(existsSync(manifest())).toBe(false);
  });
});

const flipped = (bytes: Buffer, at: number): Buffer => {
  bytes[at] = (bytes[at] ?? 0) ^ 0xff;
  return bytes;
};

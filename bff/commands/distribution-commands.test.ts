import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { Updater } from 'tuf-js';
import { DownloadHTTPError } from 'tuf-js/dist/error.js';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { writeArchive } from '#protocol/package-archive';
import { DAY_MS } from '../domain/time/instant.ts';
import { distributionRoutes } from '../features/distribution/distribution-routes.ts';
import { createTestApp, type TestApp, type TestPerson } from '../testing/test-app.ts';
import { runPackageCommand } from './package.ts';
import { runRootKeyCommand } from './root-key.ts';

let app: TestApp;
let manager: TestPerson;
let folder: string;
let said: string[];

const PASSPHRASE = 'a long pass phrase';
const world = () => ({
  env: { databaseUrl: app.database.url, dataFolder: folder },
  migrationsFolder: 'bff/storage/migrations',
  clock: app.clock.now,
  say: (line: string) => void said.push(line),
});
const rootKey = (words: string, passphrase: string | undefined = PASSPHRASE) =>
  runRootKeyCommand(words.split(' '), { ...world(), passphrase });
const packages = (...words: string[]) => runPackageCommand(words, world());
const file = (name: string) => join(folder, name);

beforeAll(async () => {
  app = await createTestApp({ listen: true, agentRoutes: (services) => [distributionRoutes(services.distribution.agents)] });
  manager = await app.signIn('manager');
  folder = mkdtempSync(join(tmpdir(), 'distribution-commands-'));
  writeFileSync(file('secret'), `${app.deps.secret}\n`);
  const manifest = { name: 'manifest.json', content: Buffer.from('{"package":"scand","version":"1.0.0"}') };
  writeFileSync(file('scand.tar.gz'), gzipSync(writeArchive([manifest, { name: 'scand.mjs', content: Buffer.from('program') }])));
  // A client judges expiry by the clock of its machine.
  vi.useFakeTimers({ toFake: ['Date'], now: app.clock.now() });
});
afterAll(async () => {
  vi.useRealTimers();
  await app.close();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(() => {
  said = [];
});

const fetcher = {
  downloadFile: () => Promise.reject(new Error('no targets are fetched here')),
  downloadBytes: async (url: string): Promise<Buffer> => {
    const answer = await fetch(url);
    if (!answer.ok) throw new DownloadHTTPError('not there', answer.status);
    return Buffer.from(await answer.arrayBuffer());
  },
};

/** A client that trusts the root of this moment, by the library of the appliances; gives which root it trusts after an update, and whether it finds scand. */
const newClient = async () => {
  const trust = mkdtempSync(join(folder, 'trust-'));
  writeFileSync(join(trust, 'root.json'), (await app.services.distribution.updates.distributionRoot())!);
  return async () => {
    const client = new Updater({ metadataDir: trust, metadataBaseUrl: `${app.url}/agent/v1/distribution/metadata`, fetcher });
    await client.refresh();
    const { version } = (JSON.parse(readFileSync(join(trust, 'root.json'), 'utf8')) as { signed: { version: number } }).signed;
    return { root: version, scand: (await client.getTargetInfo('scand-1.0.0.tar.gz')) !== undefined };
  };
};
const rootState = async () => (await manager.client.packages.repository()).roles.find(({ role }) => role === 'root');

test('packages are published, listed and withdrawn from the command line', async () => {
  await packages('publish', file('scand.tar.gz'));
  expect(said).toEqual([expect.stringMatching(/^scand 1\.0\.0 is published \(SHA-256 [0-9a-f]{64}\); start a roll-out/)]);
  await expect(packages('publish', file('scand.tar.gz'))).rejects.toThrow(/There is a package scand 1\.0\.0 already/);
  await expect(packages('publish', file('secret'))).rejects.toThrow(/not a gzipped archive/);
  await packages('list');
  expect(said[1]).toMatch(/^scand 1\.0\.0 {2}\d+ bytes, not in use, on 0 appliances$/);
  await expect(packages('withdraw', 'scand', '9.9.9')).rejects.toThrow(/^there is no package scand 9\.9\.9/);
  expect((await manager.client.packages.list()).items).toMatchObject([{ version: '1.0.0', publishedBy: 'the command line' }]);
});

test('roles and root get new keys, and who trusts an old root follows, also over several at once', async () => {
  const [early, steady] = [await newClient(), await newClient()];
  expect(await steady()).toEqual({ root: 1, scand: true });
  await rootKey('rotate targets snapshot timestamp');
  expect(await steady()).toEqual({ root: 2, scand: true });
  await rootKey('rotate root');
  expect(await steady()).toEqual({ root: 3, scand: true });
  await rootKey('rotate root targets snapshot timestamp');
  expect([await steady(), await early()]).toEqual([
    { root: 4, scand: true },
    { root: 4, scand: true },
  ]);
  expect(said.at(-1)).toBe('root 4 is signed; appliances take it with their next update');
});

test('the key of the root is kept in a file alone, signs from there, is replaced there, and comes back', async () => {
  const follows = await newClient();
  await rootKey(`export ${file('root.pem')}`);
  expect(readFileSync(file('root.pem'), 'utf8')).toMatch(/^-----BEGIN ENCRYPTED PRIVATE KEY-----/);
  await rootKey(`remove ${file('root.pem')}`);
  expect(await rootState()).toMatchObject({ version: 4, keyIsHere: false });
  await expect(rootKey('renew')).rejects.toThrow('the key of the root is kept elsewhere: name its file with --key FILE');
  await expect(rootKey(`export ${file('again.pem')}`)).rejects.toThrow('is not kept on this server');
  await rootKey(`renew --key ${file('root.pem')}`);
  expect(await follows()).toEqual({ root: 5, scand: true });
  await expect(rootKey(`rotate root --key ${file('root.pem')}`)).rejects.toThrow('say with --out FILE where the new one goes');
  await rootKey(`rotate root timestamp --key ${file('root.pem')} --out ${file('next.pem')}`);
  expect([await follows(), (await rootState())?.keyIsHere]).toEqual([{ root: 6, scand: true }, false]);
  await expect(rootKey(`renew --key ${file('root.pem')}`)).rejects.toThrow('that file holds another key than the one of the root');
  await rootKey(`import ${file('next.pem')}`);
  expect(await rootState()).toMatchObject({ keyIsHere: true });
  await rootKey('renew');
  expect(await follows()).toEqual({ root: 7, scand: true });
});

test('a clock that is two days ahead takes updates at any hour of the day, one that is four days ahead none', async () => {
  const atDaysAhead = async (days: number) => {
    vi.setSystemTime(app.clock.now() + days * DAY_MS);
    const update = await newClient();
    return update().finally(() => vi.setSystemTime(app.clock.now()));
  };
  // The last moment before the signatures are renewed.
  app.clock.advance(DAY_MS - 1);
  await app.services.distribution.rounds.keepRepository();
  expect(await atDaysAhead(2)).toMatchObject({ scand: true });
  await expect(atDaysAhead(4)).rejects.toThrow(/expired/);
  expect(await atDaysAhead(-2)).toMatchObject({ scand: true });
});

test('what would lose the key or is not understood is refused in one sentence, and nothing changes', async () => {
  await rootKey(`export ${file('kept.pem')}`);
  const before = await rootState();
  writeFileSync(file('text.pem'), 'no key');
  const refused: [string, string | undefined, RegExp][] = [
    [`export ${file('kept.pem')}`, PASSPHRASE, /it is there already: name another file/],
    [`export ${file('weak.pem')}`, 'short', /WATCHBILL_ROOT_PASSPHRASE .* at least 12 characters/],
    [`remove ${file('kept.pem')}`, 'another pass phrase', /holds no key that opens with this passphrase/],
    [`remove ${file('text.pem')}`, PASSPHRASE, /holds no key/],
    [`remove ${file('root.pem')}`, PASSPHRASE, /holds another key/],
    [`remove ${file('none.pem')}`, PASSPHRASE, /cannot be read/],
    ['rotate roots', PASSPHRASE, /name each role once .*: root, targets, snapshot, timestamp/],
    ['rotate', PASSPHRASE, /name each role once/],
    ['burn', PASSPHRASE, /there is no "root-key burn"/],
  ];
  for (const [words, passphrase, sentence] of refused) await expect(rootKey(words, passphrase), words).rejects.toThrow(sentence);
  expect(await rootState()).toEqual(before);
});

test('without the secret of a server nothing is opened', async () => {
  const elsewhere = { ...world(), env: { databaseUrl: app.database.url, dataFolder: join(folder, 'none') } };
  await expect(runPackageCommand(['list'], elsewhere)).rejects.toThrow(/no secret of a server in .*none: set WATCHBILL_DATA/);
});

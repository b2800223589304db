import { createHash, type KeyObject, sign } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import models from '@tufjs/models';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { newSigningKey, toPublicKeyHex } from '../../signing/new-signing-key.ts';
import { downloadTarget } from './download-target.ts';
import { pinRoot, refreshMetadata, Untrusted } from './trusted-metadata.ts';

const DAY_MS = 86_400_000;
const CONTENT = Buffer.from(Array.from({ length: 4000 }, (_, n) => (n * 31) % 251));
const sha256Of = (content: Buffer) => createHash('sha256').update(content).digest('hex');

type Answer = (res: ServerResponse, from: number) => void;
let base: string;
let folder: string;
let server: Server;
let url: string;
let files: Map<string, string | Answer>;
let asked: string[];

beforeAll(async () => {
  base = await mkdtemp(join(tmpdir(), 'verified-update-'));
  server = createServer((req, res) => {
    const name = (req.url ?? '').slice(1);
    asked.push(`${name} ${req.headers.range ?? ''}`.trim());
    const file = files.get(name);
    if (file === undefined) res.writeHead(404).end();
    else if (typeof file === 'function') file(res, Number(/^bytes=(\d+)-$/.exec(req.headers.range ?? '')?.[1] ?? 0));
    else res.end(file);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await rm(base, { recursive: true, force: true });
});

interface Repository {
  readonly root: string;
  /** Version 2, signed by the key of this repository alone. */
  nextRoot(): string;
  publish(version: number, more?: { expiresInMs?: number; key?: KeyObject }): void;
}

/** A repository with one key, as small as they come. */
const createRepository = (): Repository => {
  const privateKey = newSigningKey();
  const hex = toPublicKeyHex(privateKey);
  const sealed = (signed: ConstructorParameters<typeof models.Metadata>[0], key = privateKey) => {
    const metadata = new models.Metadata(signed);
    metadata.sign((data) => new models.Signature({ keyID: 'k', sig: sign(null, data, key).toString('hex') }));
    return JSON.stringify(metadata.toJSON());
  };
  const stamp = (version: number, inMs = DAY_MS) => ({
    specVersion: '1.0.31',
    version,
    expires: new Date(Date.now() + inMs).toISOString().replace(/\.\d+Z$/, 'Z'),
  });
  const root = new models.Root({ ...stamp(1), consistentSnapshot: true });
  const key = new models.Key({ keyID: 'k', keyType: 'ed25519', scheme: 'ed25519', keyVal: { public: hex } });
  for (const role of ['root', 'targets', 'snapshot', 'timestamp']) root.addKey(key, role);
  const second = new models.Root({ ...stamp(2), consistentSnapshot: true });
  for (const role of ['root', 'targets', 'snapshot', 'timestamp']) second.addKey(key, role);
  return {
    root: sealed(root),
    nextRoot: () => sealed(second),
    publish: (version, { expiresInMs, key: other } = {}) => {
      const targets = new models.Targets(stamp(version));
      targets.addTarget(new models.TargetFile({ path: 'scand-1.tar.gz', length: CONTENT.length, hashes: { sha256: sha256Of(CONTENT) } }));
      files.set(`${version}.targets.json`, sealed(targets, other));
      files.set(
        `${version}.snapshot.json`,
        sealed(new models.Snapshot({ ...stamp(version), meta: { 'targets.json': new models.MetaFile({ version }) } }), other),
      );
      files.set(
        'timestamp.json',
        sealed(new models.Timestamp({ ...stamp(version, expiresInMs), snapshotMeta: new models.MetaFile({ version }) }), other),
      );
    },
  };
};

let repository: Repository;
beforeEach(async () => {
  folder = await mkdtemp(join(base, 'trust-'));
  files = new Map();
  asked = [];
  repository = createRepository();
  await pinRoot(folder, repository.root);
});
const find = async () => (await refreshMetadata({ folder, url }))('scand-1.tar.gz');

test('what is signed is believed, and a target that is not spoken of is not there', async () => {
  repository.publish(1);
  const lookUp = await refreshMetadata({ folder, url });
  expect(await lookUp('scand-1.tar.gz')).toEqual({ path: 'scand-1.tar.gz', length: CONTENT.length, sha256: sha256Of(CONTENT) });
  expect(await lookUp('scand-2.tar.gz')).toBeUndefined();
  expect((await readdir(folder)).sort()).toEqual(['root.json', 'snapshot.json', 'targets.json', 'timestamp.json']);
});

test.each<[string, () => void | Promise<void>]>([
  ['a changed target list', () => void files.set('2.targets.json', String(files.get('2.targets.json')).replace('scand-1', 'scand-9'))],
  ['another key', () => repository.publish(2, { key: newSigningKey() })],
  ['a repository of somebody else', () => createRepository().publish(2)],
  ['an expired timestamp', () => repository.publish(2, { expiresInMs: -1000 })],
  ['a next root that the trusted one did not sign', () => void files.set('2.root.json', createRepository().nextRoot())],
  ['half a file', () => void files.set('timestamp.json', String(files.get('timestamp.json')).slice(0, 300))],
  ['an older state than was seen', () => repository.publish(1)],
  ['a page of a portal', () => void files.set('timestamp.json', '<html>sign in</html>')],
  [
    'metadata without end',
    () =>
      void files.set('timestamp.json', (res) => {
        const more = () => void (res.writable && res.write('x'.repeat(65_536), more));
        more();
      }),
  ],
])('%s is refused, and what was trusted stays', async (_, attack) => {
  repository.publish(1);
  repository.publish(2);
  // An older state is one only to who has seen the newer.
  if (attack.toString().includes('publish(1)')) await find();
  await attack();
  const before = await readFile(join(folder, 'root.json'), 'utf8');
  await expect(find()).rejects.toThrow(Untrusted);
  expect(await readFile(join(folder, 'root.json'), 'utf8')).toBe(before);
  files.delete('2.root.json');
  repository.publish(3);
  expect(await find()).toMatchObject({ path: 'scand-1.tar.gz' });
});

test('files that a loss of power left half-written are fetched anew', async () => {
  repository.publish(1);
  await find();
  for (const name of ['timestamp', 'snapshot', 'targets']) await writeFile(join(folder, `${name}.json`), '{"signed":');
  expect(await find()).toMatchObject({ path: 'scand-1.tar.gz' });
});

const target = { path: 'scand-1.tar.gz', length: CONTENT.length, sha256: sha256Of(CONTENT) };
const NAME = `${target.sha256}.${target.path}`;
const send =
  (content: Buffer, cutAt = content.length): Answer =>
  (res, from) => {
    const head = from === 0 ? {} : { 'content-range': `bytes ${from}-${content.length - 1}/${content.length}` };
    res.writeHead(from === 0 ? 200 : 206, { ...head, 'content-length': content.length - from });
    if (cutAt >= content.length) return void res.end(content.subarray(from));
    res.write(content.subarray(from, Math.max(from, cutAt)), () => res.destroy());
  };
const download = () => downloadTarget(target, { folder: join(folder, 'downloads'), url });

test('cut at any byte it goes on there, and ends with what was signed', async () => {
  // Every byte near the ends, and some between; each cut is followed by the rest.
  const cuts = [0, 1, 2, 511, 512, 513, 1777, 3998, 3999];
  for (const cut of cuts) {
    files.set(NAME, send(CONTENT, cut));
    await expect(download()).rejects.toThrow(/cut/);
    const got = (await stat(join(folder, 'downloads', `${target.sha256}.part`))).size;
    expect(got).toBeLessThanOrEqual(cut);
    files.set(NAME, send(CONTENT));
    expect(await readFile(await download())).toEqual(CONTENT);
    if (got > 0) expect(asked.at(-1)).toBe(`${NAME} bytes=${got}-`);
    await rm(join(folder, 'downloads'), { recursive: true, force: true });
  }
});

test.each([
  [
    'trickles',
    (res: ServerResponse, from: number) => {
      let at = from;
      return setInterval(() => res.write(CONTENT.subarray(at, ++at)), 20);
    },
    /did not finish within/,
  ],
  ['falls silent', () => undefined, /was silent for/],
])('a server that %s is given up, and what came is gone on with', async (_, goOn, reason) => {
  const stops: (() => void)[] = [];
  files.set(NAME, (res, from) => {
    res.writeHead(200, { 'content-length': CONTENT.length }).write(CONTENT.subarray(0, 1000));
    const timer = goOn(res, from + 1000);
    stops.push(() => clearInterval(timer));
  });
  await expect(
    downloadTarget(target, { folder: join(folder, 'downloads'), url, limits: { silenceMs: 200, totalMs: 600 } }),
  ).rejects.toThrow(reason);
  for (const stop of stops) stop();
  const got = (await stat(join(folder, 'downloads', `${target.sha256}.part`))).size;
  expect(got).toBeGreaterThanOrEqual(1000);
  files.set(NAME, send(CONTENT));
  expect(await readFile(await download())).toEqual(CONTENT);
  expect(asked.at(-1)).toBe(`${NAME} bytes=${got}-`);
});

test('other bytes are refused and thrown away: changed, too many, or in place of the rest', async () => {
  const changed = Buffer.from(CONTENT);
  changed[77] = 0;
  for (const wrong of [changed, Buffer.concat([CONTENT, CONTENT])]) {
    files.set(NAME, send(wrong));
    await expect(download()).rejects.toThrow(/digest is another|longer than/);
    expect(await readdir(join(folder, 'downloads'))).toEqual([]);
  }
  files.set(NAME, send(CONTENT, 1000));
  await expect(download()).rejects.toThrow(/cut/);
  // A server that knows no ranges sends the whole: it is taken from its beginning.
  files.set(NAME, (res) => void res.end(CONTENT));
  expect(await readFile(await download())).toEqual(CONTENT);
});

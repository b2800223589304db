import { afterEach, beforeEach, expect, test } from 'vitest';
import { debianLayer } from '../inventory/testing/image-of.ts';
import type { Credentials } from './credentials.ts';
import { type PullParts, pullImage } from './pull-image.ts';
import { parseReference } from './reference.ts';
import { indexOf, partsOf } from './testing/image-parts.ts';
import { type Fault, type StandInRegistry, startStandInRegistry } from './testing/stand-in-registry.ts';

const IMAGE = partsOf([debianLayer('curl 7.88.1-10'), debianLayer('curl 7.88.1-11')]);
const [LOWER = '', UPPER = ''] = IMAGE.layerDigests;
const SECRET: Credentials = { kind: 'password', user: 'ann', password: 'pass:word' };

let registry: StandInRegistry;
let others: StandInRegistry[];
let pauses: number[];
beforeEach(async () => {
  registry = await startStandInRegistry();
  registry.add('1', IMAGE);
  others = [];
  pauses = [];
});
afterEach(() => Promise.all([registry, ...others].map((each) => each.close())));

const pull = (name: string, more: Partial<PullParts> = {}) => {
  const parsed = parseReference(`${registry.host}/${name}`);
  if (!parsed.ok) throw new Error(parsed.message);
  return pullImage(parsed.value, {
    ...{ isPlain: true, platform: { os: 'linux', architecture: 'amd64' }, random: () => 0, signal: undefined },
    findCredentials: async () => undefined,
    wait: async (delayMs) => void pauses.push(delayMs),
    ...more,
  });
};
const anotherRegistry = async () => {
  const other = await startStandInRegistry();
  others.push(other);
  return other;
};
/** The first so many requests that fit are answered by the fault. */
const first = (times: number, part: string, fault: Fault): Fault => {
  let left = times;
  return (req, res) => (req.url?.includes(part) && left-- > 0 ? fault(req, res) : undefined);
};
const status =
  (code: number, headers: Record<string, string> = {}): Fault =>
  (_, res) => {
    res.writeHead(code, headers).end();
    return true;
  };

test('an image comes by its tag, with every digest checked', async () => {
  const pulled = await pull('team/app:1');
  expect(pulled).toMatchObject({
    ok: true,
    repoDigest: `${registry.host}/team/app@${IMAGE.digest}`,
    value: { repoTags: [`${registry.host}/team/app:1`], manifestDigest: IMAGE.digest, packages: [{ name: 'curl', version: '7.88.1-11' }] },
  });
  expect(registry.requests[0]?.accept).toContain('application/vnd.docker.distribution.manifest.v2+json');
});

test('by a digest the image is that one, whatever a tag beside it says', async () => {
  registry.add('1', partsOf([debianLayer('curl 9-9')]));
  expect(await pull(`team/app:1@${IMAGE.digest}`)).toMatchObject({ ok: true, value: { manifestDigest: IMAGE.digest } });
});

test('of an index the image of the platform is taken; a platform that is not there is named with those that are', async () => {
  registry.addIndex('many', indexOf({ 'linux/arm64': partsOf([debianLayer('curl 1-1')]), 'linux/amd64': IMAGE, 'unknown/unknown': IMAGE }));
  expect(await pull('app:many')).toMatchObject({ ok: true, value: { manifestDigest: IMAGE.digest } });
  expect(await pull('app:many', { platform: { os: 'linux', architecture: 's390x' } })).toMatchObject({
    ok: false,
    error: { reason: 'platform-not-found', message: expect.stringContaining('linux/arm64, linux/amd64') },
  });
});

test('a token is fetched for a 401 that asks for one, and the password goes to nobody but its realm', async () => {
  const realm = await anotherRegistry();
  realm.faults.push((_, res) => {
    res.writeHead(200, { 'content-type': 'application/json' }).end('{"token":"tok","expires_in":60}');
    return true;
  });
  const challenge = { 'www-authenticate': `Bearer realm="http://${realm.host}/token",service="reg, one",scope="repository:app:pull"` };
  registry.faults.push((req, res) => (req.headers.authorization === 'Bearer tok' ? undefined : status(401, challenge)(req, res)));
  expect(await pull('app:1', { findCredentials: async () => SECRET })).toMatchObject({ ok: true });
  const { line, authorization } = realm.requests[0]!;
  expect(line).toBe('GET /token?service=reg%2C+one&scope=repository%3Aapp%3Apull');
  expect(authorization).toBe(`Basic ${Buffer.from('ann:pass:word').toString('base64')}`);
  expect(registry.requests.filter((each) => each.authorization?.startsWith('Basic'))).toEqual([]);
  expect(realm.requests).toHaveLength(1);
});

test('a token that ends in the middle of the pull is fetched anew', async () => {
  const realm = await anotherRegistry();
  let given = 0;
  realm.faults.push((_, res) => {
    res.writeHead(200).end(JSON.stringify({ access_token: `tok${++given}` }));
    return true;
  });
  registry.faults.push((req, res) => {
    const wanted = req.url?.includes(UPPER) ? 'Bearer tok2' : undefined;
    const isGood = req.headers.authorization !== undefined && (wanted === undefined || req.headers.authorization === wanted);
    return isGood ? undefined : status(401, { 'www-authenticate': `Bearer realm="http://${realm.host}/t"` })(req, res);
  });
  expect(await pull('app:1')).toMatchObject({ ok: true });
  expect(given).toBe(2);
});

test('basic authorization is given where it is asked for, and its lack is told', async () => {
  registry.faults.push((req, res) =>
    req.headers.authorization === `Basic ${Buffer.from('ann:pass:word').toString('base64')}`
      ? undefined
      : status(401, { 'www-authenticate': 'Basic realm="x"' })(req, res),
  );
  expect(await pull('app:1', { findCredentials: async () => SECRET })).toMatchObject({ ok: true });
  expect(await pull('app:1')).toMatchObject({
    ok: false,
    error: { reason: 'registry-denied', message: expect.stringContaining('docker login') },
  });
});

test('a redirect to another host brings the layer, and no authorization to it', async () => {
  const storage = await anotherRegistry();
  storage.blobs.set(LOWER, IMAGE.blobs.get(LOWER)!);
  registry.faults.push(
    (req, res) => (req.headers.authorization ? undefined : status(401, { 'www-authenticate': 'Basic realm="x"' })(req, res)),
    (req, res) => (req.url?.endsWith(LOWER) ? status(307, { location: `http://${storage.host}/blobs/${LOWER}` })(req, res) : undefined),
  );
  expect(await pull('app:1', { findCredentials: async () => SECRET })).toMatchObject({ ok: true });
  expect(storage.requests.map(({ authorization }) => authorization)).toEqual([undefined]);
});

test('a connection that is cut in the middle of a layer goes on at its byte', async () => {
  registry.faults.push(
    first(2, UPPER, (req, res) => {
      const from = Number(/=(\d+)-/.exec(req.headers.range ?? '')?.[1] ?? 0);
      const rest = IMAGE.blobs.get(UPPER)!.subarray(from);
      res.writeHead(from > 0 ? 206 : 200, { 'content-length': rest.length });
      res.write(rest.subarray(0, 20), () => res.destroy());
      return true;
    }),
  );
  expect(await pull('app:1')).toMatchObject({ ok: true });
  expect(registry.requests.filter(({ line }) => line.endsWith(UPPER))).toHaveLength(3);
});

test('429 is waited for as long as it says, and no longer than a minute', async () => {
  registry.faults.push(first(2, '/manifests/', status(429, { 'retry-after': '7' })));
  expect(await pull('app:1')).toMatchObject({ ok: true });
  expect(pauses).toEqual([7000, 7000]);
  registry.faults.push(status(429, { 'retry-after': '3600' }));
  expect(await pull('app:1')).toMatchObject({ ok: false, error: { reason: 'registry-busy' } });
  expect(pauses).toHaveLength(2);
});

const lie = (digest: string): void => void registry.blobs.set(digest, Buffer.from(IMAGE.blobs.get(digest)!).fill(7, 30, 40));

test.each<[string, () => void, string, string, string]>([
  ['another layer than its digest says', () => lie(UPPER), 'app:1', 'damaged|digest-mismatch', ''],
  ['another configuration', () => lie([...IMAGE.blobs.keys()][0]!), 'app:1', 'digest-mismatch', 'configuration'],
  [
    'another manifest',
    () => registry.manifests.set(IMAGE.digest, { bytes: Buffer.from('{}'), mediaType: 'x' }),
    `app@${IMAGE.digest}`,
    'digest-mismatch',
    'manifest',
  ],
  [
    'a manifest of schema 1',
    () =>
      registry.manifests.set('1', {
        bytes: Buffer.from('{"schemaVersion": 1}'),
        mediaType: 'application/vnd.docker.distribution.manifest.v1+prettyjws',
      }),
    'app:1',
    'manifest-outdated',
    'schema 1',
  ],
  ['no such tag', () => undefined, 'app:2', 'image-not-found', 'app:2'],
  ['a layer that is not there', () => registry.blobs.delete(LOWER), 'app:1', 'truncated', 'does not have a part'],
  ['status 500 without end', () => registry.faults.push(status(500)), 'app:1', 'registry-unreachable', 'status 500'],
  ['redirects in circles', () => registry.faults.push(status(302, { location: '/v2/' })), 'app:1', 'registry-unreachable', 'circles'],
  [
    'a redirect to a file',
    () => registry.faults.push(status(302, { location: 'file:///etc/passwd' })),
    'app:1',
    'registry-unreachable',
    'no web address',
  ],
  [
    'a token service without an address',
    () => registry.faults.push(status(401, { 'www-authenticate': 'Bearer realm="nowhere"' })),
    'app:1',
    'registry-unreachable',
    'tokens',
  ],
  ['403', () => registry.faults.push(status(403)), 'app:1', 'registry-denied', 'docker login'],
  [
    'a manifest larger than any',
    () => registry.manifests.set('1', { bytes: Buffer.alloc(9 << 20, 32), mediaType: 'x' }),
    'app:1',
    'registry-unreachable',
    'larger',
  ],
])('%s: not scannable, with the reason', async (...[, prepare, name, reason, message]) => {
  prepare();
  const pulled = await pull(name);
  if (pulled.ok) throw new Error('It was read.');
  expect(pulled.error.reason).toMatch(new RegExp(`^(?:${reason})$`));
  expect(pulled.error.message).toContain(message);
});

test('a registry that is not there is told so; a signal ends a pull that hangs', async () => {
  const stopping = new AbortController();
  registry.faults.push((req) => {
    if (!req.url?.includes('/blobs/')) return undefined;
    setImmediate(() => stopping.abort());
    return true;
  });
  expect(await pull('app:1', { signal: stopping.signal })).toMatchObject({ ok: false, error: { reason: 'stopped' } });
  await registry.close();
  expect(await pull('app:1')).toMatchObject({
    ok: false,
    error: { reason: 'registry-unreachable', message: expect.stringContaining('nothing listens') },
  });
  registry = await startStandInRegistry();
});

import { readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type RealDocker, startRealDocker, whyNoDocker } from '../engine/testing/real-docker.ts';
import { startRealRegistry, whyNoRegistry } from '../engine/testing/real-registry.ts';
import { tarOf } from '../inventory/testing/tar-of.ts';
import { type FakeSensorPlatform, startFakeSensorPlatform } from './testing/fake-sensor-platform.ts';
import { createTestSensor } from './testing/running-sensor.ts';

const why = whyNoDocker();
if (why !== undefined) console.warn(`SKIPPED: the sensors' tests on a real Docker engine: ${why}.`);
const onDocker = test.skipIf(why !== undefined);
if (whyNoRegistry() !== undefined) console.warn(`SKIPPED: the sensor's test on a real registry: ${whyNoRegistry()}.`);
const onRegistry = test.skipIf(why !== undefined || whyNoRegistry() !== undefined);

const STATUS = (...packages: string[]) =>
  packages
    .map((each) => `Package: ${each}\nStatus: install ok installed\nArchitecture: amd64\nVersion: 1.0-1\nDescription: x\n\n`)
    .join('');

/** An image with a busybox and one package of Debian 12; its size in bytes is that of the busybox. */
const rootFs = (name: string, ...packages: string[]) => {
  const link = (word: string) => ({ path: `bin/${word}`, flag: '2', linkPath: 'busybox' });
  return tarOf([
    { path: 'bin/busybox', content: readFileSync('/bin/busybox'), mode: 0o755 },
    ...['sh', 'sleep', 'cat', 'cp'].map(link),
    { path: 'etc/os-release', content: `ID=debian\nVERSION_ID="12"\nPRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\n` },
    { path: 'etc/name', content: name },
    { path: 'var/lib/dpkg/status', content: STATUS(...packages) },
  ]);
};

let docker: RealDocker;
let platform: FakeSensorPlatform;
beforeAll(async () => {
  if (why !== undefined) return;
  platform = await startFakeSensorPlatform();
  docker = await startRealDocker();
});
afterAll(async () => {
  await docker?.close();
  await platform?.close();
});

// Also of a test that failed: the next one has the engine to itself.
let started: Awaited<ReturnType<typeof createTestSensor>>[] = [];
afterEach(async () => {
  for (const sensor of started) await sensor.close();
  started = [];
});
const startSensor = async (kind: 'general' | 'cicd') => {
  const sensor = await createTestSensor(kind, platform, docker.socketPath);
  started.push(sensor);
  const before = platform.checkIns.length;
  await sensor.start();
  // It says so once everything is listed and the stream is followed.
  await platform.until(() => platform.checkIns.slice(before).some(({ engine }) => engine?.connected));
  return sensor;
};

const importImage = async (reference: string, name: string, ...packages: string[]): Promise<string> => {
  const query = new URLSearchParams({ fromSrc: '-', repo: reference.split(':')[0] ?? '', tag: reference.split(':')[1] ?? '' });
  await docker.call('POST', `/images/create?${query}`, rootFs(name, ...packages));
  return (JSON.parse(await docker.call('GET', `/images/${reference}/json`)) as { Id: string }).Id;
};
const tagImage = (id: string, repo: string, tag: string) => docker.call('POST', `/images/${id}/tag?${new URLSearchParams({ repo, tag })}`);
const runContainer = async (image: string, name: string, command: string): Promise<string> => {
  const body = { Image: image, Cmd: ['/bin/sh', '-c', command], HostConfig: { NetworkMode: 'none' } };
  const { Id } = JSON.parse(await docker.call('POST', `/containers/create?name=${name}`, body)) as { Id: string };
  await docker.call('POST', `/containers/${Id}/start`);
  return Id;
};
const scansOf = (imageId: string) => platform.of('image-scanned').filter((each) => each.imageId === imageId);
const codesOf = (id: string, action: string) =>
  platform
    .of('not-scanned')
    .filter((each) => [each.imageId, each.containerId].includes(id) && each.action === action)
    .map(({ code }) => code);
const tagsOf = async (id: string) => (JSON.parse(await docker.call('GET', `/images/${id}/json`)) as { RepoTags: string[] }).RepoTags;

onDocker('a general sensor scans what arrives, is built or runs, once, and says of everything else why not', async () => {
  const before = await importImage('before:1', 'before', 'hello');
  const sensor = await startSensor('general');
  // Found in the listing.
  await platform.until(() => scansOf(before).length === 1);
  expect(scansOf(before)[0]).toMatchObject({ trigger: 'inventory', operatingSystem: 'Debian GNU/Linux 12 (bookworm)' });
  expect(scansOf(before)[0]?.packages?.map(({ name, ecosystem }) => [name, ecosystem])).toEqual([['hello', 'Debian:12']]);

  // Docker tells the tag of an import first.
  const imported = await importImage('imported:1', 'imported');
  await platform.until(() => scansOf(imported).length === 1);
  expect(scansOf(imported)[0]).toMatchObject({ trigger: 'import', action: 'import' });
  await tagImage(imported, 'alias', '2');
  await platform.until(() => codesOf(imported, 'tag').length === 2);
  expect(platform.of('image-seen').findLast((each) => each.imageId === imported)?.repoTags).toEqual(
    expect.arrayContaining(['imported:1', 'alias:2']),
  );

  const archive = Buffer.from(await docker.call('GET', '/images/before:1/get'), 'latin1');
  await docker.call('DELETE', '/images/before:1');
  await platform.until(() => platform.of('image-gone').some((each) => each.imageId === before));
  await docker.call('POST', '/images/load', archive);
  await platform.until(() => scansOf(before).length === 2);
  expect(scansOf(before)[1]?.trigger).toBe('load');

  // Built here: its tag is all that the engine tells.
  await docker.call('POST', '/build?t=built:1', tarOf([{ path: 'Dockerfile', content: 'FROM before:1\nRUN echo 1 > /etc/built\n' }]));
  const built = (JSON.parse(await docker.call('GET', '/images/built:1/json')) as { Id: string }).Id;
  await platform.until(() => scansOf(built).length === 1);
  expect(scansOf(built)[0]?.trigger).toBe('inventory');
  expect(scansOf(built)[0]?.layers).toHaveLength(2);

  const container = await runContainer('before:1', 'web', 'sleep 1000');
  await platform.until(() => platform.of('container-scanned').some((each) => each.containerId === container));
  expect(platform.of('container-scanned').find((each) => each.containerId === container)).toMatchObject({
    ...{ trigger: 'created', findings: [] },
    drift: { software: [], files: [], filesTotal: 0 },
  });
  for (const act of ['pause', 'unpause', 'stop?t=0']) {
    await docker.call('POST', `/containers/${container}/${act}`);
    await platform.until(() => codesOf(container, act.split('?')[0] ?? '').length > 0);
  }
  expect(codesOf(container, 'pause')).toEqual(['state-change']);
  expect(codesOf(container, 'unpause')).toEqual(['already-scanned']);
  expect(codesOf(container, 'stop')).toEqual(['state-change']);
  expect(platform.of('container-seen').findLast((each) => each.containerId === container)?.state).toBe('STOPPED');
  // Its own reading of images came back as events, and led to nothing.
  expect(platform.of('not-scanned').filter(({ action }) => ['save', 'export'].includes(action))).toHaveLength(1);

  // While the sensor is away an image and a container come, and another container goes; the engine is started anew, too.
  await sensor.stop();
  const missed = await importImage('missed:1', 'missed');
  await docker.call('DELETE', `/containers/${container}`);
  await docker.stop();
  await docker.start();
  await sensor.start();
  await platform.until(() => scansOf(missed).length === 1 && platform.of('container-gone').some((each) => each.containerId === container));
  expect(scansOf(missed)[0]?.trigger).toBe('inventory');
  expect([before, imported, built].map((id) => scansOf(id).length)).toEqual([2, 1, 1]);
  expect(platform.problems).toEqual([]);
});

onRegistry('an image that is pulled from a registry is scanned for that, once; a second pull says why it is not', async () => {
  const registry = await startRealRegistry();
  const id = await importImage('pulled:1', 'pulled', 'hello');
  const reference = `${registry.host}/team/app`;
  await tagImage(id, reference, 'v1');
  await docker.call('POST', `/images/${reference}/push?tag=v1`, undefined, { 'x-registry-auth': 'e30=' });
  for (const name of [`${reference}:v1`, 'pulled:1']) await docker.call('DELETE', `/images/${name}`);
  await startSensor('general');
  const pull = () => docker.call('POST', `/images/create?${new URLSearchParams({ fromImage: reference, tag: 'v1' })}`);
  await pull();
  await platform.until(() => scansOf(id).length === 1);
  expect(scansOf(id)[0]).toMatchObject({ trigger: 'pull', action: 'pull' });
  expect(platform.of('image-seen').findLast((each) => each.imageId === id)?.repoDigests).toEqual([
    expect.stringMatching(`^${reference}@sha256:[0-9a-f]{64}$`),
  ]);
  await pull();
  await platform.until(() => codesOf(id, 'pull').length === 1);
  expect([codesOf(id, 'pull'), scansOf(id).length]).toEqual([['already-scanned'], 1]);
  await registry.close();
});

onDocker('drift is found by a file and by a package; an order scans at once; the engine may be restarted meanwhile', async () => {
  const image = await importImage('drifting:1', 'drifting', 'hello', 'gone');
  await startSensor('general');
  await platform.until(() => scansOf(image).length > 0);
  await docker.stop();
  await docker.start();
  const change = 'cp /etc/name /etc/drifted; cat /etc/status > /var/lib/dpkg/status; sleep 1000';
  const body = { Image: 'drifting:1', Cmd: ['/bin/sh', '-c', change], HostConfig: { NetworkMode: 'none' } };
  const { Id: container } = JSON.parse(await docker.call('POST', '/containers/create?name=drifts', body)) as { Id: string };
  await docker.call('PUT', `/containers/${container}/archive?path=/etc`, tarOf([{ path: 'status', content: STATUS('hello', 'added') }]));
  await docker.call('POST', `/containers/${container}/start`);
  await platform.until(() => platform.of('container-scanned').some((each) => each.containerId === container));
  const now = Date.now();
  const orderId = crypto.randomUUID();
  platform.orders.push({ kind: 'scan-container', orderId, orderedAt: now, expiresAt: now + 600_000, containerId: container });
  await platform.until(() => platform.of('container-scanned').some((each) => each.orderId === orderId));
  const scanned = platform.of('container-scanned').find((each) => each.orderId === orderId);
  expect(scanned?.trigger).toBe('on-demand');
  expect(scanned?.drift?.software.map((each) => [each.change, each.package.name])).toEqual([
    ['added', 'added'],
    ['removed', 'gone'],
  ]);
  expect(scanned?.drift?.files.map((each) => `${each.change} ${each.path}`).sort()).toEqual([
    'added /etc/drifted',
    'added /etc/status',
    'changed /var/lib/dpkg/status',
  ]);
  expect(platform.problems).toEqual([]);
  await docker.call('DELETE', `/containers/${container}?force=true`);
});

onDocker('a CI/CD sensor scans what has the trigger tag, once, and removes that tag and no other', async () => {
  const sensor = await startSensor('cicd');
  const image = await importImage('pipeline:1', 'pipeline', 'hello');
  const hex = image.slice('sha256:'.length);
  await platform.until(() => codesOf(image, 'import').includes('no-trigger-tag'));
  expect(scansOf(image)).toEqual([]);
  // The tag stays for as long as the platform does not have the report.
  platform.state.isDown = true;
  await tagImage(image, 'scan_me', hex);
  await expect.poll(() => sensor.log.some((line) => line.includes('could not be delivered')), { timeout: 20_000 }).toBe(true);
  expect(await tagsOf(image)).toContain(`scan_me:${hex}`);
  platform.state.isDown = false;
  await expect.poll(() => tagsOf(image), { timeout: 20_000 }).toEqual(['pipeline:1']);
  expect(scansOf(image).map(({ trigger }) => trigger)).toEqual(['pipeline']);

  // Set again on what was handled: it goes without a scan.
  await tagImage(image, 'scan_me', hex);
  await expect.poll(() => tagsOf(image), { timeout: 20_000 }).toEqual(['pipeline:1']);
  await platform.until(() => codesOf(image, 'tag').includes('handled-before'));

  // An only tag: the engine would delete the image with it.
  const only = await importImage('lonely:1', 'lonely');
  const onlyHex = only.slice('sha256:'.length);
  await tagImage(only, 'scan_me', onlyHex);
  await docker.call('DELETE', '/images/lonely:1');
  await expect.poll(() => tagsOf(only), { timeout: 20_000 }).toEqual([`watchbill_scanned:${onlyHex}`]);
  expect([image, only].map((id) => scansOf(id).length)).toEqual([1, 1]);
  expect(platform.problems).toEqual([]);
});

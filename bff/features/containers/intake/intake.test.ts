import { randomBytes, randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ImageFinding } from '#protocol/sensor-inventory';
import { MINUTE_MS } from '../../../domain/time/instant.ts';
import { registerSensor, type SensorSpeaker } from '../../../testing/sensor-speaker.ts';
import { createTestApp, type TestApp, type TestPerson } from '../../../testing/test-app.ts';
import { sensorAgentRoutes } from './agent-routes.ts';

let app: TestApp;
let manager: TestPerson;
let sensor: SensorSpeaker;
const newSensor = async (name: string, kind: 'general' | 'cicd' = 'general', businessUnitId?: string) => {
  const { personalizationCode } = await manager.client.sensors.create({ name, kind, ...(businessUnitId && { businessUnitId }) });
  return registerSensor({ url: app.url, now: app.clock.now }, personalizationCode, kind);
};
beforeAll(async () => {
  app = await createTestApp({ agentRoutes: ({ containers }) => [sensorAgentRoutes(containers.agents)] });
  manager = await app.signIn('manager');
  sensor = await newSensor('edge 1');
});
afterAll(() => app.close());

const newImage = () => `sha256:${randomBytes(32).toString('hex')}`;
const newContainer = () => randomBytes(32).toString('hex');
const finding = (severity: 1 | 2 | 3 | 4 | 5, more: Partial<ImageFinding> = {}): ImageFinding => ({
  ...{ advisoryId: `A-${severity}`, cves: ['CVE-2024-0727'], severity, title: 'x', package: 'libssl3', installedVersion: '3.0.9-1' },
  ...more,
});
const seen = (imageId: string, ...repoTags: string[]) => ({ kind: 'image-seen' as const, imageId, repoTags, repoDigests: [], size: 7 });
const scanned = (imageId: string, findings: ImageFinding[]) => ({
  ...{ kind: 'image-scanned' as const, imageId, trigger: 'pull' as const, manifest: '2026.03.05-2', findings },
  packages: [{ ecosystem: 'Debian:12', type: 'deb', name: 'libssl3', version: '3.0.9-1' }],
});
const running = (containerId: string, imageId: string) => ({
  ...{ kind: 'container-seen' as const, containerId, imageId, name: 'web', state: 'RUNNING' as const, created: app.clock.now() - 1000 },
});
const imageOf = async (sha: string) => (await manager.client.images.list({ limit: 200 })).items.find((one) => one.sha === sha);
const containerOf = async (sha: string) => (await manager.client.containers.list({ limit: 200 })).items.find((one) => one.sha === sha);

test('an image that was seen and scanned is listed with its names, host, counts and findings, worst first', async () => {
  const sha = newImage();
  await sensor.report(seen(sha, 'ghcr.io/team/app:v1', 'app:latest'), scanned(sha, [finding(2), finding(5, { fixedVersion: '3.0.13' })]));
  const image = await imageOf(sha);
  expect(image).toMatchObject({
    ...{ sha, imageId: sha.slice(7, 19), scanState: 'scanned', trigger: 'pull', associatedHostsCount: 1, softwareCount: 1, repoCount: 2 },
    repo: [
      { registry: 'docker.io', repository: 'app', tag: 'latest' },
      { registry: 'ghcr.io', repository: 'team/app', tag: 'v1' },
    ],
    vulnerabilities: { severity5Count: 1, severity2Count: 1, severity1Count: 0, fixableCount: 1 },
  });
  const { items } = await manager.client.images.findings({ id: image!.id });
  expect(items.map((one) => one.severity)).toEqual([5, 2]);
  expect((await manager.client.images.findings({ id: image!.id, fixable: 'yes' })).total.count).toBe(1);
  expect((await manager.client.images.software({ id: image!.id, search: 'ssl' })).items).toMatchObject([{ name: 'libssl3' }]);
  expect((await manager.client.images.hosts({ id: image!.id })).items).toMatchObject([{ sensorName: 'edge 1', containersCount: 0 }]);
});

test('a batch that is sent twice changes nothing', async () => {
  const [sha, box] = [newImage(), newContainer()];
  const drafts = [seen(sha, 'twice:1'), scanned(sha, [finding(4)]), running(box, sha)].map((one) => ({
    ...one,
    messageId: randomUUID(),
    at: app.clock.now(),
  }));
  await sensor.report(...drafts);
  const before = [await imageOf(sha), await containerOf(box)];
  expect((await sensor.report(...drafts)).accepted).toHaveLength(3);
  expect([await imageOf(sha), await containerOf(box)]).toEqual(before);
  expect((await manager.client.images.triggers({ id: before[0]!.id })).total.count).toBe(1);
});

test('the order in which reports arrive does not matter', async () => {
  const [sha, box] = [newImage(), newContainer()];
  const t = app.clock.now() - 10 * MINUTE_MS;
  await sensor.report({ kind: 'container-gone', containerId: box, at: t + 5 });
  await sensor.report({ ...scanned(sha, [finding(3)]), at: t + 3 });
  await sensor.report({ ...scanned(sha, [finding(1), finding(2)]), at: t + 2 });
  await sensor.report({ ...running(box, sha), at: t + 1, created: t });
  await sensor.report({ ...seen(sha, 'late:1'), at: t });
  expect(await imageOf(sha)).toMatchObject({
    associatedHostsCount: 1,
    associatedContainersCount: 0,
    vulnerabilities: { severity3Count: 1, severity1Count: 0 },
  });
  expect(await containerOf(box)).toMatchObject({ state: 'DELETED' });
});

test('containers have the findings of their image, and what drift brought or took away', async () => {
  const [sha, box] = [newImage(), newContainer()];
  await sensor.report(seen(sha, 'drift:1'), scanned(sha, [finding(5), finding(3)]), running(box, sha));
  const software = [{ change: 'added' as const, package: { ecosystem: 'npm', type: 'npm', name: 'lodash', version: '4.17.0' } }];
  await sensor.report({
    ...{ kind: 'container-scanned', containerId: box, trigger: 'drift', manifest: '2026.03.05-2' },
    findings: [finding(4, { package: 'lodash', fixedVersion: '4.17.21' })],
    goneFindings: [{ advisoryId: 'A-5', package: 'libssl3', installedVersion: '3.0.9-1' }],
    drift: { software, files: [{ change: 'added', path: '/tmp/x' }], filesTotal: 1 },
  });
  const container = (await containerOf(box))!;
  expect(container).toMatchObject({
    ...{ isDrift: true, trigger: 'drift', drift: { softwareCount: 1, fileCount: 1 } },
    vulnerabilities: { severity5Count: 0, severity4Count: 1, severity3Count: 1, fixableCount: 1 },
  });
  const { items } = await manager.client.containers.findings({ id: container.id });
  expect(items.map(({ severity, origin }) => [severity, origin])).toEqual([
    [4, 'drift'],
    [3, 'image'],
  ]);
  expect(await manager.client.containers.get({ id: container.id })).toMatchObject({ driftSoftware: [{ name: 'lodash' }] });
  // A new manifest finds more in the image: the container has it too.
  app.clock.advance(MINUTE_MS);
  await sensor.report({ ...scanned(sha, [finding(5), finding(3), finding(2)]), trigger: 'manifest' });
  expect((await containerOf(box))!.vulnerabilities).toMatchObject({ severity5Count: 0, severity3Count: 1, severity2Count: 1 });
});

test('what was never scanned has no counts, and what could not be scanned says why', async () => {
  const [never, failed] = [newImage(), newImage()];
  await sensor.report(seen(never), {
    kind: 'image-not-scannable',
    imageId: failed,
    trigger: 'load',
    code: 'too-large',
    reason: 'It is too large',
  });
  expect(await imageOf(never)).toMatchObject({ scanState: 'not-scanned' });
  expect([await imageOf(never), await imageOf(failed)].map((one) => one?.vulnerabilities)).toEqual([undefined, undefined]);
  expect(await imageOf(failed)).toMatchObject({ scanState: 'not-scannable', scanProblem: 'It is too large' });
});

test('why it was scanned and why not is in the history, newest first', async () => {
  const sha = newImage();
  const t = app.clock.now() - MINUTE_MS;
  await sensor.report(
    { ...scanned(sha, []), at: t },
    {
      kind: 'not-scanned',
      imageId: sha,
      at: t + 1,
      trigger: 'tag',
      action: 'tag',
      code: 'alias',
      reason: 'Another name of a scanned image',
    },
  );
  const { items } = await manager.client.images.triggers({ id: (await imageOf(sha))!.id });
  expect(items).toMatchObject([
    { outcome: 'not-scanned', trigger: 'tag', code: 'alias', sensorName: 'edge 1' },
    { outcome: 'scanned', trigger: 'pull', manifestVersion: '2026.03.05-2', findings: 0 },
  ]);
});

test('a listing tells what is gone; the counts follow', async () => {
  const [kept, gone] = [newImage(), newImage()];
  const [keptBox, goneBox] = [newContainer(), newContainer()];
  const other = await newSensor('edge listing');
  await other.report(seen(kept), seen(gone), running(keptBox, kept), running(goneBox, gone));
  expect(await imageOf(gone)).toMatchObject({ associatedHostsCount: 1, associatedContainersCount: 1 });
  app.clock.advance(1000);
  await other.report({ kind: 'listing', imageIds: [kept], containerIds: [keptBox] });
  expect(await imageOf(gone)).toMatchObject({ associatedHostsCount: 0, associatedContainersCount: 0 });
  expect((await imageOf(gone))!.goneAt).toBeDefined();
  expect(await imageOf(kept)).toMatchObject({ associatedHostsCount: 1, associatedContainersCount: 1 });
  expect([(await containerOf(keptBox))!.state, (await containerOf(goneBox))!.state]).toEqual(['RUNNING', 'DELETED']);
});

test('a sensor that reports for another host, or of the container of another sensor, is refused and leaves no trace', async () => {
  const other = await newSensor('edge foreign');
  const [sha, box] = [newImage(), newContainer()];
  await sensor.report(seen(sha), running(box, sha));
  const stolen = await other.report({ kind: 'container-state', containerId: box, state: 'STOPPED' }, running(box, sha));
  expect(stolen.refused.map((one) => one.code)).toEqual(['container-of-another-sensor', 'container-of-another-sensor']);
  expect((await containerOf(box))!.state).toBe('RUNNING');
  const elsewhere = newImage();
  const reports = [{ messageId: randomUUID(), at: app.clock.now(), ...seen(elsewhere) }];
  for (const [hostId, code] of [
    [sensor.hostId, 'host-not-yours'],
    [undefined, 'no-host'],
  ] as const) {
    const answer = await other.send('/agent/v1/sensor/reports', { hostId, reports });
    expect(await answer.json()).toMatchObject({ accepted: [], refused: [{ code }] });
  }
  expect(await imageOf(elsewhere)).toBeUndefined();
});

test('a retired sensor is refused, its containers are UNKNOWN, its images on no host', async () => {
  const other = await newSensor('edge retired');
  const [sha, box] = [newImage(), newContainer()];
  await other.report(seen(sha), running(box, sha));
  await manager.client.sensors.retire({ id: other.id });
  const answer = await other.send('/agent/v1/sensor/reports', {
    hostId: other.hostId,
    reports: [{ messageId: randomUUID(), at: 1, ...seen(newImage()) }],
  });
  expect(answer.status).toBe(401);
  expect(await answer.json()).toMatchObject({ code: 'sensor-retired' });
  expect(await containerOf(box)).toMatchObject({ state: 'UNKNOWN' });
  expect(await imageOf(sha)).toMatchObject({ associatedHostsCount: 0 });
});

test('a report that breaks a rule is refused by itself; poisoned names are text without control characters', async () => {
  const sha = newImage();
  const bad = { messageId: randomUUID(), at: 1, kind: 'image-gone', imageId: '../../etc' };
  const good = {
    messageId: randomUUID(),
    at: app.clock.now(),
    ...scanned(sha, [finding(1, { package: '=cmd|\u0007<script>', title: '\u0000\u202eevil' })]),
  };
  const answer = await sensor.send('/agent/v1/sensor/reports', { hostId: sensor.hostId, reports: [bad, good] });
  expect(await answer.json()).toMatchObject({
    accepted: [good.messageId],
    refused: [{ messageId: bad.messageId, code: 'report-invalid' }],
  });
  const { items } = await manager.client.images.findings({ id: (await imageOf(sha))!.id });
  expect(items).toMatchObject([{ package: '=cmd| <script>', title: ' evil' }]);
});

test('a scan that is asked for reaches the sensor once it is there, and is over when it is reported', async () => {
  const sha = newImage();
  await sensor.report(seen(sha, 'again:1'));
  const { id } = (await imageOf(sha))!;
  app.clock.advance(10 * MINUTE_MS);
  await expect(manager.client.images.rescan({ id })).rejects.toMatchObject({ code: 'conflict' });
  await sensor.checkIn();
  const { orderId } = await manager.client.images.rescan({ id });
  expect((await manager.client.images.rescan({ id })).orderId).toBe(orderId);
  expect((await sensor.checkIn()).orders).toMatchObject([{ orderId, kind: 'scan-image', imageId: sha }]);
  expect((await sensor.checkIn({ orders: [{ orderId, state: 'taken' }] })).orders).toEqual([]);
  expect((await manager.client.images.get({ id })).rescans).toMatchObject([{ orderId, state: 'taken', sensorName: 'edge 1' }]);
  await sensor.report({ ...scanned(sha, []), trigger: 'on-demand', orderId });
  expect((await manager.client.images.get({ id })).rescans).toEqual([]);
});

test('a sensor that is silent for a day makes its containers UNKNOWN; heard of again, they are as it told', async () => {
  const other = await newSensor('edge silent');
  const [sha, box] = [newImage(), newContainer()];
  await other.checkIn();
  await other.report(seen(sha), running(box, sha));
  app.clock.advance(25 * 60 * MINUTE_MS);
  await app.services.containers.upkeep.tend();
  expect(await manager.client.sensors.get({ id: other.id })).toMatchObject({ state: 'unknown', imagesCount: 1, containersCount: 1 });
  expect((await containerOf(box))!.state).toBe('UNKNOWN');
  await other.checkIn();
  expect(await containerOf(box)).toMatchObject({ state: 'RUNNING' });
  expect(await imageOf(sha)).toMatchObject({ associatedContainersCount: 1 });
});

test('the inline scanner tells what a pipeline scanned without a host', async () => {
  const pipeline = await newSensor('pipeline', 'cicd');
  const sha = newImage();
  const report = { ...scanned(sha, [finding(5)]), trigger: 'pipeline', names: { repoTags: ['ci/app:7'], repoDigests: [] } };
  const answer = await pipeline.send('/agent/v1/sensor/reports', {
    reports: [{ messageId: randomUUID(), at: app.clock.now(), ...report }],
  });
  expect(await answer.json()).toMatchObject({ refused: [] });
  expect(await imageOf(sha)).toMatchObject({ associatedHostsCount: 0, trigger: 'pipeline', repo: [{ repository: 'ci/app', tag: '7' }] });
});

test('an image with containers stays; without, its record goes', async () => {
  const [sha, box] = [newImage(), newContainer()];
  await sensor.report(seen(sha), running(box, sha));
  const { id } = (await imageOf(sha))!;
  await expect(manager.client.images.remove({ id })).rejects.toMatchObject({ code: 'conflict' });
  await sensor.report({ kind: 'container-gone', containerId: box });
  await manager.client.images.remove({ id });
  expect(await imageOf(sha)).toBeUndefined();
});

test('what is old is forgotten: containers that are gone, then their image and its history', async () => {
  const [sha, box] = [newImage(), newContainer()];
  await sensor.report(seen(sha), scanned(sha, [finding(3)]), running(box, sha));
  await sensor.report({ kind: 'container-gone', containerId: box }, { kind: 'image-gone', imageId: sha });
  app.clock.advance(91 * 24 * 60 * MINUTE_MS);
  await app.services.containers.upkeep.forget();
  expect([await containerOf(box), await imageOf(sha)]).toEqual([undefined, undefined]);
  const left = await app.database.db.execute(
    sql`select count(*)::int as n from trigger_event where received_at < ${new Date(app.clock.now()).toISOString()}::timestamptz - interval '90 days'`,
  );
  expect(left.rows).toEqual([{ n: 0 }]);
});

test('an image that two units have is not found by the host of the other one', async () => {
  const north = (await manager.client.businessUnits.create({ name: 'North', networks: [] })).id;
  const head = await app.signIn({ role: 'unit-manager', businessUnitId: north });
  const own = await newSensor('north 1', 'general', north);
  const sha = newImage();
  for (const one of [own, sensor]) await one.report(seen(sha, 'shared:1'));
  const found = async (host: string) => (await head.client.images.list({ query: `host.hostname:\`${host}\`` })).items.map((one) => one.sha);
  expect(await found(own.hostId)).toEqual([sha]);
  expect(await found(sensor.hostId)).toEqual([]);
  const { items } = await manager.client.images.list({ query: `host.hostname:\`${sensor.hostId}\` and imageId:${sha.slice(7)}` });
  expect(items).toHaveLength(1);
});

import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { createEc2Account } from '../../cloud/ec2-account.ts';
import { HOUR_MS } from '../../domain/time/instant.ts';
import { type Ec2Server, type Mood, startEc2Server } from '../../testing/ec2-server.ts';
import { createTestApp, type TestApp, type TestPerson } from '../../testing/test-app.ts';

let app: TestApp;
let ec2: Ec2Server;
let manager: TestPerson;
let connectorId: string;
let cloudTag: string;

const [EU, US] = ['eu-central-1', 'us-east-1'];
const web = (n: number) => ({ id: `i-0a${n}`, privateIp: `10.7.0.${n}`, tags: { Name: `Web-${n}`, env: 'prod' } });

beforeAll(async () => {
  [app, ec2] = await Promise.all([createTestApp(), startEc2Server()]);
  await app.services.profiles.createStandardProfiles();
  manager = await app.signIn({ role: 'manager', primaryContact: true });
  await manager.client.businessUnits.create({ name: 'Cloud', networks: ['10.7.0.0/16'] });
  cloudTag = (await manager.client.tags.create({ name: 'Production', rule: { kind: 'cloud', key: 'env', value: 'prod' } })).id;
  const keys = { accessKeyId: ec2.accessKeyId, secretAccessKey: ec2.secretAccessKey };
  const fields = { name: 'AWS', kind: 'aws-ec2' as const, regions: [EU!, US!], endpoint: ec2.endpoint, addressKind: 'private' as const };
  connectorId = (await manager.client.connectors.create({ ...fields, ...keys })).id;
});
afterEach(() => {
  ec2.mood = 'well';
});
afterAll(async () => {
  await app.close();
  await ec2.close();
});

const sync = () => manager.client.connectors.sync({ id: connectorId });
const instances = async () => (await manager.client.assets.list({ query: 'source:connector', sort: 'name:asc' })).items;
const task = () => ({
  ...{ title: 'Cloud', timeZone: 'Europe/Berlin', observeDst: true, start: '2030-01-01T00:00' },
  ...{ recurrence: { kind: 'daily' as const, every: 1 }, scanners: { kind: 'any' as const } },
  target: { kind: 'cloud' as const, connectorId, include: { match: 'any' as const, tagIds: [cloudTag] } },
});

describe('synchronising a connector', () => {
  test('takes all pages of all regions, with tags and units; a cloud schedule then reaches them without a question (seed S14)', async () => {
    await expect(manager.client.schedules.create(task())).rejects.toMatchObject({ code: 'no-scannable-assets' });
    ec2.pageSize = 2;
    ec2.instances.set(EU!, [web(1), web(2), { ...web(3), state: 'stopped' }]);
    ec2.instances.set(US!, [
      { id: 'i-0b1', privateIp: '10.8.0.1', publicIp: '198.51.100.7' },
      { id: 'i-0dead', state: 'terminated' },
    ]);
    expect(await sync()).toMatchObject({
      state: 'ok',
      instanceCount: 4,
      scannableCount: 3,
      lastSyncAt: new Date(app.clock.now()).toISOString(),
    });
    expect(ec2.asked).toEqual([EU, EU, US]);
    const [first] = await instances();
    expect(first).toMatchObject({
      ...{ address: '10.7.0.1', name: 'web-1', scannable: true, tagIds: [cloudTag], businessUnitId: expect.any(String) },
      cloud: { instanceId: 'i-0a1', region: EU, state: 'running', tags: { Name: 'Web-1', env: 'prod' } },
    });
    const { id } = await manager.client.schedules.create(task());
    const { scanId } = await manager.client.schedules.launch({ id });
    expect(await manager.client.scans.get({ id: scanId })).toMatchObject({ progress: { hostsTotal: 2 } });
  });

  test('a second time changes nothing', async () => {
    const before = await instances();
    app.clock.advance(1000);
    expect(await sync()).toMatchObject({ state: 'ok', instanceCount: 4 });
    expect(await instances()).toEqual(before);
  });

  test('what is gone can be scanned no more; what has other tags loses those of rules', async () => {
    ec2.instances.set(EU!, [{ ...web(2), tags: { Name: 'Web-2' } }]);
    expect(await sync()).toMatchObject({ instanceCount: 2, scannableCount: 2 });
    const gone = (await instances()).find(({ cloud }) => cloud?.instanceId === 'i-0a1');
    expect(gone).toMatchObject({ scannable: false, cloud: { state: 'terminated' } });
    expect(gone).not.toHaveProperty('address');
    await expect(manager.client.schedules.create(task())).rejects.toMatchObject({ code: 'no-scannable-assets' });
  });

  test('one that is due is synchronised once, by one of two replicas, and an hour later again', async () => {
    app.clock.advance(HOUR_MS);
    ec2.asked.length = 0;
    const next = await Promise.all([app.services.connectors.syncDue(), app.services.connectors.syncDue()]);
    expect(ec2.asked).toEqual([EU, US]);
    expect(Math.max(...next.map(Number))).toBe(app.clock.now() + HOUR_MS);
  });

  test('a failure says why, keeps what was known, and goes by itself', async () => {
    const before = await instances();
    ec2.mood = 'truncated';
    const failed = await sync();
    const why = `${EU}: ${ec2.endpoint} answered, but it is not an answer of the EC2 API, or was cut off.`;
    expect(failed).toMatchObject({ state: 'failing', lastError: why, instanceCount: 2 });
    expect(await instances()).toEqual(before);
    ec2.mood = 'well';
    const recovered = await sync();
    expect(recovered.state).toBe('ok');
    expect(recovered).not.toHaveProperty('lastError');
  });

  test('only managers ask for it, and not twice at once', async () => {
    const scanner = await app.signIn('scanner');
    await expect(scanner.client.connectors.sync({ id: connectorId })).rejects.toMatchObject({ code: 'not-permitted' });
    ec2.mood = 'silent';
    const waiting = sync();
    waiting.catch(() => {});
    const asked = ec2.asked.length;
    await expect.poll(() => ec2.asked.length).toBeGreaterThan(asked);
    await expect(sync()).rejects.toMatchObject({ code: 'conflict' });
    app.services.cloud.close();
    await expect(waiting).rejects.toThrow();
    expect(await manager.client.connectors.get({ id: connectorId })).toMatchObject({ state: 'ok' });
  });
});

describe('what a cloud answers in place of instances is told in plain words', () => {
  const ask = (access: { endpoint?: string; accessKeyId?: string } = {}) =>
    createEc2Account({ connectMs: 1000, answerMs: 300, totalMs: 3000, tries: 1 }).listInstances({
      ...{ regions: [EU!], endpoint: ec2.endpoint, accessKeyId: ec2.accessKeyId, secretAccessKey: ec2.secretAccessKey },
      ...access,
    });

  test.each<[Mood, RegExp]>([
    ['throttling', /is asked too often/],
    ['skewed', /set the clock of this server right/],
    ['long', /answered, but it is longer than 8 MB/],
    ['silent', /does not answer in time/],
    ['elsewhere', /points elsewhere \(302\)/],
    ['page-of-html', /not an answer of the EC2 API/],
  ])('%s', async (mood, expected) => {
    ec2.mood = mood;
    const asked = ec2.asked.length;
    expect(await ask()).toEqual({ ok: false, error: expect.stringMatching(expected) });
    expect(ec2.asked.length).toBe(asked + 1);
  });

  test('another key', async () => {
    const answer = await ask({ accessKeyId: 'AKIAANOTHERKEYEXAMPLE' });
    expect(answer).toEqual({ ok: false, error: expect.stringMatching(/did not accept the access key: check/) });
  });

  test('nobody there', async () => {
    expect(await ask({ endpoint: 'http://127.0.0.1:1' })).toEqual({ ok: false, error: expect.stringMatching(/nothing listens there/) });
  });
});

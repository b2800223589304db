import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { tables } from '../../storage/database.ts';
import { createTestApp, type TestApp, type TestPerson } from '../../testing/test-app.ts';

let app: TestApp;
let manager: TestPerson;
let north: TestPerson;
const tag: Record<string, string> = {};

beforeAll(async () => {
  app = await createTestApp();
  await app.services.profiles.createStandardProfiles();
  manager = await app.signIn({ role: 'manager', primaryContact: true });
  const unit = await manager.client.businessUnits.create({ name: 'North', networks: ['10.1.0.0/16'] });
  north = await app.signIn({ role: 'scanner', businessUnitId: unit.id });
  const csv = 'address,name,tags\n10.1.0.1,,Web;Prod\n10.1.0.2,,Web\n10.2.0.1,,Web;Prod\n,shop.example,Prod\n';
  await manager.client.assets.import({ csv });
  await manager.client.tags.create({ name: 'Empty', rule: { kind: 'static' } });
  for (const { id, name } of (await manager.client.tags.list({})).items) tag[name] = id;
});
afterAll(() => app.close());

type Selection = { match: 'any' | 'all'; tagIds: string[] };
const any = (...names: string[]): Selection => ({ match: 'any', tagIds: names.map((name) => tag[name]!) });
const all = (...names: string[]): Selection => ({ ...any(...names), match: 'all' });
const launched = (person: TestPerson, include: Selection, exclude?: Selection) =>
  person.client.scans.create({
    title: 'By tags',
    target: { kind: 'tags', include, ...(exclude && { exclude }) },
    scanners: { kind: 'any' },
  });
const hostsOf = async (scanId: string) => {
  const rows = await app.deps.db.select({ hosts: tables.slice.hosts }).from(tables.slice).where(eq(tables.slice.scanId, scanId));
  return rows.flatMap(({ hosts }) => hosts.map((host) => ('address' in host ? host.address : host.name)));
};

describe('a scan of tags', () => {
  test.each<[string, () => [Selection, Selection?], string[]]>([
    ['any', () => [any('Web', 'Prod')], ['10.1.0.1', '10.1.0.2', '10.2.0.1', 'shop.example']],
    ['all', () => [all('Web', 'Prod')], ['10.1.0.1', '10.2.0.1']],
    ['any less any', () => [any('Web', 'Prod'), any('Prod')], ['10.1.0.2']],
    ['any less all', () => [any('Web', 'Prod'), all('Web', 'Prod')], ['10.1.0.2', 'shop.example']],
  ])('takes %s of them', async (_, selection, expected) => {
    const scan = await launched(manager, ...selection());
    expect(await hostsOf(scan.id)).toEqual(expected);
    expect(scan).toMatchObject({ state: 'queued', notes: [], progress: { hostsTotal: expected.length } });
  });

  test('reaches only the assets of its unit, and so does the count', async () => {
    expect(await hostsOf((await launched(north, any('Web', 'Prod'))).id)).toEqual(['10.1.0.1', '10.1.0.2']);
    const target = { kind: 'tags', include: any('Web', 'Prod', 'Empty') } as const;
    expect(await north.client.targets.count({ target })).toEqual({
      hosts: 2,
      perTag: [
        { tagId: tag.Web, scannable: 2 },
        { tagId: tag.Prod, scannable: 1 },
        { tagId: tag.Empty, scannable: 0 },
      ],
    });
  });

  test('says which tags it skipped', async () => {
    expect((await launched(manager, any('Web', 'Empty'))).notes).toEqual(['Skipped the tag “Empty”: no scannable asset carries it.']);
  });

  test('without any host ends at once, finished, and says why', async () => {
    const scan = await launched(manager, any('Empty'));
    expect(scan).toMatchObject({ state: 'finished', outcome: 'no-host-alive', progress: { hostsTotal: 0, slicesTotal: 0 } });
    expect(scan.errorReason).toBe('No host: no scannable asset carries the tag “Empty”.');
    expect(await app.services.scanStarter.countActive(app.deps.db)).toBeGreaterThan(0);
  });

  test('names tags, groups and connectors that exist', async () => {
    const nobody = '0195a1b2-0000-7000-8000-000000000000';
    const answer = await manager.fetch('/api/v1/targets/count', {
      method: 'POST',
      json: { target: { kind: 'cloud', connectorId: nobody, include: { match: 'any', tagIds: [tag.Web, nobody] } } },
    });
    const { issues } = (await answer.json()) as { issues: { path: unknown[]; code: string }[] };
    expect(issues).toMatchObject([
      { path: ['target', 'include', 'tagIds', 1], code: 'tag-unknown' },
      { path: ['target', 'connectorId'], code: 'connector-unknown' },
    ]);
  });
});

describe('a continuous schedule of tags that nothing carries', () => {
  test('goes on after an empty scan', async () => {
    await manager.client.setup.changeScheduledScans({ ...(await manager.client.setup.scheduledScans()), relaunchOnFinish: true });
    const schedule = await manager.client.schedules.create({
      ...{
        title: 'Round and round',
        timeZone: 'Europe/Berlin',
        observeDst: true,
        recurrence: { kind: 'continuous' },
        scanners: { kind: 'any' },
      },
      start: '2030-01-01T00:00',
      target: { kind: 'tags', include: any('Empty') },
    });
    await manager.client.schedules.launch({ id: schedule.id });
    const after = await manager.client.schedules.get({ id: schedule.id });
    expect(after).toMatchObject({ active: true, lastScan: { state: 'finished' } });
    expect(after.nextLaunchAt).toBeDefined();
  });
});

test('asset groups give their hosts, and stay while a schedule uses them', async () => {
  const group = await manager.client.assetGroups.create({ name: 'Branch', entries: ['10.9.0.0/30', 'vpn.example'] });
  const target = { kind: 'hosts' as const, include: [], exclude: ['10.9.0.0'], assetGroupIds: [group.id] };
  const scan = await manager.client.scans.create({ title: 'Group', target, scanners: { kind: 'any' } });
  expect(await hostsOf(scan.id)).toEqual(['10.9.0.1', '10.9.0.2', '10.9.0.3', 'vpn.example']);
  await manager.client.schedules.create({
    ...{
      title: 'Branches, daily',
      timeZone: 'Europe/Berlin',
      observeDst: true,
      start: '2030-01-01T00:00',
      scanners: { kind: 'any' },
      target,
    },
    recurrence: { kind: 'daily', every: 1 },
  });
  await expect(manager.client.assetGroups.remove({ id: group.id })).rejects.toMatchObject({
    code: 'conflict',
    message: 'Schedules use this asset group: “Branches, daily”. Edit or delete them first.',
  });
});

test('the question about a cloud without scannable assets, word for word (seed S14)', async () => {
  const connector = await manager.client.connectors.create({
    ...{ name: 'AWS', kind: 'aws-ec2', regions: ['eu-central-1'], accessKeyId: 'AKIAIOSFODNN7EXAMPLE', addressKind: 'private' },
    secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  });
  const target = { kind: 'cloud' as const, connectorId: connector.id, include: any('Web', 'Empty') };
  const schedule = {
    ...{ title: 'Cloud', timeZone: 'Europe/Berlin', observeDst: true, start: '2030-01-01T00:00' },
    ...{ recurrence: { kind: 'daily' as const, every: 1 }, scanners: { kind: 'any' as const }, target },
  };
  const question = 'No scannable assets match the select tags and connector details. Do you still want to schedule this scan job?';
  const asked = await manager.fetch('/api/v1/schedules', { method: 'POST', json: schedule });
  expect(asked.status).toBe(409);
  expect(await asked.json()).toMatchObject({ code: 'no-scannable-assets', detail: question });
  const saved = await manager.client.schedules.create({ ...schedule, acknowledge: ['no-scannable-assets'] });
  const again = manager.client.schedules.replace({ ...schedule, id: saved.id, revision: saved.revision });
  await expect(again).rejects.toMatchObject({ code: 'no-scannable-assets', message: question });
  const { scanId } = await manager.client.schedules.launch({ id: saved.id });
  expect(await manager.client.scans.get({ id: scanId })).toMatchObject({
    state: 'finished',
    errorReason: 'No host: no scannable asset carries the tags “Web” and “Empty”.',
  });
});

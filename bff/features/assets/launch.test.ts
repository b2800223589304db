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

  test('never reaches an excluded asset another way: by its address, by its name, or by what a name resolves to', async () => {
    const csv =
      'address,name,tags\n10.4.0.1,db.example,Legacy\n10.4.0.3,,Legacy\n,db.example,Round\n,alias.example,Round\n10.4.0.2,,Round\n';
    await manager.client.assets.import({ csv });
    for (const { id, name } of (await manager.client.tags.list({})).items) tag[name] = id;
    const scan = await launched(manager, any('Round'), any('Legacy'));
    expect(await hostsOf(scan.id)).toEqual(['10.4.0.2', 'alias.example']);
    expect(scan.notes).toEqual(['Left out 1 host: an excluded asset has the same address or name.']);
    const { targets } = app.services.assets;
    expect(await targets.excluded(app.deps.db, scan.target, 10)).toEqual([
      { first: '10.4.0.1', last: '10.4.0.1' },
      { first: '10.4.0.3', last: '10.4.0.3' },
    ]);
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

describe('launching a scan again (seed S13)', () => {
  const task = () => ({
    ...{ title: 'Again', timeZone: 'Europe/Berlin', observeDst: true, start: '2030-01-01T00:00' },
    ...{ recurrence: { kind: 'daily' as const, every: 1 }, scanners: { kind: 'any' as const } },
    target: { kind: 'tags' as const, include: any('Web'), exclude: any('Prod') },
  });

  test('fills in the tags as long as the schedule was not updated; switching it off and on is no update', async () => {
    const { id, revision } = await manager.client.schedules.create(task());
    const { scanId } = await manager.client.schedules.launch({ id });
    await manager.client.schedules.deactivate({ id });
    const active = await manager.client.schedules.activate({ id });
    expect(active.revision).toBe(revision + 2);
    expect(await manager.client.scans.relaunch({ id: scanId })).toMatchObject({
      draft: { title: 'Again', target: task().target },
      tagsPrefilled: true,
      warnings: [],
    });
    await manager.client.schedules.replace({ ...task(), id, revision: active.revision, title: 'Again and again' });
    const { draft, tagsPrefilled, reason } = await manager.client.scans.relaunch({ id: scanId });
    expect({ draft, tagsPrefilled }).toMatchObject({
      draft: { title: 'Again', target: { kind: 'tags', include: { match: 'any', tagIds: [] } } },
      tagsPrefilled: false,
    });
    expect(reason).toMatch(/^A manager updated the schedule of this scan, .+ CET\. .*left out\. Choose the tags to scan\.$/);
    app.clock.advance(1000);
    const later = await manager.client.schedules.launch({ id });
    expect(await manager.client.scans.relaunch({ id: later.scanId })).toMatchObject({ tagsPrefilled: true });
  });

  test('fills in what a scan without a schedule had, and names what is gone', async () => {
    const gone = await manager.client.tags.create({ name: 'Soon gone', rule: { kind: 'static' } });
    const scan = await launched(manager, { match: 'any', tagIds: [tag.Web!, gone.id] });
    await manager.client.tags.remove({ id: gone.id });
    expect(await manager.client.scans.relaunch({ id: scan.id })).toEqual({
      draft: {
        ...{ title: 'By tags', target: { kind: 'tags', include: any('Web') }, scanners: { kind: 'any' } },
        ...{ priority: 0, optionProfileId: scan.optionProfile.id },
      },
      tagsPrefilled: true,
      warnings: ['1 tag was deleted since and left out.'],
    });
    await expect(north.client.scans.relaunch({ id: scan.id })).rejects.toMatchObject({ code: 'not-found' });
  });
});

test('hosts that answer become assets with their tags and unit, once; a repeat keeps them', async () => {
  await manager.client.tags.create({ name: 'nginx', rule: { kind: 'product', text: 'NGINX' } });
  const { id: scanId } = await launched(manager, any('Web'));
  const seenAt = app.clock.now();
  const services = [{ port: 80, protocol: 'tcp' as const, product: 'nginx', version: '1.24.0', tls: false }];
  const result = {
    address: '10.1.7.7',
    hostname: 'New.Example',
    alive: true,
    services,
    findings: [],
    startedAt: seenAt,
    finishedAt: seenAt,
  };
  for (let i = 0; i < 2; i++) await app.deps.uow((work) => app.services.assets.hostFound(work, { scanId, result, seenAt }));
  const { items } = await north.client.assets.list({ query: 'tag:nginx' });
  expect(items).toMatchObject([
    { address: '10.1.7.7', name: 'new.example', products: ['nginx 1.24.0'], source: 'scan', lastScanId: scanId },
  ]);
});

describe('the pool of an asset group', () => {
  const entries = ['10.50.0.0/27'];
  const launchAll = () =>
    manager.client.scans.create({
      title: 'By pool',
      target: { kind: 'hosts', include: ['10.50.0.20-10.50.0.40'], exclude: [], assetGroupIds: [] },
      scanners: { kind: 'any' },
    });

  test('is whom the slices with its hosts go to, and the scan says whom each part waits for and why', async () => {
    const pooled = await manager.client.appliances.create({ name: 'pooled' });
    const other = await manager.client.appliances.create({ name: 'other' });
    const group = await manager.client.assetGroups.create({ name: 'Pooled', entries, applianceIds: [pooled.id] });
    expect(group.applianceIds).toEqual([pooled.id]);
    const scan = await launchAll();
    const { items } = await manager.client.scans.waits({ id: scan.id });
    const never = { state: 'never-connected', reason: 'has never connected' };
    expect(items).toEqual([
      {
        slices: 1,
        hosts: 12,
        more: 0,
        scanners: { kind: 'appliances', ids: [pooled.id] },
        appliances: [{ id: pooled.id, name: 'pooled', ...never }],
      },
      expect.objectContaining({ slices: 1, hosts: 9, scanners: { kind: 'any' } }),
    ]);
    expect(items[1]!.appliances.map(({ name }) => name).sort()).toEqual(['other', 'pooled']);
    expect(scan.waitingFor).toBe('pooled has never connected');
    await manager.client.appliances.retire({ id: pooled.id });
    const after = await manager.client.scans.waits({ id: scan.id });
    expect(after.items[0]!.appliances[0]!.reason).toMatch(/^retired since /);
    // It stays in the pool that named it, and cannot be chosen anew.
    const renamed = { id: group.id, revision: group.revision, name: 'Pooled still', entries, applianceIds: [pooled.id, other.id] };
    expect((await manager.client.assetGroups.replace(renamed)).applianceIds).toEqual([pooled.id, other.id]);
    await expect(manager.client.assetGroups.create({ name: 'Late', entries, applianceIds: [other.id, pooled.id] })).rejects.toMatchObject({
      code: 'invalid-input',
      data: { issues: [expect.objectContaining({ path: ['applianceIds', 1], code: 'appliance-not-found' })] },
    });
  });
});

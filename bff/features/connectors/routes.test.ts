import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTestApp, type TestApp, type TestPerson } from '../../testing/test-app.ts';

let app: TestApp;
let manager: TestPerson;
beforeAll(async () => {
  app = await createTestApp();
  manager = await app.signIn({ role: 'manager', primaryContact: true });
});
afterAll(() => app.close());

const FIELDS = {
  ...{ name: 'AWS', kind: 'aws-ec2' as const, regions: ['eu-central-1', 'us-east-1', 'eu-central-1'] },
  ...{ endpoint: 'https://ec2.internal.example', accessKeyId: 'AKIAIOSFODNN7EXAMPLE', addressKind: 'private' as const },
};
const SECRET = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
const create = (name: string) => manager.client.connectors.create({ ...FIELDS, name, secretAccessKey: SECRET });

async function issuesOf(method: string, path: string, json: object) {
  const answer = await manager.fetch(`/api/v1${path}`, { method, json });
  const body = (await answer.json()) as { issues: { path: unknown[]; code: string }[] };
  return [answer.status, body.issues.map(({ path: at }) => at.join('.')).sort()];
}

describe('a connector', () => {
  test('is created with each region once, and never tells its secret: not to anybody, not in the database, not in the log', async () => {
    const made = await create('Secretive');
    expect(made).toMatchObject({
      state: 'never-synced',
      regions: ['eu-central-1', 'us-east-1'],
      accessKeyId: FIELDS.accessKeyId,
      instanceCount: 0,
    });
    const reader = await app.signIn('reader');
    const [seen] = (await reader.client.connectors.list()).items;
    expect(seen).toMatchObject({ id: made.id, name: 'Secretive' });
    expect(seen).not.toHaveProperty('accessKeyId');
    const { rows } = await app.deps.db.execute(
      'select (select json_agg(c) from connector c) as c, (select json_agg(a) from audit_entry a) as a',
    );
    expect(JSON.stringify([made, seen, rows])).not.toContain(SECRET);
  });

  test('is refused with everything that is wrong at once, each at its field', async () => {
    const bad = {
      name: ' ',
      kind: 'aws-ec2',
      regions: ['Frankfurt'],
      accessKeyId: 'short',
      secretAccessKey: 'with blank',
      addressKind: 'both',
    };
    expect(await issuesOf('POST', '/connectors', bad)).toEqual([
      400,
      ['accessKeyId', 'addressKind', 'name', 'regions.0', 'secretAccessKey'],
    ]);
  });

  test.each([
    'ftp://ec2.example',
    'https://user:pass@ec2.example',
    'https://ec2.example/path',
    'https://ec2.example/?q=1',
    'ec2.example',
  ])('does not ask at %s', async (endpoint) => {
    expect(await issuesOf('POST', '/connectors', { ...FIELDS, endpoint, secretAccessKey: SECRET })).toEqual([400, ['endpoint']]);
  });

  test('has a name of its own, in any letter case', async () => {
    await create('Taken');
    expect(await issuesOf('POST', '/connectors', { ...FIELDS, name: 'TAKEN', secretAccessKey: SECRET })).toEqual([400, ['name']]);
  });

  test('keeps its secret over an edit, asks for it with another key or endpoint, and tells the second of two editors', async () => {
    const { id, revision } = await create('Edited');
    const renamed = await manager.client.connectors.replace({ ...FIELDS, id, revision, name: 'Renamed' });
    expect(renamed).toMatchObject({ name: 'Renamed', revision: revision + 1 });
    const moved = { ...FIELDS, revision: renamed.revision, name: 'Renamed', endpoint: 'https://elsewhere.example' };
    expect(await issuesOf('PUT', `/connectors/${id}`, moved)).toEqual([400, ['secretAccessKey']]);
    expect(await manager.client.connectors.replace({ ...moved, id, secretAccessKey: SECRET })).toMatchObject({ endpoint: moved.endpoint });
    const late = await manager.fetch(`/api/v1/connectors/${id}`, { method: 'PUT', json: { ...FIELDS, revision } });
    expect([late.status, await late.json()]).toMatchObject([409, { code: 'stale-revision', current: { name: 'Renamed' } }]);
  });

  test('stays while a schedule uses it, and goes afterwards', async () => {
    await app.services.profiles.createStandardProfiles();
    const { id } = await create('Used');
    const { id: tagId } = await manager.client.tags.create({ name: 'Any', rule: { kind: 'static' } });
    const schedule = await manager.client.schedules.create({
      ...{ title: 'Cloud, daily', timeZone: 'Europe/Berlin', observeDst: true, start: '2030-01-01T00:00', scanners: { kind: 'any' } },
      ...{ recurrence: { kind: 'daily', every: 1 }, acknowledge: ['no-scannable-assets'] },
      target: { kind: 'cloud', connectorId: id, include: { match: 'any', tagIds: [tagId] } },
    });
    expect(schedule.targetText).toBe('Used: tag Any');
    await expect(manager.client.connectors.remove({ id })).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('Cloud, daily'),
    });
    await manager.client.schedules.remove({ id: schedule.id });
    await manager.client.connectors.remove({ id });
    await expect(manager.client.connectors.get({ id })).rejects.toMatchObject({ code: 'not-found' });
  });

  test.each(['unit-manager', 'scanner', 'reader'] as const)('is not changed by a %s', async (role) => {
    const { id, revision } = await create(`For ${role}`);
    const { client } = await app.signIn(role);
    const refused = { code: 'not-permitted' };
    await expect(client.connectors.create({ ...FIELDS, secretAccessKey: SECRET })).rejects.toMatchObject(refused);
    await expect(client.connectors.replace({ ...FIELDS, id, revision })).rejects.toMatchObject(refused);
    await expect(client.connectors.sync({ id })).rejects.toMatchObject(refused);
    await expect(client.connectors.remove({ id })).rejects.toMatchObject(refused);
  });
});

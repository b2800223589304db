import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestApp, type TestApp, type TestPerson } from '../../testing/test-app.ts';

let app: TestApp;
let manager: TestPerson;
beforeAll(async () => {
  app = await createTestApp();
  manager = await app.signIn('manager');
});
afterAll(() => app.close());

const NOBODY = '0195f0a2-7c00-7000-8000-000000000001';

test('a sensor is created with a code that is shown once, and is listed', async () => {
  const made = await manager.client.sensors.create({ name: 'edge 1', kind: 'general' });
  expect(made.personalizationCode).toMatch(/^\d{14}$/);
  const { items } = await manager.client.sensors.list({ query: 'kind:general status:never-connected edge' });
  expect(items).toMatchObject([{ id: made.id, name: 'edge 1', kind: 'general', state: 'never-connected', imagesCount: 0 }]);
});

test('a taken name, an unknown unit and a changed revision are named', async () => {
  const { id } = await manager.client.sensors.create({ name: 'edge 2', kind: 'cicd' });
  await expect(manager.client.sensors.create({ name: 'edge 2', kind: 'cicd' })).rejects.toMatchObject({
    data: { issues: [{ path: ['name'], code: 'sensor-name-taken' }] },
  });
  await expect(manager.client.sensors.change({ id, revision: 1, businessUnitId: NOBODY })).rejects.toMatchObject({
    data: { issues: [{ path: ['businessUnitId'], code: 'unit-unknown' }] },
  });
  await manager.client.sensors.change({ id, revision: 1, name: 'edge two' });
  await expect(manager.client.sensors.change({ id, revision: 1, name: 'edge 3' })).rejects.toMatchObject({ code: 'stale-revision' });
});

test('a retired sensor stays retired', async () => {
  const { id } = await manager.client.sensors.create({ name: 'edge 9', kind: 'general' });
  expect(await manager.client.sensors.retire({ id })).toMatchObject({ state: 'retired' });
  await expect(manager.client.sensors.renewCode({ id })).rejects.toMatchObject({ code: 'conflict' });
});

test('lists are empty, and what does not exist is not found', async () => {
  for (const list of [manager.client.images.list({}), manager.client.containers.list({ query: 'name:nginx' })]) {
    expect(await list).toEqual({ items: [], nextCursor: null, total: { count: 0, exact: true } });
  }
  for (const path of ['images', 'containers']) {
    expect((await manager.fetch(`/api/v1/${path}/${NOBODY}`)).status).toBe(404);
    expect((await manager.fetch(`/api/v1/${path}/${NOBODY}/rescan`, { method: 'POST' })).status).toBe(404);
  }
});

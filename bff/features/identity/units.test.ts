import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { user } from '../../storage/schema/auth.ts';
import { createTestApp, type TestApp, type TestPerson } from '../../testing/test-app.ts';

vi.setConfig({ testTimeout: 30_000 });

let app: TestApp;
let manager: TestPerson;
beforeAll(async () => {
  app = await createTestApp();
});
beforeEach(async () => {
  await app.database.truncate();
  await app.services.profiles.createStandardProfiles();
  manager = await app.signIn('manager');
});
afterAll(() => app.close());

const create = (name: string, networks: string[]) => manager.client.businessUnits.create({ name, networks });
const send = async (person: TestPerson, route: string, json?: unknown) => {
  const [method, path] = route.split(' ') as [string, string];
  const answer = await person.fetch(`/api/v1${path}`, { method, ...(json === undefined ? {} : { json }) });
  const body = await answer.text();
  return { status: answer.status, body: body === '' ? undefined : JSON.parse(body) };
};
const places = (body: { issues: { path: unknown[]; code: string }[] }) => body.issues.map(({ path, code }) => [...path, code]);

describe('the networks of a unit', () => {
  test('are checked at their line with everything else, and nothing is saved', async () => {
    await create('North', ['10.1.0.0/16']);
    const networks = ['10.2.0.0/16', 7, 'web.example', '10.1.9.0/24', '10.2.0.300'];
    const { status, body } = await send(manager, 'POST /business-units', { name: 'North', networks });
    expect(status).toBe(400);
    expect(places(body)).toEqual([
      ['networks', 1, expect.any(String)],
      ['name', 'business-unit-name-taken'],
      ['networks', 2, 'network-is-a-name'],
      ['networks', 3, 'network-of-another-unit'],
      ['networks', 4, 'target-not-understood'],
    ]);
    expect((await manager.client.businessUnits.list()).items).toHaveLength(1);
  });

  test('change with the revision; the second of two people sees the newer state', async () => {
    const { id, revision } = await create('North', ['10.1.0.0/16']);
    const changed = await manager.client.businessUnits.replace({ id, revision, name: 'North', networks: ['10.1.0.0/17', '10.9.0.0/16'] });
    expect(changed).toMatchObject({ revision: 2, networks: ['10.1.0.0/17', '10.9.0.0/16'], people: 0 });
    const late = await send(manager, `PUT /business-units/${id}`, { revision, name: 'Late', networks: [] });
    expect([late.status, late.body.current.networks]).toEqual([409, ['10.1.0.0/17', '10.9.0.0/16']]);
  });

  test('do not come to overlap when two units are made at the same moment', async () => {
    const answers = await Promise.all(
      ['A', 'B', 'C'].map((name) => send(manager, 'POST /business-units', { name, networks: ['10.0.0.0/8'] })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 400, 400]);
  });
});

test('a unit with people in it stays, and says who they are; an empty one goes', async () => {
  const north = await create('North', []);
  const south = await create('South', []);
  await app.signIn({ role: 'scanner', businessUnitId: north.id, name: 'Nils' });
  const refused = await send(manager, `DELETE /business-units/${north.id}`);
  expect([refused.status, refused.body.detail]).toEqual([409, expect.stringContaining('North holds 1 person (Nils)')]);
  expect((await send(manager, `DELETE /business-units/${south.id}`)).status).toBe(204);
  expect((await send(manager, `DELETE /business-units/${south.id}`)).status).toBe(404);
  expect((await manager.client.businessUnits.list()).items.map(({ name, people }) => [name, people])).toEqual([['North', 1]]);
  expect(await app.database.db.$count(user)).toBe(2);
});

test('units are made and changed by managers alone; their people see their own', async () => {
  const { id } = await create('North', ['10.1.0.0/16']);
  await create('South', []);
  for (const role of ['unit-manager', 'scanner', 'reader'] as const) {
    const person = await app.signIn({ role, businessUnitId: id });
    expect((await person.client.businessUnits.list()).items.map(({ name }) => name)).toEqual(['North']);
    expect((await send(person, 'POST /business-units', { name: 'Mine' })).status).toBe(403);
    expect((await send(person, `PUT /business-units/${id}`, { name: 'Mine', revision: 1 })).status).toBe(403);
    expect((await send(person, `DELETE /business-units/${id}`)).status).toBe(403);
  }
});

import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { TestApp, TestPerson } from '../../testing/test-app.ts';
import { call, scheduleBody, schedulesApp } from './testing/schedules-app.ts';

vi.setConfig({ testTimeout: 30_000 });

let app: TestApp;
let manager: TestPerson;
let scanner: TestPerson;
let unitManager: TestPerson;
let free: TestPerson;

beforeAll(async () => {
  app = await schedulesApp();
  manager = await app.signIn({ role: 'manager', primaryContact: true });
  const north = (await manager.client.businessUnits.create({ name: 'North', networks: ['10.1.0.0/16', '10.3.0.1-10.3.0.9'] })).id;
  const open = (await manager.client.businessUnits.create({ name: 'Open', networks: [] })).id;
  scanner = await app.signIn({ role: 'scanner', businessUnitId: north });
  unitManager = await app.signIn({ role: 'unit-manager', businessUnitId: north });
  free = await app.signIn({ role: 'scanner', businessUnitId: open });
});
afterAll(() => app.close());

const target = (...include: string[]) => ({ kind: 'hosts', include });
const outside = (body: { issues?: { path: unknown[]; code: string }[] }) =>
  body.issues?.filter(({ code }) => code === 'outside-unit').map(({ path }) => path.join('.'));
const create = (person: TestPerson, fields: Record<string, unknown>) => call(person, 'POST /schedules', scheduleBody(fields));

describe('a unit with networks limits', () => {
  test('what its people aim schedules at, each line told with everything else', async () => {
    for (const person of [scanner, unitManager]) {
      const { status, body } = await create(person, {
        target: target('10.1.0.0/24', '10.2.0.1', 'web.example', '10.3.0.1-10.3.0.10'),
        title: ' ',
      });
      expect(status).toBe(400);
      expect(outside(body)).toEqual(['target.include.1', 'target.include.2', 'target.include.3']);
      expect(body.issues).toHaveLength(4);
      expect((await create(person, { target: target('10.1.255.0/24', '10.3.0.9') })).status).toBe(201);
    }
  });

  test('what they launch scans of by hand', async () => {
    const body = { title: 'Now', scanners: { kind: 'any' }, target: target('10.1.0.7', '10.2.0.1') };
    const answer = await call(scanner, 'POST /scans', body);
    expect([answer.status, outside(answer.body)]).toEqual([400, ['target.include.1']]);
    expect((await call(scanner, 'POST /scans', { ...body, target: target('10.1.0.7') })).status).toBe(201);
    expect((await call(manager, 'POST /scans', body)).status).toBe(201);
  });

  test('what a manager hands to its people, and not what the manager owns', async () => {
    const fields = { target: target('10.2.0.1') };
    const own = await create(manager, fields);
    expect(own.status).toBe(201);
    const given = await create(manager, { ...fields, ownerId: scanner.actor.userId });
    expect([given.status, outside(given.body)]).toEqual([400, ['target.include.0']]);
    const handed = await call(manager, `PUT /schedules/${own.body.id}`, {
      ...scheduleBody(fields),
      revision: own.body.revision,
      ownerId: scanner.actor.userId,
    });
    expect([handed.status, outside(handed.body)]).toEqual([400, ['target.include.0']]);
  });

  test('what is handed to its people in bulk: the preview tells what carrying out then refuses', async () => {
    const ids = [];
    for (const lines of [['10.2.0.1'], ['10.1.0.1']]) ids.push((await create(manager, { target: target(...lines) })).body.id);
    const bulk = { selection: { ids }, change: { kind: 'owner', ownerId: scanner.actor.userId } };
    const { rows } = (await call(manager, 'POST /schedules/bulk/preview', bulk)).body;
    expect(rows.map(({ outcome }: { outcome: string }) => outcome)).toEqual(['refused', 'will-change']);
    const message = '10.2.0.1 is not wholly inside the networks of the business unit North: 10.1.0.0/16, 10.3.0.1-10.3.0.9.';
    const done = (await call(manager, 'POST /schedules/bulk', bulk)).body.rows;
    expect(done).toMatchObject([{ result: 'refused', message }, { result: 'done' }]);
    expect((await call(manager, `GET /schedules/${ids[0]}`)).body.owner.id).toBe(manager.actor.userId);
  });
});

test('a unit without networks limits nothing', async () => {
  expect((await create(free, { target: target('10.2.0.1', 'web.example') })).status).toBe(201);
});

import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { tables } from '../../storage/database.ts';
import type { TestApp, TestPerson } from '../../testing/test-app.ts';
import { call, scheduleBody, schedulesApp } from './testing/schedules-app.ts';

// Each sign-in costs an argon2 hash.
vi.setConfig({ testTimeout: 30_000 });

let app: TestApp;
let manager: TestPerson;

beforeAll(async () => {
  app = await schedulesApp();
  manager = await app.signIn({ role: 'manager', primaryContact: true, name: 'Mia' });
});
afterAll(() => app.close());

const create = async (person: TestPerson, fields: Record<string, unknown> = {}) => {
  app.clock.advance(1);
  const { status, body } = await call(person, 'POST /schedules', scheduleBody(fields));
  expect(status).toBe(201);
  return body;
};

async function unit(name: string): Promise<string> {
  const id = randomUUID();
  await app.database.db.insert(tables.businessUnit).values({ id, name, createdAt: new Date(app.clock.now()) });
  return id;
}

describe('who may do what', () => {
  it('a unit manager acts in the unit, a scanner on what they own, a reader reads', async () => {
    const [east, west] = [await unit('East'), await unit('West')];
    const unitManager = await app.signIn({ role: 'unit-manager', businessUnitId: east });
    const scanner = await app.signIn({ role: 'scanner', businessUnitId: east });
    const reader = await app.signIn({ role: 'reader', businessUnitId: east });
    const other = await app.signIn({ role: 'scanner', businessUnitId: west });
    const ofScanner = await create(scanner);
    const ofOther = await create(other);
    const attempts = async (person: TestPerson, { id, revision }: { id: string; revision: number }) => [
      (await call(person, `GET /schedules/${id}`)).status,
      (await call(person, `PUT /schedules/${id}`, scheduleBody({ revision: revision + 7 }))).status,
      (await call(person, `POST /schedules/${id}/deactivate`, { revision: revision + 7 })).status,
      (await call(person, `GET /schedules/${id}/launches`)).status,
      (await call(person, `POST /schedules/${id}/diff`, scheduleBody())).status,
    ];
    // 409: permitted, and refused for the revision that was made up.
    expect(await attempts(manager, ofScanner)).toEqual([200, 409, 409, 200, 200]);
    expect(await attempts(unitManager, ofScanner)).toEqual([200, 409, 409, 200, 200]);
    expect(await attempts(scanner, ofScanner)).toEqual([200, 409, 409, 200, 200]);
    expect(await attempts(reader, ofScanner)).toEqual([200, 403, 403, 200, 200]);
    expect(await attempts(other, ofScanner)).toEqual([404, 404, 404, 404, 404]);
    expect(await attempts(unitManager, ofOther)).toEqual([404, 404, 404, 404, 404]);
    for (const [person, ids] of [
      [manager, [ofScanner.id, ofOther.id]],
      [unitManager, [ofScanner.id]],
      [scanner, [ofScanner.id]],
      [reader, [ofScanner.id]],
      [other, [ofOther.id]],
    ] as const) {
      const { body } = await call(person, 'GET /schedules');
      expect(body.items.map((item: { id: string }) => item.id).sort()).toEqual([...ids].sort());
      expect(body.total.count).toBe(ids.length);
    }
    expect((await call(reader, 'POST /schedules', scheduleBody())).status).toBe(403);
    expect((await call(app.anonymous, 'GET /schedules')).status).toBe(401);
  });

  it('managers choose any owner, unit managers one of their unit, scanners none; readers own nothing', async () => {
    const north = await unit('North');
    const unitManager = await app.signIn({ role: 'unit-manager', businessUnitId: north });
    const mate = await app.signIn({ role: 'scanner', businessUnitId: north });
    const stranger = await app.signIn({ role: 'scanner' });
    const reader = await app.signIn({ role: 'reader', businessUnitId: north });
    const owned = (person: TestPerson, owner: TestPerson) => call(person, 'POST /schedules', scheduleBody({ ownerId: owner.actor.userId }));
    expect((await owned(manager, stranger)).body.owner.id).toBe(stranger.actor.userId);
    expect((await owned(unitManager, mate)).body).toMatchObject({ owner: { id: mate.actor.userId }, businessUnitId: north });
    for (const refused of [await owned(unitManager, stranger), await owned(mate, unitManager), await owned(manager, reader)]) {
      expect([refused.status, refused.body.issues[0].path]).toEqual([400, ['ownerId']]);
    }
  });
});

describe('a schedule is changed', () => {
  it('a stale revision gets the newer schedule, and changes nothing', async () => {
    const { id } = await create(manager);
    const first = await call(manager, `PUT /schedules/${id}`, scheduleBody({ title: 'First', revision: 1 }));
    expect([first.status, first.body.revision, first.body.title]).toEqual([200, 2, 'First']);
    const second = await call(manager, `PUT /schedules/${id}`, scheduleBody({ title: 'Second', revision: 1 }));
    expect([second.status, second.body.code]).toEqual([409, 'stale-revision']);
    expect(JSON.stringify(second.body)).toContain('"title":"First"');
    expect((await call(manager, `GET /schedules/${id}`)).body.title).toBe('First');
  });

  it('deactivates and reactivates, with the next launch from then on', async () => {
    const { id } = await create(manager);
    const off = (await call(manager, `POST /schedules/${id}/deactivate`, {})).body;
    expect(off).toMatchObject({ active: false, inactiveReason: 'by-user', revision: 2 });
    expect(off.nextLaunchAt).toBeUndefined();
    const on = (await call(manager, `POST /schedules/${id}/activate`, {})).body;
    expect(on).toMatchObject({ active: true, revision: 3, nextLaunchAt: '2026-03-06T10:30:00Z' });
    expect(on.inactiveReason).toBeUndefined();
  });

  it('refuses to reactivate what has nothing left to launch, and says what would do', async () => {
    const { id } = await create(manager, { start: '2026-03-05T10:43', recurrence: { kind: 'once' } });
    await call(manager, `POST /schedules/${id}/deactivate`, {});
    app.clock.advance(3_600_000);
    const { status, body } = await call(manager, `POST /schedules/${id}/activate`, {});
    expect([status, body.code]).toEqual([409, 'conflict']);
    expect(body.detail).toMatch(/choose a later start/);
  });

  it('launches by hand, once while a scan of it runs and overlaps are prevented, and is not deleted until it has ended', async () => {
    const { revision, ...rules } = (await call(manager, 'GET /setup/scheduled-scans')).body;
    await call(manager, 'PUT /setup/scheduled-scans', { ...rules, revision, preventOverlap: true });
    const { id, nextLaunchAt } = await create(manager);
    const launched = await call(manager, `POST /schedules/${id}/launch`, {});
    expect(launched.status).toBe(201);
    const { items } = (await call(manager, `GET /schedules/${id}/launches`)).body;
    expect(items).toHaveLength(1);
    expect(items[0]).toMatchObject({
      verdict: 'launched',
      scanId: launched.body.scanId,
      reason: { code: 'by-hand', message: 'Launched by hand by Mia' },
    });
    const { body } = await call(manager, `GET /schedules/${id}`);
    expect(body).toMatchObject({
      nextLaunchAt,
      occurrencesCounted: 0,
      lastScan: { id: launched.body.scanId, state: 'queued', progressPercent: 0 },
    });
    expect((await call(manager, `POST /schedules/${id}/launch`, {})).body.detail).toMatch(/prevents overlapping/);
    const refused = await call(manager, `DELETE /schedules/${id}`);
    expect([refused.status, refused.body.detail]).toEqual([409, expect.stringMatching(/is queued: cancel it or wait/)]);
    await app.database.db.update(tables.scan).set({ state: 'finished' });
    expect((await call(manager, `DELETE /schedules/${id}`)).status).toBe(204);
    expect((await call(manager, `GET /schedules/${id}`)).status).toBe(404);
    const ledger = (await call(manager, `GET /launches?query=${encodeURIComponent(`schedule:${id}`)}`)).body;
    expect(ledger.items).toHaveLength(1);
  });

  it('launches by hand as often as it is told to, within one millisecond too, where overlaps are allowed', async () => {
    const { revision, ...rules } = (await call(manager, 'GET /setup/scheduled-scans')).body;
    await call(manager, 'PUT /setup/scheduled-scans', { ...rules, revision, preventOverlap: false, maxConcurrentScans: 100 });
    const { id } = await create(manager);
    // The clock of the test stands still.
    const launches = await Promise.all([1, 2, 3].map(() => call(manager, `POST /schedules/${id}/launch`, {})));
    expect(launches.map(({ status }) => status)).toEqual([201, 201, 201]);
    const { items } = (await call(manager, `GET /schedules/${id}/launches`)).body;
    const scans = launches.map(({ body }) => body.scanId);
    expect(items.map((launch: { scanId: string }) => launch.scanId).sort()).toEqual(scans.sort());
    await app.database.db.update(tables.scan).set({ state: 'finished' });
  });

  it('refuses to launch by hand when the concurrent-scan limit is full', async () => {
    const { revision, ...rules } = (await call(manager, 'GET /setup/scheduled-scans')).body;
    await call(manager, 'PUT /setup/scheduled-scans', { ...rules, revision, maxConcurrentScans: 1 });
    const [first, second] = [await create(manager), await create(manager)];
    expect((await call(manager, `POST /schedules/${first.id}/launch`, {})).status).toBe(201);
    const { status, body } = await call(manager, `POST /schedules/${second.id}/launch`, {});
    expect([status, body.detail]).toEqual([409, expect.stringMatching(/limit is full: 1 of 1/)]);
  });

  it('leaves an audit entry with before and after', async () => {
    const { id } = await create(manager, { title: 'Before' });
    await call(manager, `PUT /schedules/${id}`, scheduleBody({ title: 'After', revision: 1 }));
    const entries = (await app.database.db.select().from(tables.auditEntry)).filter((entry) => entry.objectId === id);
    expect(entries.map((entry) => [entry.action, entry.actorName])).toEqual([
      ['schedule.created', 'Mia'],
      ['schedule.changed', 'Mia'],
    ]);
    expect(entries[1]).toMatchObject({ before: { title: 'Before' }, after: { title: 'After' } });
  });
});

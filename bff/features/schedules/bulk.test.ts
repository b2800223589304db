import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { tables } from '../../storage/database.ts';
import type { TestApp, TestPerson } from '../../testing/test-app.ts';
import { call, scheduleBody, schedulesApp } from './testing/schedules-app.ts';

vi.setConfig({ testTimeout: 30_000 });

let app: TestApp;
let manager: TestPerson;
let scanner: TestPerson;

beforeAll(async () => {
  app = await schedulesApp();
  manager = await app.signIn({ role: 'manager', primaryContact: true, name: 'Mia' });
  scanner = await app.signIn({ role: 'scanner', name: 'Sam' });
});
afterAll(() => app.close());

async function create(person: TestPerson, fields: Record<string, unknown> = {}) {
  app.clock.advance(1);
  const { status, body } = await call(person, 'POST /schedules', scheduleBody({ start: '2099-03-06T02:30', ...fields }));
  expect(status).toBe(201);
  return body;
}

const soon = () => new Date(app.clock.now() + 86_400_000).toISOString().slice(0, 11);
const preview = (person: TestPerson, selection: object, change: object) =>
  call(person, 'POST /schedules/bulk/preview', { selection, change });
const carryOut = (person: TestPerson, selection: object, change: object, revisions?: object) =>
  call(person, 'POST /schedules/bulk', { selection, change, ...(revisions && { revisions }) });
const read = async (id: string) => (await call(manager, `GET /schedules/${id}`)).body;

describe('the outcome before it happens', () => {
  it('says for each schedule what an edit does to its launches of 90 days, and changes nothing', async () => {
    const daily = await create(manager, { start: `${soon()}02:30`, timeZone: 'Africa/Lagos', observeDst: false });
    const off = await create(manager, { start: `${soon()}02:30`, timeZone: 'Africa/Lagos', observeDst: false, active: false });
    const same = await create(manager, { start: `${soon()}04:00`, timeZone: 'Africa/Lagos', observeDst: false });
    const ids = [daily.id, off.id, same.id, randomUUID()];
    const { status, body } = await preview(manager, { ids }, { kind: 'edit', startTime: '04:00' });
    expect(status).toBe(200);
    expect(body.rows.map(({ outcome }: { outcome: string }) => outcome)).toEqual(['will-change', 'will-change', 'unchanged', 'refused']);
    expect(body.rows[0]).toMatchObject({ title: daily.title, added: 0, lost: 0, nextLaunchAfter: { local: `${soon()}04:00` } });
    expect(body.rows[0].moved).toBeGreaterThan(85);
    expect(body.rows[1]).toMatchObject({ added: 0, moved: 0, lost: 0 });
    expect(body.rows[3]).not.toHaveProperty('title');
    expect(body.totals).toMatchObject({ willChange: 2, unchanged: 1, refused: 1, moved: body.rows[0].moved });
    expect(await read(daily.id)).toMatchObject({ start: `${soon()}02:30`, revision: 1 });
  });

  it('counts the launches that are lost and won by deactivating, activating, deleting', async () => {
    const on = await create(manager, { start: `${soon()}02:30`, recurrence: { kind: 'weekly', every: 1, weekdays: ['MO'] } });
    const off = await create(manager, { start: `${soon()}02:30`, active: false });
    const ids = [on.id, off.id];
    const totals = async (kind: string) => (await preview(manager, { ids }, { kind })).body.totals;
    expect(await totals('deactivate')).toMatchObject({ willChange: 1, unchanged: 1, lost: expect.toSatisfy((n) => n >= 12 && n <= 13) });
    expect((await totals('activate')).added).toBeGreaterThan(85);
    expect(await totals('remove')).toMatchObject({ willChange: 2, lost: expect.toSatisfy((n) => n >= 12 && n <= 13) });
  });

  it('refuses a change that fits no schedule at its field', async () => {
    const { id } = await create(manager);
    const change = {
      kind: 'edit',
      timeZone: 'Etc/GMT+5',
      optionProfileId: randomUUID(),
      scanners: { kind: 'appliances', ids: [randomUUID()] },
    };
    const { status, body } = await preview(manager, { ids: [id] }, change);
    expect([status, body.issues.map(({ path }: { path: unknown[] }) => path.join('.'))]).toEqual([
      400,
      ['change.optionProfileId', 'change.scanners.ids.0', 'change.timeZone'],
    ]);
    expect((await preview(manager, { ids: [id] }, { kind: 'edit' })).status).toBe(400);
    expect((await preview(manager, { ids: [] }, { kind: 'remove' })).status).toBe(400);
    expect((await preview(manager, { ids: Array(5001).fill(id) }, { kind: 'remove' })).status).toBe(400);
    expect((await preview(manager, { query: 'color:red' }, { kind: 'remove' })).status).toBe(400);
  });
});

describe('carried out', () => {
  it('changes each for itself: one that was changed meanwhile or is running out is refused, the others are saved and audited', async () => {
    const [one, two] = [await create(manager, { title: 'One' }), await create(manager, { title: 'Two' })];
    const over = await create(manager, { title: 'Over', recurrence: { kind: 'once' }, active: false, start: '2020-01-01T02:30' });
    const selection = { ids: [one.id, two.id, over.id] };
    expect((await carryOut(manager, { ids: [one.id, two.id] }, { kind: 'deactivate' })).body.totals).toEqual({
      done: 2,
      unchanged: 0,
      refused: 0,
    });
    const { body } = await carryOut(manager, selection, { kind: 'activate' }, { [one.id]: 1, [two.id]: 2 });
    expect(body.rows).toEqual([
      { id: one.id, title: 'One', result: 'refused', message: 'Somebody changed it in between: look at it again' },
      { id: two.id, title: 'Two', result: 'done' },
      { id: over.id, title: 'Over', result: 'refused', message: expect.stringContaining('start') },
    ]);
    expect([(await read(one.id)).active, (await read(two.id)).active]).toEqual([false, true]);
    const audited = await app.database.db.select().from(tables.auditEntry);
    const actions = audited.filter(({ objectId }) => objectId === two.id).map(({ action }) => action);
    expect(actions).toEqual(['schedule.created', 'schedule.deactivated', 'schedule.activated']);
  });

  it('moves time, zone, scanners, profile and priority; daylight saving goes off where the clocks never change', async () => {
    const { id } = await create(manager, { title: 'Moves' });
    const change = { kind: 'edit', startTime: '05:15', timeZone: 'Asia/Calcutta', priority: 3 };
    expect((await carryOut(manager, { query: 'title:Moves' }, change)).body.totals.done).toBe(1);
    expect(await read(id)).toMatchObject({
      start: '2099-03-06T05:15',
      timeZone: 'Asia/Kolkata',
      observeDst: false,
      priority: 3,
      revision: 2,
      nextLaunch: { local: '2099-03-06T05:15', offset: '+05:30' },
    });
    expect((await carryOut(manager, { ids: [id] }, change)).body.totals.unchanged).toBe(1);
  });

  it('hands over by the rules for owners; whose a schedule is decides what a person may do to it', async () => {
    const [own, foreign] = [await create(scanner, { title: 'Own' }), await create(manager, { title: 'Foreign' })];
    const ids = [own.id, foreign.id];
    const asScanner = await carryOut(scanner, { ids }, { kind: 'deactivate' });
    expect(asScanner.body.rows).toEqual([
      { id: own.id, title: 'Own', result: 'done' },
      { id: foreign.id, result: 'refused', message: 'There is no such schedule, or it is not yours to see' },
    ]);
    expect((await carryOut(scanner, { query: '' }, { kind: 'deactivate' })).body.rows).toHaveLength(1);
    const give = { kind: 'owner', ownerId: manager.actor.userId };
    expect((await carryOut(scanner, { ids: [own.id] }, give)).body.totals.refused).toBe(1);
    expect((await carryOut(manager, { ids }, give)).body.totals).toEqual({ done: 1, unchanged: 1, refused: 0 });
    expect((await read(own.id)).owner.name).toBe('Mia');
    const reader = await app.signIn('reader');
    expect((await carryOut(reader, { ids }, { kind: 'remove' })).status).toBe(403);
  });

  it('deletes, and launches beside the calendar with the reason of each that cannot', async () => {
    const [one, two] = [await create(manager), await create(manager)];
    expect((await carryOut(manager, { ids: [one.id] }, { kind: 'launch' })).body.totals.done).toBe(1);
    const { body } = await carryOut(manager, { ids: [one.id, two.id] }, { kind: 'remove' });
    expect(body.rows.map(({ result }: { result: string }) => result)).toEqual(['refused', 'done']);
    expect((await call(manager, `GET /schedules/${two.id}`)).status).toBe(404);
    expect((await call(manager, `GET /schedules/${one.id}/launches`)).body.items[0].reason.code).toBe('by-hand');
  });
});

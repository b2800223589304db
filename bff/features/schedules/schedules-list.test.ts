import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tables } from '../../storage/database.ts';
import type { TestApp, TestPerson } from '../../testing/test-app.ts';
import { call, scheduleBody, schedulesApp } from './testing/schedules-app.ts';

let app: TestApp;
let ann: TestPerson;
let bob: TestPerson;

beforeAll(async () => {
  app = await schedulesApp();
  ann = await app.signIn({ role: 'manager', name: 'Ann Lee' });
  const unitId = app.deps.newId();
  const now = new Date(app.clock.now());
  await app.database.db.insert(tables.businessUnit).values({ id: unitId, name: 'EMEA 100%', createdAt: now });
  bob = await app.signIn({ role: 'manager', name: 'Bob_Fox', businessUnitId: unitId });
  const [frankfurt, london] = [app.deps.newId(), app.deps.newId()];
  const plain = { pollIntervalSeconds: 180, promptDelivery: false, registeredAt: now, createdAt: now };
  await app.database.db.insert(tables.appliance).values([
    { ...plain, id: frankfurt, name: 'fra-scan-01' },
    { ...plain, id: london, name: 'lon-scan-01' },
  ]);
  const weekly = { kind: 'weekly', every: 1, weekdays: ['MO'] };
  const rows: [TestPerson, Record<string, unknown>][] = [
    [ann, { title: 'alpha' }],
    [ann, { title: 'Beta', recurrence: weekly, scanners: { kind: 'appliances', ids: [frankfurt] } }],
    [bob, { title: 'beta', timeZone: 'Europe/London', scanners: { kind: 'appliances', ids: [frankfurt, london] } }],
    [bob, { title: 'Gamma', active: false }],
    [
      bob,
      {
        title: 'delta 100%',
        recurrence: { kind: 'monthlyByDate', every: 1, day: 31 },
        target: { kind: 'hosts', include: ['198.51.100.7'] },
      },
    ],
    [ann, { title: 'Epsilon', start: '2026-03-05T11:00', recurrence: { kind: 'once' } }],
  ];
  for (const [person, fields] of rows) {
    app.clock.advance(1);
    expect((await call(person, 'POST /schedules', scheduleBody(fields))).status).toBe(201);
  }
});
afterAll(() => app.close());

const list = async (parameters: Record<string, string>) => (await call(ann, `GET /schedules?${new URLSearchParams(parameters)}`)).body;
const titles = (body: { items: { title: string }[] }) => body.items.map((item) => item.title);

describe('the list of schedules', () => {
  it.each([
    ['', ['Epsilon', 'beta', 'alpha', 'Beta', 'delta 100%', 'Gamma']],
    ['status:active', ['Epsilon', 'beta', 'alpha', 'Beta', 'delta 100%']],
    ['status:inactive', ['Gamma']],
    ['owner:me status:active', ['Epsilon', 'alpha', 'Beta']],
    ['owner:"ann lee"', ['Epsilon', 'alpha', 'Beta']],
    ['owner:b_f', ['beta', 'delta 100%', 'Gamma']],
    ['owner:b%f', []],
    ['zone:london', ['beta']],
    ['zone:"los angeles" kind:weekly', ['Beta']],
    ['kind:monthly,once', ['Epsilon', 'delta 100%']],
    ['unit:emea', ['beta', 'delta 100%', 'Gamma']],
    ['unit:"100%" status:active', ['beta', 'delta 100%']],
    ['unit:%', ['beta', 'delta 100%', 'Gamma']],
    ['unit:apac', []],
    ['unit:none', ['Epsilon', 'alpha', 'Beta']],
    ['unit:none unit:emea', []],
    ['scanner:FRA-', ['beta', 'Beta']],
    ['scanner:fra scanner:lon', ['beta']],
    ['scanner:any', ['Epsilon', 'alpha', 'delta 100%', 'Gamma']],
    ['scanner:sydney', []],
    ['unit:emea scanner:any kind:monthly', ['delta 100%']],
    ['next:within-1d', ['Epsilon', 'beta', 'alpha']],
    ['title:BETA', ['beta', 'Beta']],
    ['198.51.100.7', ['delta 100%']],
    ['100%', ['delta 100%']],
    ['beta fox', ['beta']],
  ])('%j finds %j', async (query, expected) => {
    const body = await list(query === '' ? {} : { query });
    expect(titles(body)).toEqual(expected);
    expect(body.total).toEqual({ count: expected.length, exact: true });
  });

  it.each([
    ['title:asc', ['alpha', 'Beta', 'beta', 'delta 100%', 'Epsilon', 'Gamma']],
    ['title:desc', ['Gamma', 'Epsilon', 'delta 100%', 'beta', 'Beta', 'alpha']],
    ['createdAt:desc', ['Epsilon', 'delta 100%', 'Gamma', 'beta', 'Beta', 'alpha']],
    ['nextLaunchAt:desc', ['delta 100%', 'Beta', 'alpha', 'beta', 'Epsilon', 'Gamma']],
  ])('sorted by %s, page by page as in one piece', async (sort, expected) => {
    expect(titles(await list({ sort }))).toEqual(expected);
    for (const limit of ['1', '2', '5']) {
      const found: string[] = [];
      let cursor: string | null = null;
      do {
        const body: { items: { title: string }[]; nextCursor: string | null } = await list({
          sort,
          limit,
          ...(cursor === null ? {} : { cursor }),
        });
        found.push(...titles(body));
        cursor = body.nextCursor;
      } while (cursor !== null);
      expect(found).toEqual(expected);
    }
  });

  it('a page stays where it is when rows before it come and go', async () => {
    const first = await list({ sort: 'title:asc', limit: '3' });
    const { body: added } = await call(ann, 'POST /schedules', scheduleBody({ title: 'Aardvark' }));
    const second = await list({ sort: 'title:asc', limit: '3', cursor: first.nextCursor });
    await call(ann, `DELETE /schedules/${added.id}`);
    expect([...titles(first), ...titles(second)]).toEqual(['alpha', 'Beta', 'beta', 'delta 100%', 'Epsilon', 'Gamma']);
  });

  it.each([
    ['query', { query: 'colour:red' }],
    ['query', { query: 'status:on' }],
    ['sort', { sort: 'colour:asc' }],
    ['sort', { sort: 'title' }],
    ['cursor', { cursor: 'rubbish' }],
    ['cursor', { cursor: Buffer.from('["nextLaunchAt:asc","infinity","01890000-0000-7000-8000-000000000000"]').toString('base64url') }],
    ['cursor', { cursor: Buffer.from('["title:asc","a","01890000-0000-7000-8000-000000000000"]').toString('base64url') }],
    ['limit', { limit: '0' }],
  ])('refuses a wrong %s: %j', async (field, parameters) => {
    const body = await list(parameters);
    expect([body.code, body.issues[0].path]).toEqual(['invalid-input', [field]]);
  });
});

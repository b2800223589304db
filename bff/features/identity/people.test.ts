import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { DAY_MS } from '../../domain/time/instant.ts';
import { tables } from '../../storage/database.ts';
import { invitation } from '../../storage/schema/auth.ts';
import type { TestApp, TestPerson } from '../../testing/test-app.ts';
import { createTestApp } from '../../testing/test-app.ts';

vi.setConfig({ testTimeout: 30_000 });

let app: TestApp;
let primary: TestPerson;
let north: string;
let head: TestPerson;
beforeAll(async () => {
  app = await createTestApp();
});
beforeEach(async () => {
  await app.database.truncate();
  await app.services.profiles.createStandardProfiles();
  primary = await app.signIn({ role: 'manager', primaryContact: true, name: 'Pia' });
  north = (await primary.client.businessUnits.create({ name: 'North', networks: ['10.1.0.0/16'] })).id;
  head = await app.signIn({ role: 'unit-manager', businessUnitId: north, name: 'Hana' });
});
afterAll(() => app.close());

const call = async (person: Pick<TestPerson, 'fetch'>, route: string, json?: unknown) => {
  const [method, path] = route.split(' ') as [string, string];
  const answer = await person.fetch(`/api/v1${path}`, { method, ...(json === undefined ? {} : { json }) });
  const text = await answer.text();
  return { status: answer.status, body: text === '' ? undefined : JSON.parse(text) };
};
const codes = ({ body }: { body: { issues: { path: string[]; code: string }[] } }) =>
  body.issues.map(({ path, code }) => `${path.join('.')} ${code}`);
const schedule = async (person: TestPerson, include: string, title = 'Weekly') => {
  const plan = { start: '2026-04-06T02:30', timeZone: 'Europe/Berlin', observeDst: true, recurrence: { kind: 'daily', every: 1 } };
  const answer = await call(person, 'POST /schedules', {
    ...plan,
    title,
    target: { kind: 'hosts', include: [include] },
    scanners: { kind: 'any' },
  });
  expect(answer.status).toBe(201);
  return answer.body;
};
const invite = async (by: TestPerson, fields: Record<string, unknown>) =>
  call(by, 'POST /users', { name: 'Noor', email: 'noor@example.org', role: 'scanner', ...fields });
const tokenOf = (link: string) => new URL(link).searchParams.get('token')!;
const signIn = (email: string, password: string) =>
  app.anonymous.fetch('/api/auth/sign-in/email', { method: 'POST', json: { email, password } });
const PASSWORD = 'a long pass phrase';

describe('an invitation', () => {
  test('is a link that sets name and password once, and is not readable in the database', async () => {
    const created = await invite(primary, { businessUnitId: north });
    expect(created).toMatchObject({ status: 201, body: { invited: true, invitation: { mailed: false } } });
    const token = tokenOf(created.body.invitation.link);
    expect(JSON.stringify(await app.database.db.select().from(invitation))).not.toContain(token);
    expect((await signIn('noor@example.org', PASSWORD)).status).toBe(401);
    expect(await app.anonymous.client.account.checkInvitation({ token })).toMatchObject({
      valid: true,
      person: { email: 'noor@example.org' },
    });
    const accept = (more: object = {}) => call(app.anonymous, 'POST /invitation', { token, name: 'Noor H.', password: PASSWORD, ...more });
    const poor = await accept({ password: 'short', name: '' });
    expect(poor.body.issues.map(({ path }: { path: string[] }) => path[0]).sort()).toEqual(['name', 'password']);
    const answers = await Promise.all([accept(), accept(), accept()]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 400, 400]);
    expect((await signIn('noor@example.org', PASSWORD)).status).toBe(200);
    const person = await primary.client.users.get({ id: created.body.id });
    expect(person).toMatchObject({ name: 'Noor H.', invited: false, lastSignInAt: expect.any(String) });
    expect(person.invitationExpiresAt).toBeUndefined();
  });

  test('ends after seven days, and when a newer one is made', async () => {
    const { body } = await invite(primary, {});
    const newer = await primary.client.users.invite({ id: body.id });
    const valid = async (link: string) => (await app.anonymous.client.account.checkInvitation({ token: tokenOf(link) })).valid;
    expect([await valid(body.invitation.link), await valid(newer.link!)]).toEqual([false, true]);
    app.clock.advance(7 * DAY_MS - 1);
    expect(await valid(newer.link!)).toBe(true);
    app.clock.advance(1);
    expect(await valid(newer.link!)).toBe(false);
    expect(codes(await call(app.anonymous, 'POST /invitation', { token: tokenOf(newer.link!), name: 'N', password: PASSWORD }))).toEqual([
      'token invitation-not-valid',
    ]);
  });

  test('lets somebody who forgot the password in again; their sessions end', async () => {
    const link = (await primary.client.users.invite({ id: head.actor.userId })).link!;
    expect((await call(head, 'GET /me')).status).toBe(200);
    expect((await call(app.anonymous, 'POST /invitation', { token: tokenOf(link), name: 'Hana', password: PASSWORD })).status).toBe(200);
    expect((await call(head, 'GET /me')).status).toBe(401);
    expect((await signIn(head.actor.email, head.password)).status).toBe(401);
    expect((await signIn(head.actor.email, PASSWORD)).status).toBe(200);
  });

  test("for the primary contact is nobody else's to make: the link would be the account", async () => {
    const manager = await app.signIn('manager');
    const { status, body } = await call(manager, `POST /users/${primary.actor.userId}/invitation`);
    expect([status, body.detail]).toEqual([
      409,
      'Pia is the Manager primary contact, and nobody else can make a link that sets their password: Pia can, signed in, under Users; and whoever runs the server, with "watchbill user reset-link".',
    ]);
    expect(await app.database.db.select().from(invitation)).toEqual([]);
    expect((await call(primary, `POST /users/${primary.actor.userId}/invitation`)).status).toBeLessThan(300);
    expect((await call(manager, `POST /users/${head.actor.userId}/invitation`)).status).toBeLessThan(300);
  });
});

describe('a unit manager', () => {
  test('appoints scanners and readers of the own unit alone', async () => {
    expect((await invite(head, {})).body).toMatchObject({ businessUnitId: north, role: 'scanner' });
    const other = (await primary.client.businessUnits.create({ name: 'South', networks: [] })).id;
    expect(codes(await invite(head, { email: 'b@example.org', role: 'manager', businessUnitId: other }))).toEqual([
      'role role-not-permitted',
      'businessUnitId unit-not-permitted',
    ]);
    const foreign = await app.signIn({ role: 'scanner', businessUnitId: other });
    const peer = await app.signIn({ role: 'unit-manager', businessUnitId: north });
    const attempts = async (id: string) => [
      (await call(head, `PATCH /users/${id}`, { name: 'X' })).status,
      (await call(head, `GET /users/${id}/belongings`)).status,
      (await call(head, `POST /users/${id}/invitation`)).status,
      (await call(head, `DELETE /users/${id}`, {})).status,
    ];
    expect(await attempts(foreign.actor.userId)).toEqual([404, 404, 404, 404]);
    expect(await attempts(peer.actor.userId)).toEqual([403, 403, 403, 403]);
    expect(await attempts(head.actor.userId)).toEqual([403, 403, 403, 403]);
  });
});

describe('a change of role or unit', () => {
  test('keeps the primary contact a manager, managers without a unit, and owners of schedules able to own them', async () => {
    const scanner = await app.signIn({ role: 'scanner', businessUnitId: north });
    await schedule(scanner, '10.1.0.1');
    const change = async (id: string, fields: object) => codes(await call(primary, `PATCH /users/${id}`, fields));
    expect(await change(primary.actor.userId, { role: 'scanner' })).toEqual(['role primary-contact']);
    expect(await change(scanner.actor.userId, { role: 'reader' })).toEqual(['role owns-schedules']);
    expect(await change(scanner.actor.userId, { role: 'manager' })).toEqual(['businessUnitId manager-has-no-unit']);
    expect(await change(scanner.actor.userId, { role: 'unit-manager', businessUnitId: null })).toEqual([
      'businessUnitId unit-manager-needs-unit',
    ]);
    const changed = await call(primary, `PATCH /users/${scanner.actor.userId}`, { role: 'manager', businessUnitId: null });
    expect(changed).toMatchObject({ status: 200, body: { role: 'manager' } });
  });

  test('takes the schedules along, unless they aim outside the new unit', async () => {
    const free = await app.signIn({ role: 'scanner' });
    const { id } = await schedule(free, '10.9.0.1', 'Far away');
    const refused = await call(primary, `PATCH /users/${free.actor.userId}`, { businessUnitId: north });
    expect([codes(refused), refused.body.issues[0].message]).toEqual([
      ['businessUnitId outside-unit'],
      expect.stringContaining('Far away'),
    ]);
    expect((await call(head, `GET /schedules/${id}`)).status).toBe(404);
    const south = (await primary.client.businessUnits.create({ name: 'South', networks: [] })).id;
    const southHead = await app.signIn({ role: 'unit-manager', businessUnitId: south });
    expect((await call(primary, `PATCH /users/${free.actor.userId}`, { businessUnitId: south })).status).toBe(200);
    expect((await call(southHead, `GET /schedules/${id}`)).status).toBe(200);
    const narrowed = await call(primary, `PUT /business-units/${south}`, { name: 'South', revision: 1, networks: ['10.8.0.0/16'] });
    expect([codes(narrowed), narrowed.body.issues[0].message]).toEqual([
      ['networks schedules-outside'],
      expect.stringContaining('Far away'),
    ]);
  });
});

describe('who leaves', () => {
  test('is listed with what they own, hands it over, and is out at once; the past keeps their name', async () => {
    const scanner = await app.signIn({ role: 'scanner', businessUnitId: north, name: 'Nils' });
    const { id } = await schedule(scanner, '10.1.0.1');
    const scan = { target: { kind: 'hosts', include: ['10.1.0.2'] }, scanners: { kind: 'any' } };
    const running = (await call(scanner, 'POST /scans', { ...scan, title: 'Now' })).body;
    const ended = (await call(scanner, 'POST /scans', { ...scan, title: 'Before' })).body;
    await call(scanner, `POST /scans/${ended.id}/cancel`);
    expect((await call(scanner, 'POST /distribution-groups', { name: 'Night shift', emails: ['night@example.org'] })).status).toBe(201);
    expect((await call(head, `GET /users/${scanner.actor.userId}/belongings`)).body.items).toEqual([
      { kind: 'schedules', count: 1, names: ['Weekly'] },
      { kind: 'scans', count: 1, names: ['Now'] },
      { kind: 'distribution-groups', count: 1, names: ['Night shift'] },
    ]);
    const remove = (handOverTo?: string) => call(head, `DELETE /users/${scanner.actor.userId}`, { handOverTo });
    expect(codes(await remove())).toEqual(['handOverTo heir-missing']);
    expect(codes(await remove(scanner.actor.userId))).toEqual(['handOverTo heir-leaves']);
    expect(codes(await remove(primary.actor.userId))).toEqual(['handOverTo heir-unknown']);
    expect((await call(scanner, 'GET /me')).status).toBe(200);
    expect((await remove(head.actor.userId)).status).toBe(204);

    expect((await call(scanner, 'GET /me')).status).toBe(401);
    expect((await signIn(scanner.actor.email, scanner.password)).status).toBe(401);
    expect((await call(head, `GET /schedules/${id}`)).body).toMatchObject({ owner: { name: 'Hana' }, revision: 2 });
    expect((await call(head, `GET /scans/${running.id}`)).body.owner.name).toBe('Hana');
    expect((await call(head, 'GET /distribution-groups')).body.items[0].owner.name).toBe('Hana');
    expect((await call(head, `GET /scans/${ended.id}`)).body.owner.name).toBe('Nils');
    expect((await call(primary, `GET /users/${scanner.actor.userId}`)).status).toBe(404);
    expect((await primary.client.users.list({ limit: 50 })).total.count).toBe(2);
    expect((await invite(primary, { email: scanner.actor.email })).status).toBe(201);
    expect((await call(primary, `DELETE /users/${head.actor.userId}`, { handOverTo: scanner.actor.userId })).body.issues[0].code).toBe(
      'heir-unknown',
    );
  });

  test('hands nothing to readers, nor to a unit outside which it aims; nothing is changed by a refusal', async () => {
    const manager = await app.signIn({ role: 'manager', name: 'Max' });
    const reader = await app.signIn({ role: 'reader', businessUnitId: north });
    const { id } = await schedule(manager, '10.9.0.1', 'Far away');
    const remove = (handOverTo: string) => call(primary, `DELETE /users/${manager.actor.userId}`, { handOverTo });
    expect(codes(await remove(reader.actor.userId))).toEqual(['handOverTo heir-is-reader']);
    const refused = await remove(head.actor.userId);
    expect([codes(refused), refused.body.issues[0].message]).toEqual([['handOverTo outside-unit'], expect.stringContaining('Far away')]);
    expect((await call(manager, `GET /schedules/${id}`)).body.owner.name).toBe('Max');
  });

  test('is neither oneself nor the primary contact, who hands over first', async () => {
    const manager = await app.signIn({ role: 'manager', name: 'Max' });
    expect((await call(manager, `DELETE /users/${primary.actor.userId}`, {})).status).toBe(409);
    expect((await call(manager, `DELETE /users/${manager.actor.userId}`, {})).status).toBe(409);
    const make = (by: TestPerson, id: string) => call(by, `POST /users/${id}/make-primary-contact`);
    expect((await make(manager, manager.actor.userId)).status).toBe(403);
    expect((await make(primary, head.actor.userId)).status).toBe(409);
    expect((await make(primary, manager.actor.userId)).body).toMatchObject({ name: 'Max', primaryContact: true });
    expect((await make(primary, primary.actor.userId)).status).toBe(403);
    expect((await call(manager, `DELETE /users/${primary.actor.userId}`, { handOverTo: manager.actor.userId })).status).toBe(204);
    expect(await app.database.db.$count(tables.user)).toBe(3);
  });
});

test('the list is filtered, sorted and paged, and counts whom the caller may see', async () => {
  for (const name of ['Ben', 'ann', 'Cid']) await app.signIn({ role: 'scanner', name, businessUnitId: north });
  const list = async (person: TestPerson, query = '') => (await call(person, `GET /users?limit=2${query}`)).body;
  const first = await list(primary);
  expect([first.items.map((one: { name: string }) => one.name), first.total.count]).toEqual([['ann', 'Ben'], 5]);
  const second = await list(primary, `&cursor=${first.nextCursor}`);
  expect(second.items.map((one: { name: string }) => one.name)).toEqual(['Cid', 'Hana']);
  expect((await list(head)).total.count).toBe(4);
  expect((await list(primary, '&query=role:manager')).items.map((one: { name: string }) => one.name)).toEqual(['Pia']);
  expect((await list(primary, '&query=unit:nor%20ben')).items.map((one: { name: string }) => one.name)).toEqual(['Ben']);
  expect((await call(head, `GET /users/${primary.actor.userId}`)).status).toBe(404);
});

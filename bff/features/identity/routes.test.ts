import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { user } from '../../storage/schema/auth.ts';
import { auditEntry, setting } from '../../storage/schema/platform.ts';
import { createTestApp, type TestApp } from '../../testing/test-app.ts';

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp();
});
beforeEach(() => app.database.truncate());
afterAll(() => app.close());

const INPUT = { name: 'Ada', email: 'Ada@Example.org', password: 'a long pass phrase', timeZone: 'Europe/Berlin' };
const firstRun = (token: string) => app.anonymous.fetch('/api/v1/first-run', { method: 'POST', json: { ...INPUT, token } });
const isValid = async (token: string) => (await app.anonymous.client.account.checkFirstRun({ token })).valid;

describe('the first-run link', () => {
  test('creates the Manager primary contact, who can sign in, once', async () => {
    const token = (await app.services.firstRun.prepare())!;
    expect(await isValid(token)).toBe(true);
    const answer = await firstRun(token);
    expect([answer.status, await answer.json()]).toEqual([201, { email: 'ada@example.org' }]);
    const [row] = await app.database.db.select().from(user);
    expect(row).toMatchObject({ role: 'manager', primaryContact: true, timeZone: 'Europe/Berlin' });
    const signIn = await app.anonymous.fetch('/api/auth/sign-in/email', { method: 'POST', json: INPUT });
    expect(signIn.status).toBe(200);

    expect(await isValid(token)).toBe(false);
    expect(await (await firstRun(token)).json()).toMatchObject({
      status: 400,
      issues: [{ path: ['token'], code: 'first-run-link-not-valid' }],
    });
    expect(await app.services.firstRun.prepare()).toBeUndefined();
  });

  test('works once when it is used twice at the same moment', async () => {
    const token = (await app.services.firstRun.prepare())!;
    const answers = await Promise.all([firstRun(token), firstRun(token), firstRun(token)]);
    expect(answers.map((answer) => answer.status).sort()).toEqual([201, 400, 400]);
    expect(await app.database.db.select().from(user)).toHaveLength(1);
  });

  test('stops working when a newer one is made, and cannot be guessed or read from the database', async () => {
    const old = (await app.services.firstRun.prepare())!;
    const newer = (await app.services.firstRun.prepare())!;
    expect([await isValid(old), await isValid(newer), await isValid('guess')]).toEqual([false, true, false]);
    expect(JSON.stringify(await app.database.db.select().from(setting))).not.toContain(newer);
    expect((await firstRun(old)).status).toBe(400);
  });

  test('is kept when the input is not good enough', async () => {
    const token = (await app.services.firstRun.prepare())!;
    const answer = await app.anonymous.fetch('/api/v1/first-run', { method: 'POST', json: { token, ...INPUT, timeZone: 'Mars/Olympus' } });
    expect(await answer.json()).toMatchObject({ status: 400, issues: [{ path: ['timeZone'], code: 'time-zone-not-supported' }] });
    expect(await isValid(token)).toBe(true);
  });

  test('is not needed by several servers that start at once: one of them creates the manager', async () => {
    const person = { email: 'root@example.org', password: 'a long pass phrase', name: 'Root' };
    const created = await Promise.all([1, 2, 3].map(() => app.services.firstRun.createPrimaryContact(person)));
    expect(created.sort()).toEqual([false, false, true]);
  });

  test('is not needed when the environment names the first manager, who is created once', async () => {
    const person = { email: 'root@example.org', password: 'a long pass phrase', name: 'Root' };
    expect(await app.services.firstRun.createPrimaryContact(person)).toBe(true);
    expect(await app.services.firstRun.createPrimaryContact({ ...person, email: 'two@example.org' })).toBe(false);
    expect(await app.services.firstRun.prepare()).toBeUndefined();
  });
});

test('there cannot be two primary contacts', async () => {
  await app.signIn({ role: 'manager', primaryContact: true });
  await expect(app.signIn({ role: 'manager', primaryContact: true })).rejects.toThrow();
});

describe('people', () => {
  test('are created by a manager alone, audited, and can sign in', async () => {
    const manager = await app.signIn('manager');
    const input = { name: 'Bo', email: 'Bo@example.org', role: 'reader' as const, password: 'a long pass phrase' };
    const bo = await manager.client.users.create(input);
    expect(bo).toMatchObject({ name: 'Bo', email: 'bo@example.org', role: 'reader', primaryContact: false, invited: false });
    const answer = await app.anonymous.fetch('/api/auth/sign-in/email', { method: 'POST', json: input });
    expect(answer.status).toBe(200);
    const entries = await app.database.db.select().from(auditEntry);
    expect(entries).toContainEqual(expect.objectContaining({ action: 'person.created', objectId: bo.id, actorId: manager.actor.userId }));
    expect(JSON.stringify(entries)).not.toContain('argon2');
  });

  test('cannot share an address, whatever its case', async () => {
    const manager = await app.signIn('manager');
    const input = { name: 'Bo', email: manager.actor.email.toUpperCase(), role: 'reader', password: 'a long pass phrase' };
    const answer = await manager.fetch('/api/v1/users', { method: 'POST', json: input });
    expect(await answer.json()).toMatchObject({ status: 400, issues: [{ path: ['email'], code: 'email-taken' }] });
  });

  test('are seen by managers all, by unit managers within their unit, by others not at all', async () => {
    const manager = await app.signIn({ role: 'manager', name: 'Manager' });
    const { id: businessUnitId } = await manager.client.businessUnits.create({ name: 'North' });
    const other = await manager.client.businessUnits.create({ name: 'South' });
    const head = await app.signIn({ role: 'unit-manager', businessUnitId, name: 'Head' });
    const scanner = await app.signIn({ role: 'scanner', businessUnitId, name: 'Scanner' });
    await app.signIn({ role: 'scanner', businessUnitId: other.id, name: 'Southerner' });
    const namesFor = async (person: typeof head) => (await person.client.users.list({ limit: 50 })).items.map((one) => one.name);
    expect(await namesFor(manager)).toEqual(['Head', 'Manager', 'Scanner', 'Southerner']);
    expect(await namesFor(head)).toEqual(['Head', 'Scanner']);
    expect(await namesFor(scanner)).toEqual(['Scanner']);
    expect((await head.client.businessUnits.list()).items.map((unit) => unit.name)).toEqual(['North']);
    expect((await head.client.account.me()).businessUnit).toEqual({ id: businessUnitId, name: 'North' });
  });

  test('change their own name and zone; a zone that does not exist is refused', async () => {
    const reader = await app.signIn('reader');
    expect(await reader.client.account.changeMe({ name: 'New', timeZone: 'Asia/Tokyo' })).toMatchObject({
      name: 'New',
      timeZone: 'Asia/Tokyo',
    });
    expect((await reader.client.account.changeMe({ timeZone: null })).timeZone).toBeUndefined();
    await expect(reader.client.account.changeMe({ timeZone: 'Mars/Olympus' })).rejects.toMatchObject({
      code: 'invalid-input',
      defined: true,
    });
    expect((await reader.client.account.me()).permissions).not.toContain('schedules.write');
  });
});

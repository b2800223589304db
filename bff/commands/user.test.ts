import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { auditEntry } from '../storage/schema/platform.ts';
import { createTestApp, type TestApp, type TestPerson } from '../testing/test-app.ts';
import { runUserCommand } from './user.ts';

let app: TestApp;
let pia: TestPerson;
let empty: string;
beforeAll(async () => {
  app = await createTestApp();
  pia = await app.signIn({ role: 'manager', primaryContact: true, name: 'Pia' });
  empty = mkdtempSync(join(tmpdir(), 'watchbill-user-'));
});
afterAll(async () => {
  await app.close();
  rmSync(empty, { recursive: true, force: true });
});

const run = (args: readonly string[], databaseUrl: string | undefined = app.database.url) =>
  runUserCommand(args, {
    env: { databaseUrl, dataFolder: empty, publicUrl: 'https://watchbill.example' },
    migrationsFolder: 'bff/storage/migrations',
    clock: app.clock.now,
  });
const signIn = async (password: string) =>
  (await app.anonymous.fetch('/api/auth/sign-in/email', { method: 'POST', json: { email: pia.actor.email, password } })).status;

test('user reset-link lets the primary contact in again, by a link that works once', async () => {
  const printed = await run(['reset-link', pia.actor.email.toUpperCase()]);
  const token = /https:\/\/watchbill\.example\/invitation\?token=(\S+)\n$/.exec(printed)?.[1];
  expect(printed).toContain(`Pia (${pia.actor.email}) sets a new password with this link, once, until 2026-03-12`);
  expect(await signIn(pia.password)).toBe(200);
  const accept = () => app.anonymous.client.account.acceptInvitation({ token: token!, name: 'Pia', password: 'another pass phrase' });
  await accept();
  expect([await signIn(pia.password), await signIn('another pass phrase')]).toEqual([401, 200]);
  await expect(accept()).rejects.toMatchObject({ status: 400 });
  const [note] = (await app.database.db.select().from(auditEntry)).filter(({ action }) => action === 'person.invited');
  expect(note).toMatchObject({ actorId: null, actorName: 'Watchbill', objectId: pia.actor.userId });
});

test.each([
  [['reset-link', 'nobody@example.org'], undefined, /^nobody signs in with "nobody@example\.org"/],
  [['reset-link'], undefined, /^write it as: watchbill user reset-link EMAIL$/],
  [['reset-link', 'a@example.org', 'b@example.org'], undefined, /^write it as/],
  [['remove', 'a@example.org'], undefined, /^write it as/],
  [['reset-link', 'a@example.org'], 'postgres://127.0.0.1:1/none', /^the database cannot be reached .*; start the server first$/],
])('refuses %j in one sentence', async (args, databaseUrl, sentence) => {
  await expect(run(args, databaseUrl ?? app.database.url)).rejects.toThrow(sentence);
});

test('without DATABASE_URL it asks for the server whose data folder it is to start', async () => {
  const world = { env: { dataFolder: empty, publicUrl: 'https://watchbill.example' }, migrationsFolder: '', clock: app.clock.now };
  await expect(runUserCommand(['reset-link', 'a@example.org'], world)).rejects.toThrow(
    /^no server runs on the data folder .*; start it first/,
  );
});

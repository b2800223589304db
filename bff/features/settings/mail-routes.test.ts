import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { MINUTE_MS } from '../../domain/time/instant.ts';
import { setting } from '../../storage/schema/platform.ts';
import { startMailServer, type TestMailServer } from '../../testing/mail-server.ts';
import { createTestApp, type TestApp, type TestPerson } from '../../testing/test-app.ts';

let app: TestApp;
let smtp: TestMailServer;
let pia: TestPerson;
beforeAll(async () => {
  smtp = await startMailServer();
  app = await createTestApp();
});
beforeEach(async () => {
  await app.database.truncate();
  smtp.forget();
  pia = await app.signIn({ role: 'manager', primaryContact: true, name: 'Pia' });
});
afterAll(async () => {
  app.services.mailer.close();
  await app.close();
  await smtp.close();
});

const server = (more: object = {}) => ({
  ...{ host: '127.0.0.1', port: smtp.port, security: 'starttls', user: smtp.user, password: smtp.password },
  ...{ from: 'watchbill@corp.example', trustedCertificate: smtp.certificate, ...more },
});
const call = async (method: string, path: string, json?: unknown, by: Pick<TestPerson, 'fetch'> = pia) => {
  const answer = await by.fetch(`/api/v1${path}`, { method, ...(json === undefined ? {} : { json }) });
  return { status: answer.status, body: await answer.json() };
};
const save = (saved: object | null, revision = 1) => call('PUT', '/setup/mail', { server: saved, revision });
const send = (to: string) => call('POST', '/setup/mail/test', { to });
const fields = ({ body }: { body: { issues: { path: string[]; code: string }[] } }) => body.issues.map(({ path }) => path.join('.')).sort();

describe('the mail setup', () => {
  test('is saved without telling the password, which nobody can read in the database either', async () => {
    const { status, body } = await save(server());
    expect(status).toBe(200);
    expect(body).toMatchObject({ source: 'settings', revision: 2, server: { passwordSet: true, user: smtp.user } });
    expect(JSON.stringify(body)).not.toContain(smtp.password);
    expect(JSON.stringify(await app.database.db.select().from(setting))).not.toContain(smtp.password);
  });

  test('keeps the password for the same server and user alone', async () => {
    await save(server());
    const { password: _, ...kept } = server({ port: smtp.port, from: 'other@corp.example' });
    expect((await save(kept, 2)).body).toMatchObject({ server: { passwordSet: true, from: 'other@corp.example' } });
    expect(fields(await save({ ...kept, host: 'mail.attacker.example' }, 3))).toEqual(['server.password']);
    expect(fields(await save({ ...kept, user: 'somebody' }, 3))).toEqual(['server.password']);
  });

  test('tells all that is wrong at its field, and saves nothing', async () => {
    const wrong = server({ host: 'http://mail', port: 70_000, from: 'nobody', trustedCertificate: 'PEM' });
    expect(fields(await save(wrong))).toEqual(['server.from', 'server.host', 'server.port', 'server.trustedCertificate']);
    expect(fields(await save(server({ security: 'none' })))).toEqual(['server.security']);
    expect((await call('GET', '/setup/mail')).body).toMatchObject({ server: null, source: 'none', revision: 1 });
  });

  test('is changed by the primary contact alone, and of two who edit the second sees what is saved', async () => {
    const manager = await app.signIn('manager');
    expect((await call('PUT', '/setup/mail', { server: server(), revision: 1 }, manager)).status).toBe(403);
    expect((await call('POST', '/setup/mail/test', { to: 'a@corp.example' }, manager)).status).toBe(403);
    await save(server());
    expect(await save(server({ from: 'late@corp.example' }))).toMatchObject({ status: 409, body: { code: 'stale-revision' } });
  });
});

describe('the test mail', () => {
  test('goes through the saved server and answers its words', async () => {
    expect((await send('ann@corp.example')).status).toBe(409);
    await save(server());
    expect((await send('ann@corp.example')).body).toMatchObject({ accepted: true, response: expect.stringMatching(/^250 /) });
    expect(smtp.received).toMatchObject([{ to: ['ann@corp.example'], from: 'watchbill@corp.example' }]);
  });

  test('says at the address what the server said against it', async () => {
    await save(server());
    const { body } = await send('bounce@corp.example');
    expect(body.issues).toMatchObject([{ path: ['to'], code: 'mail-not-accepted', message: expect.stringContaining('550 5.1.1') }]);
    expect((await send('nobody')).body.issues).toMatchObject([{ path: ['to'] }]);
  });

  test('is sent ten times, then not until a quarter of an hour is over', async () => {
    await save(server());
    for (let sent = 0; sent < 10; sent += 1) expect((await send('ann@corp.example')).status).toBe(200);
    const refused = await send('ann@corp.example');
    expect([refused.status, refused.body.detail]).toEqual([409, 'Too many test mails: try again in 15 minutes']);
    expect(smtp.received).toHaveLength(10);
    app.clock.advance(15 * MINUTE_MS);
    expect((await send('ann@corp.example')).status).toBe(200);
  });
});

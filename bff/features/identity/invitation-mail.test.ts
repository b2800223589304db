import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../domain/time/instant.ts';
import { tables } from '../../storage/database.ts';
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
  pia = await app.signIn({ role: 'manager', primaryContact: true, name: 'Pia\r\nBcc: all@corp.example' });
  await saveServer(server());
});
afterAll(async () => {
  app.services.mailer.close();
  await app.close();
  await smtp.close();
});

const server = () => ({
  ...{ host: '127.0.0.1', port: smtp.port, security: 'starttls' as const, user: smtp.user, password: smtp.password },
  ...{ from: 'watchbill@corp.example', trustedCertificate: smtp.certificate },
});
async function saveServer(saved: ReturnType<typeof server> | null): Promise<void> {
  const { revision } = await pia.client.setup.mail();
  await pia.client.setup.changeMail({ server: saved, revision });
}
const invite = (email = 'noor@corp.example') => pia.client.users.create({ name: 'Noor', email, role: 'scanner' });
const round = () => app.services.notifications.outbox.round();
const mailOf = async (id: string) => (await pia.client.users.get({ id })).invitationMail;
const rows = () => app.database.db.select().from(tables.mail);
const tokenIn = (text: string) => /\/invitation\?token=(\S+)/.exec(text)![1]!;
const isValid = async (token: string) => (await app.anonymous.client.account.checkInvitation({ token })).valid;

test('is mailed when there is a mail server; its text cannot be read while it waits, and is gone once it is sent', async () => {
  const { id, invitation } = await invite();
  expect(invitation).toEqual({ mailed: true, expiresAt: expect.any(String) });
  expect(await mailOf(id)).toEqual({ state: 'queued' });
  const [waiting] = await rows();
  expect(waiting?.sealedText).toEqual(expect.any(String));
  expect(JSON.stringify(waiting)).not.toMatch(/invitation\?token|set a password for/);
  await round();
  const [received] = smtp.received;
  expect(received).toMatchObject({ to: ['noor@corp.example'], subject: 'Watchbill: set your password' });
  expect(received!.text).toContain('Pia Bcc: all@corp.example asks you to set a password for Watchbill:');
  expect((await rows())[0]).toMatchObject({ state: 'sent', sealedText: null });
  expect(await mailOf(id)).toMatchObject({ state: 'sent', response: expect.stringMatching(/^250 /) });
  const token = tokenIn(received!.text);
  await app.anonymous.client.account.acceptInvitation({ token, name: 'Noor', password: 'a long pass phrase' });
  expect(await rows()).toEqual([]);
});

test('is told as a link when there is none', async () => {
  await saveServer(null);
  const { invitation } = await invite();
  expect(invitation).toMatchObject({ mailed: false, link: expect.stringContaining('/invitation?token=') });
  expect(await rows()).toEqual([]);
});

test('that the mail server refuses is shown with its words, and keeps no text', async () => {
  const { id } = await invite('bounce@corp.example');
  await round();
  expect(await mailOf(id)).toEqual({
    state: 'bounced',
    problem: 'The mail server refused the mail for good',
    response: '550 5.1.1 User unknown',
  });
  expect((await rows())[0]?.sealedText).toBeNull();
});

test('that waits for its next try is replaced by a newer one, and the older link is not mailed any more', async () => {
  const { id } = await invite('later@corp.example');
  await round();
  expect(await mailOf(id)).toMatchObject({ state: 'retrying', response: expect.stringContaining('Greylisted') });
  await pia.client.users.invite({ id });
  app.clock.advance(MINUTE_MS);
  await round();
  expect(smtp.received).toHaveLength(1);
  expect(await isValid(tokenIn(smtp.received[0]!.text))).toBe(true);
});

test('to somebody who is removed meanwhile is not sent', async () => {
  const { id } = await invite();
  await pia.client.users.remove({ id });
  await round();
  expect([smtp.received, await rows()]).toEqual([[], []]);
});

test('that was kept for want of a mail server is sent within a day, or forgotten with its link', async () => {
  const { id } = await invite();
  await saveServer(null);
  await round();
  expect(await mailOf(id)).toMatchObject({ state: 'kept' });
  expect(await pia.client.setup.mail()).toMatchObject({ waiting: 1 });
  app.clock.advance(DAY_MS + HOUR_MS);
  await saveServer(server());
  await round();
  expect(smtp.received).toEqual([]);
  app.clock.advance(6 * DAY_MS);
  await app.services.forgetOld();
  expect(await rows()).toEqual([]);
});

test('whose secret is lost is given up, and stops no other mail', async () => {
  const { id } = await invite();
  await app.database.db.update(tables.mail).set({ sealedText: 'AAAA' });
  await invite('nils@corp.example');
  await round();
  expect(await mailOf(id)).toMatchObject({ state: 'bounced', problem: expect.stringContaining('secret of this installation') });
  expect(smtp.received.map(({ to }) => to)).toEqual([['nils@corp.example']]);
});

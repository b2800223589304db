import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { OwedNotice } from '../../domain/notifications/notice.ts';
import { DAY_MS, HOUR_MS, type Instant, instant, MINUTE_MS, toIso } from '../../domain/time/instant.ts';
import { createSealedBox } from '../../http/sealed-box.ts';
import { createPostman } from '../../mail/postman.ts';
import { createSmtpMailer } from '../../mail/smtp-mailer.ts';
import { tables } from '../../storage/database.ts';
import { startMailServer, type TestMailServer } from '../../testing/mail-server.ts';
import { createTestApp, type TestApp, type TestPerson } from '../../testing/test-app.ts';
import { createComposeRound } from './compose-ticker.ts';
import { REMEMBERED_MS } from './forget-store.ts';
import { createNoticeBook } from './notice-book.ts';
import { claimMails } from './outbox-store.ts';
import { createOutbox, LEASE_MS } from './outbox-ticker.ts';

let app: TestApp;
let smtp: TestMailServer;
let ann: TestPerson;
let mailers: ReturnType<typeof createSmtpMailer>[] = [];

beforeAll(async () => {
  smtp = await startMailServer();
  app = await createTestApp();
});
beforeEach(async () => {
  await app.database.truncate();
  smtp.forget();
  ann = await app.signIn({ role: 'manager', primaryContact: true, name: 'Ann' });
});
afterAll(async () => {
  for (const mailer of mailers) mailer.close();
  app.services.mailer.close();
  await app.close();
  await smtp.close();
});

const server = (more: object = {}) => ({
  ...{ host: '127.0.0.1', port: smtp.port, security: 'starttls' as const, user: smtp.user, password: smtp.password },
  ...{ from: 'watchbill@corp.example', trustedCertificate: smtp.certificate, ...more },
});

async function setUp(more: object = {}): Promise<void> {
  const { revision } = await ann.client.setup.mail();
  await ann.client.setup.changeMail({ server: server(more), revision });
}

/** Owes a notice to Ann and to these addresses, and writes its mails. */
async function owe(emails: readonly string[] = [], more: Partial<OwedNotice['of']> = {}): Promise<string> {
  const groupIds =
    emails.length === 0 ? [] : [(await ann.client.distributionGroups.create({ name: randomUUID(), emails: [...emails] })).id];
  const at = app.clock.now();
  const of = {
    ...{ id: randomUUID(), title: 'Weekly DMZ', timeZone: 'America/Los_Angeles', ownerId: ann.actor.userId, ...more },
    notifications: { skipped: { message: 'Call the NOC.' }, distributionGroupIds: groupIds },
  };
  const facts = {
    event: 'skipped',
    at,
    verdict: 'skipped',
    reason: { code: 'overlap', scanId: randomUUID(), scanState: 'running' },
  } as const;
  const book = createNoticeBook(app.deps);
  await app.deps.uow((work) => book.owe(work, [{ of, facts, key: toIso(at), owedAt: at }]));
  await compose();
  return (await ann.client.notifications.list({ query: `schedule:${of.id}` })).items[0]!.id;
}

const compose = () =>
  createComposeRound({
    ...app.deps,
    onError: (error) => {
      throw error;
    },
  })();

/** Another replica's outbox: its own connections and memory. */
function outbox() {
  const mailer = createSmtpMailer({ clock: app.clock.now, product: 'Watchbill' });
  mailers = [...mailers, mailer];
  const postman = createPostman(app.services.mailSettings.current, mailer);
  return createOutbox({ ...app.deps, postman, openText: createSealedBox(app.deps.secret, 'waiting mails').open });
}

const recipients = async (id: string) => (await ann.client.notifications.recipients({ id })).items;
const addressees = () => smtp.received.flatMap(({ to }) => to).sort();

describe('mails that are owed', () => {
  test('are sent over STARTTLS with sign-in, one to each address, with a text that is kept', async () => {
    await setUp();
    const id = await owe(['ops@corp.example', ann.actor.email.toUpperCase()], { title: 'DMZ\r\nBcc: all@corp.example <b>x</b>' });
    await outbox().round();
    expect(addressees()).toEqual([ann.actor.email, 'ops@corp.example'].sort());
    const [mail] = smtp.received;
    expect(mail).toMatchObject({
      from: 'watchbill@corp.example',
      subject: 'Skipped: DMZ Bcc: all@corp.example <b>x</b>, Thu 5 Mar 10:42 PST',
    });
    expect(mail!.headers.filter((line) => /^bcc:/i.test(line))).toEqual([]);
    expect(mail!.headers.join('\n')).toMatch(/Content-Type: text\/plain/);
    expect(mail!.headers).toContain('Auto-Submitted: auto-generated');
    const found = await ann.client.notifications.get({ id });
    expect(found.counts).toMatchObject({ sent: 2, queued: 0 });
    expect(found.text).toContain('Call the NOC.');
    expect(mail!.text.trim()).toBe(found.text?.trim());
    expect(found.recipients[0]).toMatchObject({ state: 'sent', attempts: 1, response: expect.stringMatching(/^250 /) });
  });

  test('are owed once, however often the decision is taken', async () => {
    const scheduleId = randomUUID();
    await owe([], { id: scheduleId });
    await owe([], { id: scheduleId });
    const { items } = await ann.client.notifications.list({ query: `schedule:${scheduleId}` });
    expect(items).toMatchObject([{ counts: { queued: 1 } }]);
  });

  test('are sent once when two outboxes work at the same moment', async () => {
    await setUp();
    const many = Array.from({ length: 60 }, (_, i) => `person-${i}@corp.example`);
    await owe(many);
    await Promise.all([outbox().round(), outbox().round()]);
    expect(addressees()).toEqual([...many, ann.actor.email].sort());
  });

  test('are taken over when whoever claimed them dies, and its late result changes nothing', async () => {
    await setUp();
    const id = await owe();
    const now = app.clock.now();
    await app.deps.uow((work) => claimMails(work.tx, { now, leasedUntil: instant(now + LEASE_MS), token: randomUUID(), limit: 10 }));
    const other = outbox();
    const next = await other.round();
    expect(smtp.received).toHaveLength(0);
    expect(next).toBe(now + LEASE_MS);
    app.clock.advance(LEASE_MS);
    await other.round();
    expect(smtp.received).toHaveLength(1);
    expect(await recipients(id)).toMatchObject([{ state: 'sent', attempts: 2 }]);
  });
});

describe('what the mail server answers', () => {
  test('451 is tried again a minute later, with the same Message-ID', async () => {
    await setUp();
    const id = await owe(['later@corp.example']);
    const box = outbox();
    await box.round();
    const [greylisted] = (await ann.client.notifications.recipients({ id, query: 'state:retrying' })).items;
    expect(greylisted).toMatchObject({
      email: 'later@corp.example',
      attempts: 1,
      response: expect.stringContaining('451 4.7.1 Greylisted'),
    });
    expect(Date.parse(greylisted!.nextAttemptAt!)).toBe(app.clock.now() + MINUTE_MS);
    const ids = await messageIds();
    app.clock.advance(MINUTE_MS);
    await box.round();
    expect(addressees()).toEqual([ann.actor.email, 'later@corp.example'].sort());
    expect(await messageIds()).toEqual(ids);
    expect(smtp.received.map(({ messageId }) => messageId).sort()).toEqual(ids);
  });

  test('550 is final, and its words are kept; a person may ask again', async () => {
    await setUp();
    const id = await owe(['bounce@corp.example']);
    const box = outbox();
    await box.round();
    const [bounced] = (await ann.client.notifications.recipients({ id, query: 'state:bounced' })).items;
    expect(bounced).toMatchObject({
      email: 'bounce@corp.example',
      problem: expect.any(String),
      response: expect.stringContaining('550 5.1.1 User unknown'),
    });
    expect(bounced).not.toHaveProperty('nextAttemptAt');
    expect((await ann.client.notifications.list({ query: 'state:bounced' })).items.map((one) => one.id)).toEqual([id]);
    expect(await ann.client.notifications.retry({ id })).toEqual({ queued: 1 });
    await box.round();
    expect((await ann.client.notifications.get({ id })).counts).toMatchObject({ sent: 1, bounced: 1 });
    expect(smtp.received).toHaveLength(1);
  });

  test.each([
    ['a wrong password', { password: 'wrong' }, /did not accept the user or password/],
    ['a certificate that nobody vouches for', { trustedCertificate: undefined }, /certificate .* not trusted/],
    ['nobody listening', { port: 1 }, /cannot be reached: nothing listens there/],
  ])('%s leaves the mails waiting, and one at a time asks again', async (_, wrong, words) => {
    await setUp(wrong);
    const id = await owe(Array.from({ length: 30 }, (_one, i) => `p${i}@corp.example`));
    const box = outbox();
    expect(await box.round()).toBe(app.clock.now() + MINUTE_MS);
    const { counts, recipients: first } = await ann.client.notifications.get({ id });
    expect(counts.retrying).toBeLessThanOrEqual(5);
    expect(counts.queued).toBe(31 - counts.retrying);
    expect(first[0]?.problem).toMatch(words);
    app.clock.advance(MINUTE_MS);
    await box.round();
    const { counts: after } = await ann.client.notifications.get({ id });
    expect(after.retrying).toBeLessThanOrEqual(counts.retrying + 1);
    await setUp();
    box.forgetPause();
    app.clock.advance(HOUR_MS);
    await box.round();
    expect((await ann.client.notifications.get({ id })).counts.sent).toBe(31);
  });

  test('what cannot be handed over for a day is given up', async () => {
    await setUp();
    const id = await owe(['busy@corp.example']);
    const box = outbox();
    let next: Instant | undefined = await box.round();
    for (let tries = 0; next !== undefined && tries < 40; tries += 1) {
      app.clock.set(toIso(next));
      next = await box.round();
    }
    const [given] = (await ann.client.notifications.recipients({ id, query: 'state:bounced' })).items;
    expect(given).toMatchObject({ problem: expect.stringMatching(/^Given up after a day/), response: expect.stringContaining('451') });
    expect(given!.attempts).toBeGreaterThan(8);
  });
});

test('without a mail server they are kept and shown; set up within a day they are sent, later ones are not', async () => {
  const old = await owe(['old@corp.example']);
  const box = outbox();
  await box.round();
  expect((await recipients(old))[0]).toMatchObject({ state: 'kept', problem: expect.stringContaining('No mail server') });
  app.clock.advance(DAY_MS);
  const young = await owe(['young@corp.example']);
  await box.round();
  expect(await ann.client.setup.mail()).toMatchObject({ server: null, source: 'none', waiting: 2 });
  await setUp();
  await box.round();
  expect((await ann.client.notifications.get({ id: young })).counts).toMatchObject({ sent: 2 });
  expect((await ann.client.notifications.get({ id: old })).counts).toMatchObject({ kept: 2 });
});

test('what was told is forgotten after a year', async () => {
  await owe();
  app.clock.advance(REMEMBERED_MS);
  await app.services.forgetOld();
  const rows = () => Promise.all([app.database.db.$count(tables.notice), app.database.db.$count(tables.mail)]);
  expect(await rows()).toEqual([1, 1]);
  app.clock.advance(1);
  await app.services.forgetOld();
  expect(await rows()).toEqual([0, 0]);
});

test('whoever does not see the schedule does not see its mails', async () => {
  const id = await owe();
  const scanner = await app.signIn('scanner');
  expect((await scanner.client.notifications.list({})).items).toEqual([]);
  await expect(scanner.client.notifications.get({ id })).rejects.toMatchObject({ code: 'not-found' });
  await expect(scanner.client.notifications.retry({ id })).rejects.toMatchObject({ code: 'not-found' });
});

async function messageIds(): Promise<string[]> {
  const rows = await app.database.db.select({ messageId: tables.mail.messageId }).from(tables.mail);
  return rows.map(({ messageId }) => messageId).sort();
}

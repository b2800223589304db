import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestApp, type TestApp, type TestPerson } from '../../testing/test-app.ts';

let app: TestApp;
let pia: TestPerson;
let groupId: string;
beforeAll(async () => {
  app = await createTestApp();
  pia = await app.signIn({ role: 'manager', primaryContact: true, name: 'Pia' });
  const emails = ['ops@corp.example', pia.actor.email.toUpperCase()];
  groupId = (await pia.client.distributionGroups.create({ name: 'Night shift', emails })).id;
});
afterAll(() => app.close());

const preview = async (more: object = {}, by: TestPerson = pia) => {
  const plan = { start: '2026-04-06T02:30', timeZone: 'Europe/Berlin', observeDst: true, recurrence: { kind: 'daily', every: 1 } };
  const notifications = { before: { amount: 30, unit: 'minutes', message: '<b>Mind</b> the backup.' }, distributionGroupIds: [groupId] };
  const answer = await by.fetch('/api/v1/notifications/preview', {
    method: 'POST',
    json: { ...plan, title: 'DMZ', notifications, ...more },
  });
  return { status: answer.status, body: await answer.json() };
};

test('the preview shows the five mails of a draft, which of them are wanted, and who gets them once', async () => {
  const { status, body } = await preview();
  expect(status).toBe(200);
  const wanted = body.mails.map((mail: { event: string; wanted: boolean }) => [mail.event, mail.wanted]);
  expect(wanted).toEqual([
    ['before', true],
    ['completed', false],
    ['delayed', false],
    ['skipped', false],
    ['deactivated', false],
  ]);
  expect(body.mails[0]).toMatchObject({ sentAt: '2026-04-06T00:00:00Z', subject: expect.stringContaining('DMZ') });
  expect(body.mails[0].text).toContain('<b>Mind</b> the backup.');
  expect(body.recipients).toMatchObject([
    { kind: 'owner', email: pia.actor.email },
    { kind: 'group', name: 'Night shift', emailCount: 2 },
  ]);
  expect([body.addresses, body.mailServer]).toEqual([2, false]);
});

test('it tells of a group or owner that its reader may not see as little as the lists do', async () => {
  const scanner = await app.signIn('scanner');
  const { body } = await preview({}, scanner);
  expect(body.recipients[1]).toEqual({ kind: 'group', id: groupId, emailCount: 2, firstEmails: [] });
  const refused = await preview({ ownerId: pia.actor.userId }, scanner);
  expect([refused.status, refused.body.issues]).toMatchObject([400, [{ path: ['ownerId'], code: 'owner-unknown' }]]);
});

test('it refuses what no schedule could have, at its field', async () => {
  const { status, body } = await preview({ timeZone: 'Mars/Base' });
  expect([status, body.issues.map(({ path }: { path: string[] }) => path[0])]).toEqual([400, ['timeZone']]);
});

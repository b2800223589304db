import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestApp, type TestApp, type TestCaller, type TestPerson } from '../../testing/test-app.ts';

let app: TestApp;
let ann: TestPerson;
beforeAll(async () => {
  app = await createTestApp();
  await app.services.profiles.createStandardProfiles();
  ann = await app.signIn({ role: 'manager', name: 'Ann', primaryContact: true });
});
afterAll(() => app.close());

async function call(person: TestCaller, route: string, json?: unknown) {
  const [method, path] = route.split(' ') as [string, string];
  const answer = await person.fetch(`/api/v1${path}`, { method, ...(json === undefined ? {} : { json }) });
  const text = await answer.text();
  return { status: answer.status, body: text === '' ? undefined : JSON.parse(text) };
}

const scheduleBody = (distributionGroupIds: readonly string[], title = 'Weekly DMZ') => ({
  title,
  target: { kind: 'hosts', include: ['192.0.2.0/28'] },
  scanners: { kind: 'any' },
  start: '2026-03-06T02:30',
  timeZone: 'America/Los_Angeles',
  observeDst: true,
  recurrence: { kind: 'daily', every: 1 },
  notifications: { skipped: { message: '' }, distributionGroupIds },
});

const addresses = (count: number) => Array.from({ length: count }, (_, i) => `person-${i}@example.org`);

test('a group is created, listed without its addresses, read with them, changed, and deleted', async () => {
  const made = await ann.client.distributionGroups.create({ name: ' Ops ', emails: [' a@example.org', 'b@example.org'] });
  expect(made).toMatchObject({ name: 'Ops', emails: ['a@example.org', 'b@example.org'], revision: 1, usedBy: 0, owner: { name: 'Ann' } });
  const { items, total } = await ann.client.distributionGroups.list({ query: 'b@example' });
  expect(items).toMatchObject([{ id: made.id, emailCount: 2, firstEmails: ['a@example.org', 'b@example.org'], mayChange: true }]);
  expect(items[0]).not.toHaveProperty('emails');
  expect(total).toEqual({ count: 1, exact: true });
  const changed = await ann.client.distributionGroups.replace({ id: made.id, revision: 1, name: 'Ops', emails: ['c@example.org'] });
  expect(changed).toMatchObject({ revision: 2, emails: ['c@example.org'] });
  await expect(
    ann.client.distributionGroups.replace({ id: made.id, revision: 1, name: 'Ops', emails: ['d@example.org'] }),
  ).rejects.toMatchObject({ code: 'stale-revision' });
  await ann.client.distributionGroups.remove({ id: made.id });
  await expect(ann.client.distributionGroups.get({ id: made.id })).rejects.toMatchObject({ code: 'not-found' });
});

test('everything that is wrong is told at once, line by line', async () => {
  await ann.client.distributionGroups.create({ name: 'Taken', emails: ['x@example.org'] });
  const emails = ['ann@example.org', 'no address', 'ANN@example.org', 7, 'a@b@c', 'b@example.org\r\nBcc: all@example.org'];
  const { status, body } = await call(ann, 'POST /distribution-groups', { name: 'TAKEN', emails });
  expect(status).toBe(400);
  const found = body.issues.map(({ path, code }: { path: unknown[]; code: string }) => `${path.join('.')} ${code}`).sort();
  expect(found).toEqual([
    'emails.1 email-malformed',
    'emails.2 email-duplicate',
    expect.stringMatching(/^emails\.3 /),
    'emails.4 email-malformed',
    'emails.5 email-malformed',
    'name distribution-group-name-taken',
  ]);
  expect(body.issues.find(({ code }: { code: string }) => code === 'email-duplicate').message).toContain('line 1');
});

test('10,000 addresses fit, 10,001 and none do not', async () => {
  const full = await ann.client.distributionGroups.create({ name: 'Full', emails: addresses(10_000) });
  expect(full.emailCount).toBe(10_000);
  for (const count of [0, 10_001]) {
    const { status, body } = await call(ann, 'POST /distribution-groups', { name: `Of ${count}`, emails: addresses(count) });
    expect(status).toBe(400);
    expect(body.issues).toMatchObject([{ path: ['emails'] }]);
  }
});

test('a group that schedules tell is not deleted: they are named', async () => {
  const { id } = await ann.client.distributionGroups.create({ name: 'In use', emails: ['x@example.org'] });
  expect((await call(ann, 'POST /schedules', scheduleBody([id]))).status).toBe(201);
  expect(await ann.client.distributionGroups.get({ id })).toMatchObject({ usedBy: 1 });
  await expect(ann.client.distributionGroups.remove({ id })).rejects.toMatchObject({
    code: 'conflict',
    message: expect.stringContaining('"Weekly DMZ"'),
  });
});

test('a group that only the alerts tell is not deleted, and one that is deleted meanwhile is not taken into them', async () => {
  const { id } = await ann.client.distributionGroups.create({ name: 'Night shift', emails: ['night@example.org'] });
  const { revision, ...rules } = await ann.client.monitoring.alerts();
  const told = await ann.client.monitoring.changeAlerts({ ...rules, managers: false, distributionGroupIds: [id], revision });
  expect(await ann.client.distributionGroups.get({ id })).toMatchObject({ usedBy: 0, usedByAlerts: true });
  expect((await ann.client.distributionGroups.list({ query: 'Night' })).items).toMatchObject([{ usedByAlerts: true }]);
  await expect(ann.client.distributionGroups.remove({ id })).rejects.toMatchObject({
    code: 'conflict',
    message: '"Night shift" is told of silent appliances: take it out of Setup, Alerts, then delete it',
  });
  const back = await ann.client.monitoring.changeAlerts({ ...rules, revision: told.revision });
  await ann.client.distributionGroups.remove({ id });
  const { status, body } = await call(ann, 'PUT /setup/alerts', { ...rules, distributionGroupIds: [id], revision: back.revision });
  expect([status, body.issues[0].path, body.issues[0].code]).toEqual([400, ['distributionGroupIds'], 'group-unknown']);
});

test('who may see and change a group follows from its owner and unit', async () => {
  const unit = await ann.client.businessUnits.create({ name: 'North' });
  const other = await ann.client.businessUnits.create({ name: 'South' });
  const of = (role: 'unit-manager' | 'scanner' | 'reader', businessUnitId: string) => app.signIn({ role, businessUnitId });
  const northern = await of('unit-manager', unit.id);
  const { id, revision } = await northern.client.distributionGroups.create({ name: 'Northern', emails: ['n@example.org'] });
  const change = { id, revision, name: 'Northern', emails: ['m@example.org'] };
  const scanner = await of('scanner', unit.id);
  const reader = await of('reader', unit.id);
  const southern = await of('unit-manager', other.id);
  for (const person of [scanner, reader]) {
    expect((await person.client.distributionGroups.list({})).items).toMatchObject([{ name: 'Northern', mayChange: false }]);
    await expect(person.client.distributionGroups.replace(change)).rejects.toMatchObject({ code: 'not-permitted' });
  }
  expect((await southern.client.distributionGroups.list({})).items).toEqual([]);
  await expect(southern.client.distributionGroups.get({ id })).rejects.toMatchObject({ code: 'not-found' });
  await expect(southern.client.distributionGroups.replace(change)).rejects.toMatchObject({ code: 'not-found' });
  // A schedule names only groups that its writer sees.
  expect((await call(scanner, 'POST /schedules', scheduleBody([id], 'By the scanner'))).status).toBe(201);
  const { status, body } = await call(southern, 'POST /schedules', scheduleBody([id], 'From the south'));
  expect(status).toBe(400);
  expect(body.issues).toMatchObject([{ path: ['notifications', 'distributionGroupIds', 0], code: 'distribution-group-unknown' }]);
});

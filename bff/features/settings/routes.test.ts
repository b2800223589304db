import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { DEFAULT_SCHEDULED_SCANS } from '../../domain/settings/scheduled-scans.ts';
import { auditEntry } from '../../storage/schema/platform.ts';
import { createTestApp, type TestApp, type TestPerson } from '../../testing/test-app.ts';

let app: TestApp;
let owner: TestPerson;
beforeAll(async () => {
  app = await createTestApp();
});
beforeEach(async () => {
  await app.database.truncate();
  owner = await app.signIn({ role: 'manager', primaryContact: true });
});
afterAll(() => app.close());

const CHANGED = { ...DEFAULT_SCHEDULED_SCANS, relaunchOnFinish: true, deactivateAfterErrors: 3 };

test('the setup is at its defaults until it is changed', async () => {
  const reader = await app.signIn('reader');
  expect(await reader.client.setup.scheduledScans()).toEqual({ ...DEFAULT_SCHEDULED_SCANS, revision: 1 });
});

test('the primary contact changes it, again and again, and each change is audited', async () => {
  expect(await owner.client.setup.changeScheduledScans({ ...CHANGED, revision: 1 })).toEqual({ ...CHANGED, revision: 2 });
  expect(await owner.client.setup.changeScheduledScans({ ...DEFAULT_SCHEDULED_SCANS, revision: 2 })).toMatchObject({ revision: 3 });
  expect(await app.services.settings.scheduledScans()).toEqual({ ...DEFAULT_SCHEDULED_SCANS, revision: 3 });
  const entries = await app.database.db.select().from(auditEntry);
  expect(entries.filter((entry) => entry.action === 'setup.changed')).toHaveLength(2);
});

test('another manager may not (seed S7)', async () => {
  const manager = await app.signIn('manager');
  await expect(manager.client.setup.changeScheduledScans({ ...CHANGED, revision: 1 })).rejects.toMatchObject({
    code: 'not-permitted',
    status: 403,
  });
});

test('a change that started from an older state is refused with the newer one', async () => {
  await owner.client.setup.changeScheduledScans({ ...CHANGED, revision: 1 });
  const answer = await owner.fetch('/api/v1/setup/scheduled-scans', { method: 'PUT', json: { ...DEFAULT_SCHEDULED_SCANS, revision: 1 } });
  expect(answer.status).toBe(409);
  expect(await answer.json()).toMatchObject({ code: 'stale-revision', current: { ...CHANGED, revision: 2 } });
});

test('of two first changes at the same moment one is refused', async () => {
  const change = () => owner.fetch('/api/v1/setup/scheduled-scans', { method: 'PUT', json: { ...CHANGED, revision: 1 } });
  expect((await Promise.all([change(), change()])).map((answer) => answer.status).sort()).toEqual([200, 409]);
});

import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestApp, type TestApp } from './test-app.ts';

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp();
});
afterAll(() => app.close());

test('a person signs in and is told who they are', async () => {
  const reader = await app.signIn('reader');
  expect(await reader.client.account.me()).toMatchObject({ id: reader.actor.userId, role: 'reader', primaryContact: false });
  const answer = await app.anonymous.fetch('/api/v1/me');
  expect(answer.status).toBe(401);
  expect(answer.headers.get('content-type')).toBe('application/problem+json');
});

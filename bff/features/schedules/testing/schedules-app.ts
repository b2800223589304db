import { createTestApp, type TestApp, type TestCaller } from '../../../testing/test-app.ts';

/** What a client sends for a plain schedule, with all that a test does not mention. */
export const scheduleBody = (fields: Record<string, unknown> = {}) => ({
  title: 'Weekly DMZ',
  target: { kind: 'hosts', include: ['192.0.2.0/28'] },
  scanners: { kind: 'any' },
  start: '2026-03-06T02:30',
  timeZone: 'America/Los_Angeles',
  observeDst: true,
  recurrence: { kind: 'daily', every: 1 },
  ...fields,
});

/** The application with its standard profiles. */
export async function schedulesApp(): Promise<TestApp> {
  const app = await createTestApp();
  await app.services.profiles.createStandardProfiles();
  return app;
}

/** Calls as that person; answers the status and the body, read from JSON. */
export async function call(person: TestCaller, route: string, json?: unknown) {
  const [method, path] = route.split(' ') as [string, string];
  const answer = await person.fetch(`/api/v1${path}`, { method, ...(json === undefined ? {} : { json }) });
  const text = await answer.text();
  return { status: answer.status, body: text === '' ? undefined : JSON.parse(text) };
}

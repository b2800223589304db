import pg from 'pg';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { MINUTE_MS } from '../../domain/time/instant.ts';
import { throttle } from '../../storage/schema/auth.ts';
import { CHANGE_CHANNEL } from '../../storage/unit-of-work.ts';
import { createTestApp, type TestApp, type TestPerson } from '../../testing/test-app.ts';

let app: TestApp;
let reader: TestPerson;
beforeAll(async () => {
  app = await createTestApp({
    listen: true,
    deps: { probes: [() => undefined, () => 'The launcher stands still', () => Promise.reject(new Error('broken'))] },
  });
  reader = await app.signIn('reader');
});
afterAll(() => app.close());

const listeners = async () => /watchbill_live_listeners (\d+)/.exec(await app.services.metrics.text())?.[1];

test('a change committed on another connection reaches a browser; inner topics and rolled-back changes do not', async () => {
  const stop = new AbortController();
  const events = await reader.client.live.events(undefined, { signal: stop.signal });
  await vi.waitFor(async () => expect(await listeners()).toBe('1'));
  await app.database
    .uow(app.clock.now)(async (work) => {
      work.announce('scans', 'never');
      throw new Error('rolled back');
    })
    .catch(() => {});
  await app.database.uow(app.clock.now)(async (work) => {
    work.announce('slices', 'inner');
    work.announce('schedules', 'a');
    work.announce('schedules', 'a');
    work.announce('setup', 'b');
  });
  expect((await events.next()).value).toEqual({ topic: 'schedules', id: 'a' });
  expect((await events.next()).value).toEqual({ topic: 'setup', id: 'b' });
  stop.abort();
  await vi.waitFor(async () => expect(await listeners()).toBe('0'));
});

test('after the connection for changes was lost, listeners are told that anything may have changed', async () => {
  const stop = new AbortController();
  const events = await reader.client.live.events(undefined, { signal: stop.signal });
  await vi.waitFor(async () => expect(await listeners()).toBe('1'));
  const admin = new pg.Client({ connectionString: app.database.url });
  await admin.connect();
  await admin.query(
    `select pg_terminate_backend(pid) from pg_stat_activity where query = 'listen ${CHANGE_CHANNEL}' and datname = current_database()`,
  );
  await admin.end();
  expect((await events.next()).value).toMatchObject({ id: '*' });
  stop.abort();
});

test('the status tells what is wrong, and counts what the person may see', async () => {
  const status = await reader.client.platform.status();
  expect(status).toMatchObject({
    version: '0.0.0-test',
    healthy: false,
    problems: ['The launcher stands still', 'A check failed: broken'],
    serverTime: '2026-03-05T18:42:00Z',
    counts: { schedules: 0, scansActive: 0, appliances: 0, launches: 0, heldLaunches: 0 },
  });
});

test('streams end in order when the server stops', async () => {
  const other = await createTestApp();
  const person = await other.signIn('reader');
  const events = await person.client.live.events();
  const next = events.next();
  other.services.live.endStreams();
  expect(await next).toMatchObject({ done: true });
  await other.close();
});

test('what has expired is forgotten', async () => {
  const signIn = { method: 'POST', json: { email: 'nobody@example.org', password: 'wrong' } };
  await app.anonymous.fetch('/api/auth/sign-in/email', signIn);
  app.clock.advance(16 * MINUTE_MS);
  await app.services.forgetOld();
  expect(await app.database.db.select().from(throttle)).toEqual([]);
});

import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { testClock } from '../testing/test-clock.ts';
import { type TestDatabase, testDatabase } from '../testing/test-database.ts';
import { auditEntry } from './schema/platform.ts';
import { CHANGE_CHANNEL, type Work } from './unit-of-work.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

async function listen(): Promise<{ payloads: string[]; next: () => Promise<void>; end: () => Promise<void> }> {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  const payloads: string[] = [];
  const waiting: (() => void)[] = [];
  client.on('notification', (message) => {
    payloads.push(message.payload ?? '');
    waiting.shift()?.();
  });
  await client.query(`listen ${CHANGE_CHANNEL}`);
  return { payloads, next: () => new Promise((resolve) => waiting.push(resolve)), end: () => client.end() };
}

it('tells listeners on other connections what changed, once the transaction is committed', async () => {
  const listener = await listen();
  const told = listener.next();
  await database.uow(testClock().now)(async (work) => {
    work.announce('schedules', 'a');
    work.announce('schedules', 'a');
    work.announce('scans', 'b');
  });
  await told;
  expect(listener.payloads.map((payload) => JSON.parse(payload))).toEqual([
    [
      { topic: 'schedules', id: 'a' },
      { topic: 'scans', id: 'b' },
    ],
  ]);
  await listener.end();
});

it('announces nothing and keeps nothing of a story that throws', async () => {
  const listener = await listen();
  const objectId = randomUUID();
  const story = database.uow(testClock().now)(async (work) => {
    work.announce('schedules', 'lost');
    await work.audit({ actor: null, action: 'schedule.created', objectType: 'schedule', objectId });
    throw new Error('no');
  });
  await expect(story).rejects.toThrow('no');
  const told = listener.next();
  await database.uow(testClock().now)(async (work) => work.announce('scans', 'after'));
  await told;
  expect(listener.payloads).toHaveLength(1);
  expect(listener.payloads[0]).not.toContain('lost');
  expect(await database.db.select().from(auditEntry)).toEqual([]);
  await listener.end();
});

it('writes the audit entry with the clock it was given', async () => {
  const clock = testClock('2026-03-05T18:42:00Z');
  const note = { actor: null, action: 'schedule.created', objectType: 'schedule', objectId: 'x', after: { title: 'a' } };
  await database.uow(clock.now)((work) => work.audit(note));
  const [entry] = await database.db.select().from(auditEntry);
  expect(entry).toMatchObject({ actorName: 'Watchbill', action: 'schedule.created', after: { title: 'a' } });
  expect(entry?.at.toISOString()).toBe('2026-03-05T18:42:00.000Z');
});

it('finishes once for all that was named meanwhile, in the same transaction', async () => {
  const finished: (readonly string[])[] = [];
  const finish = async (work: Work, ids: readonly string[]) => {
    finished.push(ids);
    await work.audit({ actor: null, action: 'asset.sorted', objectType: 'asset', objectId: ids.join() });
  };
  await database.uow(testClock().now)(async (work) => {
    for (const id of ['a', 'b', 'a']) work.atEnd(finish, id);
    expect(finished).toEqual([]);
  });
  expect(finished).toEqual([['a', 'b']]);
  const entries = await database.db.select().from(auditEntry);
  expect(entries.filter(({ objectType }) => objectType === 'asset')).toMatchObject([{ objectId: 'a,b' }]);
});

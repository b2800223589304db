import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DAY_MS } from '../domain/time/instant.ts';
import { idempotentAnswer } from '../storage/schema/platform.ts';
import { createTestApp, type TestApp, type TestPerson } from '../testing/test-app.ts';
import { createIdempotency } from './idempotency.ts';
import { createIdempotencyStore } from './idempotency-store.ts';
import { createSealedBox } from './sealed-box.ts';

let app: TestApp;
let manager: TestPerson;
beforeAll(async () => {
  app = await createTestApp();
  manager = await app.signIn('manager');
});
afterAll(() => app.close());

const create = (name: string, key: string, by: TestPerson = manager) =>
  by.fetch('/api/v1/business-units', { method: 'POST', json: { name }, headers: { 'idempotency-key': key } });
const names = async () => (await manager.client.businessUnits.list()).items.map((unit) => unit.name);

test('the same request with the same key gets the same answer and happens once', async () => {
  const [key, name] = [randomUUID(), randomUUID()];
  const first = await create(name, key);
  const second = await create(name, key);
  expect([first.status, second.status]).toEqual([201, 201]);
  expect(await second.json()).toEqual(await first.json());
  expect((await names()).filter((one) => one === name)).toHaveLength(1);
});

test('repeats at the same moment happen once', async () => {
  const [key, name] = [randomUUID(), randomUUID()];
  const answers = await Promise.all(Array.from({ length: 8 }, () => create(name, key)));
  expect(answers.map((answer) => answer.status)).toEqual(Array(8).fill(201));
  expect(new Set(await Promise.all(answers.map((answer) => answer.text()))).size).toBe(1);
});

test('the key of another request is refused', async () => {
  const key = randomUUID();
  await create(randomUUID(), key);
  const answer = await create(randomUUID(), key);
  expect(answer.status).toBe(422);
  expect(await answer.json()).toMatchObject({ code: 'idempotency-key-reused' });
});

test('two people may use the same key', async () => {
  const key = randomUUID();
  const other = await app.signIn('manager');
  expect((await create(randomUUID(), key)).status).toBe(201);
  expect((await create(randomUUID(), key, other)).status).toBe(201);
});

test('a refused request gives its key back', async () => {
  const [key, name] = [randomUUID(), randomUUID()];
  await create(name, randomUUID());
  expect((await create(name, key)).status).toBe(400);
  expect((await create(randomUUID(), key)).status).toBe(201);
});

test('a key that is no key is refused', async () => {
  expect((await create(randomUUID(), 'x'.repeat(201))).status).toBe(400);
});

test('an answer is not readable in the database', async () => {
  const name = `secret ${randomUUID()}`;
  await create(name, randomUUID());
  expect(JSON.stringify(await app.database.db.select().from(idempotentAnswer))).not.toContain(name);
});

test('a repeat on another replica, while the first runs, is refused rather than run twice; a day later the key is free', async () => {
  const store = createIdempotencyStore(app.database.db, app.clock.now);
  const replica = () => createIdempotency(store, createSealedBox('s', 'test'), 's');
  const request = { actorId: 'somebody', key: randomUUID(), procedure: 'x', input: {} };
  let finish: (answer: string) => void = () => {};
  let started: () => void = () => {};
  const running = new Promise<void>((resolve) => {
    started = resolve;
  });
  const first = replica().once(request, () => {
    started();
    return new Promise((resolve) => {
      finish = resolve;
    });
  });
  await running;
  await expect(replica().once(request, async () => 'again')).rejects.toMatchObject({ code: 'conflict' });
  finish('done');
  expect(await first).toBe('done');
  expect(await replica().once(request, async () => 'again')).toBe('done');
  app.clock.advance(DAY_MS + 1);
  expect(await replica().once(request, async () => 'again')).toBe('again');
});

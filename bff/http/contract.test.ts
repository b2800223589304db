import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { contract } from '../contract/index.ts';
import { createTestApp, type TestApp } from '../testing/test-app.ts';
import { operationsOf } from './operations.ts';

/** Modules whose routes are still being written. The list must be empty before a release. */
const NOT_YET: readonly string[] = [];

const operations = operationsOf(contract);
const isMounted = (procedure: string) => !NOT_YET.includes(procedure.split('.')[0]!);

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp();
});
afterAll(() => app.close());

const call = ({ path, method }: { path: string; method: string }) =>
  app.anonymous.fetch(`/api/v1${path.replace('{id}', 'not-an-id')}`, {
    method: method.toUpperCase(),
    ...(method === 'get' ? {} : { json: { no: 'sense' } }),
  });

describe('every procedure of the contract', () => {
  test.each(operations)('$procedure asks for a permission', ({ permission }) => {
    expect(permission).toBeDefined();
  });

  test.each(
    operations.filter((one) => isMounted(one.procedure) && one.permission !== 'public'),
  )('$procedure refuses an anonymous caller before it looks at the input', async (one) => {
    const answer = await call(one);
    expect(answer.status).toBe(401);
    expect(await answer.json()).toMatchObject({ code: 'not-signed-in', status: 401 });
  });

  test.each(
    operations.filter((one) => isMounted(one.procedure) && one.permission === 'public'),
  )('$procedure is open to anybody', async (one) => {
    expect([200, 400]).toContain((await call(one)).status);
  });

  test.each(operations.filter((one) => !isMounted(one.procedure)))('$procedure is listed as not yet mounted', async (one) => {
    expect((await call(one)).status).toBe(404);
  });
});

import pg from 'pg';
import { expect, test } from 'vitest';
import { toApiError, toProblemBody } from './api-error.ts';
import { problem } from './problem.ts';

/** What a real client says of a port on which nothing listens. */
const refused = async (): Promise<unknown> => {
  const pool = new pg.Pool({ host: '127.0.0.1', port: 1, connectionTimeoutMillis: 5000 });
  return pool.query('select 1').then(
    () => undefined,
    (error: unknown) => error,
  );
};

test('a database that cannot be reached is told as passing, with the reference', async () => {
  const body = toProblemBody(toApiError(await refused(), 'req-1'));
  expect(body).toMatchObject({ code: 'unavailable', status: 503 });
  expect(body.detail).toContain('req-1');
});

test.each([
  ['57P01', 'the database is shut down', 503],
  ['40001', 'the transaction was rolled back for another', 503],
  ['23505', 'a unique key is taken, which nobody expected', 500],
  ['42P01', 'a table is missing', 500],
])('SQLSTATE %s: %s answers %i', (code, _, status) => {
  const wrapped = new Error('Failed query: select 1', { cause: Object.assign(new Error('secret detail'), { code }) });
  const body = toProblemBody(toApiError(wrapped, 'req-2'));
  expect(body.status).toBe(status);
  expect(JSON.stringify(body)).not.toContain('secret detail');
  expect(body.title).toBe(problem(status === 503 ? 'unavailable' : 'internal-error', '').title);
});

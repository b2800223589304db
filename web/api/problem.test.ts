// @vitest-environment jsdom
import { ORPCError } from '@orpc/client';
import { describe, expect, it, vi } from 'vitest';
import { createFakeApi } from '../testing/fake-api.ts';
import { createClient } from './client.ts';
import { toFormProblem, toProblem } from './problem.ts';

const invalid = (issues: object[]) =>
  toProblem(new ORPCError('invalid-input', { status: 400, message: 'The input is not valid', data: { issues } }));

describe('a problem of a form', () => {
  const issue = (path: (string | number)[], message: string) => ({ path, code: 'x', message });

  it('puts issues at their field, or the nearest one around it', () => {
    const problem = invalid([issue(['title'], 'Give it a title'), issue(['target', 'include', 2], '10.0.0.300 is no address')]);
    expect(toFormProblem(problem, ['title', 'target'])).toEqual({
      fields: { title: 'Give it a title', target: '10.0.0.300 is no address' },
      messages: [],
    });
  });

  it('keeps two problems of one field, and what no field shows', () => {
    const problem = invalid([
      issue(['title'], 'Too long.'),
      issue(['title'], 'Taken.'),
      issue(['zone'], 'Unknown'),
      issue([], 'Both are wrong'),
    ]);
    expect(toFormProblem(problem, ['title'])).toEqual({
      fields: { title: 'Too long. Taken.' },
      messages: ['zone: Unknown', 'Both are wrong'],
    });
  });

  it('says the message itself when there are no issues, with the reference', () => {
    const problem = toProblem(new ORPCError('internal-error', { status: 500, message: 'It failed.', data: { requestId: '7F3-C21' } }));
    expect(toFormProblem(problem, ['title'])).toEqual({ fields: {}, messages: ['It failed.'], reference: '7F3-C21' });
  });

  it('knows that nobody answered', () => {
    expect(toProblem(new TypeError('fetch failed'))).toMatchObject({ code: 'unreachable', status: 0 });
  });
});

describe('the client', () => {
  it('reads problem+json with code, detail and all issues', async () => {
    const api = createFakeApi();
    vi.stubGlobal('fetch', (request: Request) => api.handle(request));
    const client = createClient('http://console.example');
    const error = await client.appliances.create({ name: '', pollIntervalSeconds: 5 }).catch((thrown: unknown) => thrown);
    const problem = toProblem(error);
    expect(problem).toMatchObject({ code: 'invalid-input', status: 400 });
    expect(problem.issues.map(({ path }) => path.join('.'))).toEqual(expect.arrayContaining(['name', 'pollIntervalSeconds']));
  });

  it('sends a POST a second time under the same key when the answer was lost', async () => {
    const api = createFakeApi();
    const keys: (string | null)[] = [];
    vi.stubGlobal('fetch', (request: Request) => {
      keys.push(request.headers.get('idempotency-key'));
      return keys.length === 1 ? Promise.reject(new TypeError('connection reset')) : api.handle(request);
    });
    await createClient('http://console.example').appliances.create({ name: 'fra-scan-04' });
    expect(keys).toHaveLength(2);
    expect(keys[0]).toMatch(/^[0-9a-f]{32}$/);
    expect(keys[1]).toBe(keys[0]);
  });
});

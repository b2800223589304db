import { request } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestApp, type TestApp, type TestPerson } from '../testing/test-app.ts';

let app: TestApp;
let manager: TestPerson;
let reader: TestPerson;
beforeAll(async () => {
  app = await createTestApp();
  manager = await app.signIn('manager');
  reader = await app.signIn('reader');
});
afterAll(() => app.close());

const post = (path: string, init: RequestInit & { json?: unknown }) => manager.fetch(path, { method: 'POST', ...init });

test('all problems of an input are told at once, at their fields', async () => {
  const answer = await post('/api/v1/users', { json: { email: 'nobody', role: 'king', password: 'short' } });
  expect(answer.status).toBe(400);
  expect(answer.headers.get('content-type')).toBe('application/problem+json');
  const body = await answer.json();
  expect(body).toMatchObject({ code: 'invalid-input', status: 400, title: 'The input is not valid', defined: true });
  expect(body.issues).toEqual([
    { path: ['email'], code: 'invalid-format', message: 'Must be an e-mail address, such as ada@example.org' },
    { path: ['name'], code: 'missing', message: 'Missing: give a text' },
    { path: ['role'], code: 'invalid-value', message: 'Must be one of manager, unit-manager, scanner, reader' },
    { path: ['password'], code: 'too-small', message: 'Use at least 12 characters' },
  ]);
});

test('a body that is not JSON is refused with the place', async () => {
  const answer = await post('/api/v1/users', { body: '{"email": ', headers: { 'content-type': 'application/json' } });
  expect(answer.status).toBe(400);
  expect(await answer.json()).toMatchObject({ code: 'malformed-json', issues: [] });
});

test('a body of another type is refused', async () => {
  const answer = await post('/api/v1/users', { body: 'email=a', headers: { 'content-type': 'text/plain' } });
  expect(answer.status).toBe(415);
});

test('a body that says it is too large is refused unread', async () => {
  const status = await new Promise<number | undefined>((resolve, reject) => {
    const url = new URL('/api/v1/users', app.url);
    const headers = { cookie: manager.cookie, 'content-type': 'application/json', 'content-length': String(1e9) };
    const sent = request(url, { method: 'POST', headers }, (answer) => {
      resolve(answer.statusCode);
      sent.destroy();
    });
    sent.on('error', reject);
    sent.flushHeaders();
  });
  expect(status).toBe(413);
});

test('a body that turns out too large is refused, and a sender that does not stop is cut off', async () => {
  const url = new URL('/api/v1/users', app.url);
  let sentBytes = 0;
  let status: number | undefined;
  await new Promise<void>((resolve) => {
    const headers = { cookie: manager.cookie, 'content-type': 'application/json' };
    const sent = request(url, { method: 'POST', headers }, (answer) => {
      status = answer.statusCode;
      answer.resume();
    });
    const chunk = Buffer.alloc(256 * 1024, ' ');
    const write = () => {
      while (!sent.destroyed && sentBytes < 256e6) {
        sentBytes += chunk.length;
        if (!sent.write(chunk)) return void sent.once('drain', write);
      }
    };
    sent.on('error', () => {}).on('close', () => resolve());
    write();
  });
  expect(status).toBe(413);
  expect(sentBytes).toBeLessThan(64e6);
});

test('a role that may not is refused, whatever the input', async () => {
  const answer = await reader.fetch('/api/v1/users', { method: 'POST', json: {} });
  expect(answer.status).toBe(403);
  expect(await answer.json()).toMatchObject({ code: 'not-permitted' });
});

test('an address that nothing answers is a problem too', async () => {
  for (const path of ['/api/v1/nothing', '/api/nothing', '/agent/v1/nothing', '/agent']) {
    const answer = await manager.fetch(path);
    expect([path, answer.status, answer.headers.get('content-type')?.split(';')[0]]).toEqual([path, 404, 'application/problem+json']);
  }
});

test('changes from another site are refused, whatever the browser says of them', async () => {
  const from = (headers: Record<string, string>) => post('/api/v1/business-units', { json: { name: crypto.randomUUID() }, headers });
  expect((await from({ 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' })).status).toBe(403);
  expect((await from({ 'sec-fetch-site': 'same-site', origin: 'https://evil.example' })).status).toBe(403);
  expect((await from({ origin: 'https://evil.example' })).status).toBe(403);
  expect((await from({ origin: 'null' })).status).toBe(403);
  expect(await (await from({ origin: 'https://evil.example' })).json()).toMatchObject({ code: 'cross-site' });
  expect((await from({ 'sec-fetch-site': 'same-origin', origin: app.url })).status).toBe(201);
  expect((await from({ origin: app.url })).status).toBe(201);
  expect((await from({})).status).toBe(201);
});

test('signing in from another site is refused too', async () => {
  const answer = await app.anonymous.fetch('/api/auth/sign-in/email', {
    method: 'POST',
    json: { email: manager.actor.email, password: manager.password },
    headers: { origin: 'https://evil.example' },
  });
  expect(answer.status).toBe(403);
});

test('answers carry a request id, a strict policy and no hint of the software', async () => {
  const answer = await manager.fetch('/api/v1/me', { headers: { 'x-request-id': 'from-the-proxy-1' } });
  expect(answer.headers.get('x-request-id')).toBe('from-the-proxy-1');
  expect(answer.headers.get('x-powered-by')).toBeNull();
  expect(answer.headers.get('content-security-policy')).toMatch(/default-src 'self';.*style-src 'self' 'nonce-[^']+'/);
  expect(answer.headers.get('content-security-policy')).not.toContain('unsafe');
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
});

test('liveness, readiness and figures are told to anybody', async () => {
  expect((await app.anonymous.fetch('/healthz')).status).toBe(200);
  expect((await app.anonymous.fetch('/readyz')).status).toBe(200);
  const metrics = await (await app.anonymous.fetch('/metrics')).text();
  expect(metrics).toContain('watchbill_http_request_duration_seconds_bucket');
});

import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { MINUTE_MS } from '../../domain/time/instant.ts';
import { session } from '../../storage/schema/auth.ts';
import { cookieOf, createTestApp, type TestApp, type TestPerson } from '../../testing/test-app.ts';

let app: TestApp;
let person: TestPerson;
beforeAll(async () => {
  app = await createTestApp();
});
beforeEach(async () => {
  await app.database.truncate();
  person = await app.signIn('scanner');
});
afterAll(() => app.close());

const signIn = (email: string, password: string, more: object = {}) =>
  app.anonymous.fetch('/api/auth/sign-in/email', { method: 'POST', json: { email, password, ...more } });
const detail = async (answer: Response) => ((await answer.json()) as { detail: string }).detail;

describe('signing in', () => {
  test('sets a cookie that no script can read and that other sites do not send along', async () => {
    const answer = await signIn(person.actor.email.toUpperCase(), person.password);
    expect(answer.status).toBe(200);
    const [cookie = ''] = answer.headers.getSetCookie().filter((one) => one.startsWith('watchbill.session_token='));
    expect(cookie).toMatch(/HttpOnly/);
    expect(cookie).toMatch(/SameSite=Lax/);
    expect(cookie).not.toMatch(/Max-Age/);
    expect(JSON.stringify(await answer.json())).not.toContain(cookie.split('=')[1]?.split('.')[0]);
  });

  test('with "stay signed in" lasts a week', async () => {
    const answer = await signIn(person.actor.email, person.password, { rememberMe: true });
    expect(answer.headers.getSetCookie().join()).toMatch(/watchbill\.session_token=[^;]+; Max-Age=604800/);
  });

  test('there is no way to sign up', async () => {
    const answer = await app.anonymous.fetch('/api/auth/sign-up/email', {
      method: 'POST',
      json: { email: 'me@example.org', password: 'a long pass phrase', name: 'Me' },
    });
    expect(answer.status).toBe(404);
  });

  test('tells all problems of the input', async () => {
    const answer = await app.anonymous.fetch('/api/auth/sign-in/email', { method: 'POST', json: {} });
    expect(answer.status).toBe(400);
    expect(((await answer.json()) as { issues: { path: string[] }[] }).issues.map((issue) => issue.path)).toEqual([
      ['email'],
      ['password'],
    ]);
  });
});

describe('tries', () => {
  test('are counted aloud, then there is a pause of 15 minutes, also for the right password', async () => {
    const details = [];
    for (let i = 0; i < 5; i += 1) details.push(await detail(await signIn(person.actor.email, 'wrong')));
    expect(details).toEqual([
      'E-mail or password is wrong. 4 tries left, then a pause of 15 minutes.',
      'E-mail or password is wrong. 3 tries left, then a pause of 15 minutes.',
      'E-mail or password is wrong. 2 tries left, then a pause of 15 minutes.',
      'E-mail or password is wrong. 1 try left, then a pause of 15 minutes.',
      'E-mail or password is wrong. That was the last try: the next is possible in 15 minutes.',
    ]);
    const paused = await signIn(person.actor.email, person.password);
    expect(paused.status).toBe(429);
    expect(paused.headers.get('retry-after')).toBe('900');
    app.clock.advance(14 * MINUTE_MS);
    expect(await detail(await signIn(person.actor.email, person.password))).toBe('Too many tries. The next is possible in 1 minute.');
    app.clock.advance(MINUTE_MS);
    expect((await signIn(person.actor.email, person.password)).status).toBe(200);
  });

  test('say the same about an account that does not exist', async () => {
    const known = await signIn(person.actor.email, 'wrong');
    const unknown = await signIn('nobody@example.org', 'wrong');
    expect([unknown.status, await unknown.json()]).toEqual([known.status, await known.json()]);
  });

  test('at the same moment do not slip past the limit together', async () => {
    const answers = await Promise.all(Array.from({ length: 12 }, () => signIn(person.actor.email, 'wrong')));
    expect(answers.filter((answer) => answer.status === 401)).toHaveLength(5);
    expect(answers.filter((answer) => answer.status === 429)).toHaveLength(7);
  });

  test('are counted by the address that the proxy in front saw, however often a client claims another', async () => {
    const behind = await createTestApp({ trustProxy: 1 });
    const { email } = (await behind.signIn('scanner')).actor;
    const tryFrom = (claimed: string, seen: string) =>
      behind.anonymous.fetch('/api/auth/sign-in/email', {
        method: 'POST',
        json: { email, password: 'wrong' },
        headers: { 'x-forwarded-for': `${claimed}, ${seen}` },
      });
    for (let i = 0; i < 5; i += 1) expect((await tryFrom(`192.0.2.${i}`, '203.0.113.7')).status).toBe(401);
    expect((await tryFrom('192.0.2.9', '203.0.113.7')).status).toBe(429);
    expect((await tryFrom('192.0.2.9', '203.0.113.8')).status).toBe(401);
    await behind.close();
  });

  test('are counted by the connection where no proxy is trusted', async () => {
    const tryAs = (claimed: string) =>
      app.anonymous.fetch('/api/auth/sign-in/email', {
        method: 'POST',
        json: { email: person.actor.email, password: 'wrong' },
        headers: { 'x-forwarded-for': claimed },
      });
    for (let i = 0; i < 5; i += 1) expect((await tryAs(`192.0.2.${i}`)).status).toBe(401);
    expect((await tryAs('192.0.2.9')).status).toBe(429);
  });

  test('start again after a success', async () => {
    for (let i = 0; i < 4; i += 1) await signIn(person.actor.email, 'wrong');
    await signIn(person.actor.email, person.password);
    expect(await detail(await signIn(person.actor.email, 'wrong'))).toContain('4 tries left');
  });
});

describe('a session', () => {
  test('is over everywhere at once when it is revoked', async () => {
    expect((await person.fetch('/api/v1/me')).status).toBe(200);
    await app.database.db.delete(session);
    expect((await person.fetch('/api/v1/me')).status).toBe(401);
  });

  test('ends with signing out', async () => {
    expect((await person.fetch('/api/auth/sign-out', { method: 'POST' })).status).toBe(200);
    expect((await person.fetch('/api/v1/me')).status).toBe(401);
  });

  test('cannot be made up', async () => {
    const cookie = person.cookie.replace(/(session_token=[^.;]+\.)[^;]{4}/, '$1AAAA');
    expect(cookie).not.toBe(person.cookie);
    const answer = await app.anonymous.fetch('/api/v1/me', { headers: { cookie } });
    expect(answer.status).toBe(401);
  });

  test('of another browser ends when the password changes, and only the new password works', async () => {
    const other = cookieOf(await signIn(person.actor.email, person.password));
    const change = (json: object) => person.fetch('/api/auth/change-password', { method: 'POST', json });
    const wrong = await change({ currentPassword: 'wrong', newPassword: 'a new long pass phrase' });
    expect(await wrong.json()).toMatchObject({ status: 400, issues: [{ path: ['currentPassword'], code: 'wrong-password' }] });
    expect((await change({ currentPassword: person.password, newPassword: 'short' })).status).toBe(400);
    const changed = await change({ currentPassword: person.password, newPassword: 'a new long pass phrase' });
    expect(changed.status).toBe(200);
    const me = (cookie: string) => app.anonymous.fetch('/api/v1/me', { headers: { cookie } });
    expect((await me(other)).status).toBe(401);
    expect((await me(cookieOf(changed))).status).toBe(200);
    expect((await signIn(person.actor.email, person.password)).status).toBe(401);
    expect((await signIn(person.actor.email, 'a new long pass phrase')).status).toBe(200);
  });
});

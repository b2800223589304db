import express, { type Request, type Response, type Router } from 'express';
import { z } from 'zod';
import { MINUTE_MS } from '../domain/time/instant.ts';
import { type Auth, PASSWORD_LENGTH } from './auth.ts';
import { toIssues } from './describe-issues.ts';
import { jsonBody } from './json-body.ts';
import { problem, sendProblem } from './problem.ts';

const BODY_LIMIT_BYTES = 16 * 1024;

/** Counts tries; see the identity feature. */
export interface TryCounter {
  readonly take: (key: string) => Promise<{ allowed: true; left: number } | { allowed: false; retryAfterMs: number }>;
  readonly clear: (key: string) => Promise<void>;
}

export interface AuthRoutesOptions {
  readonly auth: Auth;
  /** By account and address. */
  readonly tries: TryCounter;
  /** By address alone, over all accounts: checking a password is costly. */
  readonly triesOfAddress: TryCounter;
}

const credentials = z.object({
  email: z.string().trim().min(1).max(254),
  password: z.string().min(1).max(PASSWORD_LENGTH.max),
  /** Stay signed in for a week; otherwise until the browser closes. */
  rememberMe: z.boolean().default(false),
});

const newPassword = z.object({
  currentPassword: z.string().min(1).max(PASSWORD_LENGTH.max),
  newPassword: z.string().min(PASSWORD_LENGTH.min, `Use at least ${PASSWORD_LENGTH.min} characters`).max(PASSWORD_LENGTH.max),
});

/** `/api/auth`: the few doors of the sign-in library that are open, each with our limits and our problems. */
export function authRoutes(options: AuthRoutesOptions): Router {
  const router = express.Router();
  router.use(jsonBody(BODY_LIMIT_BYTES), (_req, res, next) => {
    res.set('Cache-Control', 'no-store');
    next();
  });
  router.post('/sign-in/email', (req, res) => signIn(options, req, res));
  router.post('/sign-out', async (req, res) => {
    sendCookies(res, await options.auth.signOut(libraryHeaders(req))).json({ success: true });
  });
  router.post('/change-password', (req, res) => changePassword(options, req, res));
  return router;
}

async function signIn({ auth, tries, triesOfAddress }: AuthRoutesOptions, req: Request, res: Response): Promise<void> {
  const input = credentials.safeParse(req.body);
  if (!input.success) return invalid(res, input.error);
  const address = req.ip ?? '';
  const key = `${input.data.email.toLowerCase()}\n${address}`;
  const ofAddress = await triesOfAddress.take(address);
  if (!ofAddress.allowed) return tooMany(res, ofAddress.retryAfterMs);
  // Counted before the password is looked at, so that tries at the same moment cannot slip past the limit together.
  const verdict = await tries.take(key);
  if (!verdict.allowed) return tooMany(res, verdict.retryAfterMs);
  const signedIn = await auth.signIn(input.data, libraryHeaders(req));
  if (signedIn === undefined)
    return sendProblem(res, problem('wrong-credentials', `E-mail or password is wrong. ${triesLeft(verdict.left)}`));
  await Promise.all([tries.clear(key), triesOfAddress.clear(address)]);
  const { userId, name, email, role } = signedIn.actor;
  sendCookies(res, signedIn.cookies).json({ user: { id: userId, name, email, role } });
}

async function changePassword({ auth, tries }: AuthRoutesOptions, req: Request, res: Response): Promise<void> {
  const signedIn = await auth.find(libraryHeaders(req));
  if (signedIn === undefined) return sendProblem(res, problem('not-signed-in', 'Sign in first'));
  const input = newPassword.safeParse(req.body);
  if (!input.success) return invalid(res, input.error);
  const key = `change ${signedIn.actor.userId}`;
  const verdict = await tries.take(key);
  if (!verdict.allowed) return tooMany(res, verdict.retryAfterMs);
  const cookies = await auth.changePassword(input.data, libraryHeaders(req));
  if (cookies === undefined) {
    const message = `The current password is wrong. ${triesLeft(verdict.left)}`;
    return sendProblem(res, problem('invalid-input', message, [{ path: ['currentPassword'], code: 'wrong-password', message }]));
  }
  await tries.clear(key);
  sendCookies(res, cookies).json({ success: true });
}

const triesLeft = (left: number) =>
  left === 0
    ? 'That was the last try: the next is possible in 15 minutes.'
    : `${left} ${left === 1 ? 'try' : 'tries'} left, then a pause of 15 minutes.`;

function tooMany(res: Response, retryAfterMs: number): void {
  const minutes = Math.max(1, Math.ceil(retryAfterMs / MINUTE_MS));
  const detail = `Too many tries. The next is possible in ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}.`;
  sendProblem(res, problem('rate-limited', detail), { 'Retry-After': String(Math.max(1, Math.ceil(retryAfterMs / 1000))) });
}

function invalid(res: Response, error: z.ZodError): void {
  const issues = toIssues(error.issues);
  sendProblem(res, problem('invalid-input', issues.length === 1 ? issues[0]!.message : `${issues.length} problems`, issues));
}

function sendCookies(res: Response, cookies: readonly string[]): Response {
  for (const cookie of cookies) res.append('Set-Cookie', cookie);
  return res;
}

/** What the library needs to know of a request. The address is the one that we believe. */
export function libraryHeaders(req: Request): Headers {
  const headers = new Headers();
  for (const name of ['cookie', 'user-agent', 'host']) {
    const value = req.get(name);
    if (value !== undefined) headers.set(name, value);
  }
  headers.set('x-forwarded-for', req.ip ?? '');
  return headers;
}

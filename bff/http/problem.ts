import type { Response } from 'express';
import type { Issue } from '../domain/issue.ts';

/** Every code that an answer of the HTTP edge may carry, with its status and title (RFC 9457). */
export const PROBLEMS = {
  'invalid-input': { status: 400, title: 'The input is not valid' },
  'malformed-json': { status: 400, title: 'The body is not JSON' },
  'not-signed-in': { status: 401, title: 'Not signed in' },
  'wrong-credentials': { status: 401, title: 'E-mail or password is wrong' },
  'not-permitted': { status: 403, title: 'Not permitted' },
  'cross-site': { status: 403, title: 'Refused: the request comes from another site' },
  'not-found': { status: 404, title: 'Not found' },
  'method-not-allowed': { status: 405, title: 'Method not allowed' },
  'stale-revision': { status: 409, title: 'Changed in between' },
  conflict: { status: 409, title: 'Not possible in the present state' },
  'no-scannable-assets': { status: 409, title: 'No scannable assets match' },
  'too-large': { status: 413, title: 'The body is too large' },
  'unsupported-media-type': { status: 415, title: 'Unsupported media type' },
  'idempotency-key-reused': { status: 422, title: 'The idempotency key belongs to another request' },
  'rate-limited': { status: 429, title: 'Too many requests' },
  'internal-error': { status: 500, title: 'Internal error' },
  unavailable: { status: 503, title: 'Not available at the moment' },
} as const;

export type ProblemCode = keyof typeof PROBLEMS;

/** The body of every answer that is not a success. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly issues: readonly Issue[];
}

export const PROBLEM_JSON = 'application/problem+json';

export const isProblemCode = (code: string): code is ProblemCode => Object.hasOwn(PROBLEMS, code);

export function problem(code: ProblemCode, detail: string, issues: readonly Issue[] = []): Problem {
  const { status, title } = PROBLEMS[code];
  return { type: `/api/docs#problem-${code}`, title, status, code, detail, issues };
}

/** What a 503 asks for: a database that restarts is back within seconds. */
export const RETRY_AFTER_SECONDS = '5';

/** Sends a problem as the whole answer. */
export function sendProblem(res: Response, body: Problem, headers: Record<string, string> = {}): void {
  if (res.headersSent) return void res.destroy();
  res.status(body.status).set(headers).type(PROBLEM_JSON).send(JSON.stringify(body));
}

import type { IncomingMessage } from 'node:http';
import type { Response } from 'express';
import type { AgentProblem } from '#protocol/token';
import type { Issue } from '../domain/issue.ts';
import type { Instant } from '../domain/time/instant.ts';

/** Everything that an agent may be told instead of an answer. */
const PROBLEMS = {
  'token-missing': { status: 401, title: 'No token' },
  'token-invalid': { status: 401, title: 'The token is not valid for this request' },
  'token-expired': { status: 401, title: 'The token is not valid at this time' },
  'token-replayed': { status: 401, title: 'The token was used before' },
  'appliance-retired': { status: 401, title: 'This appliance is retired' },
  'appliance-unknown': { status: 401, title: 'There is no such appliance' },
  'sensor-retired': { status: 401, title: 'This sensor is retired' },
  'sensor-unknown': { status: 401, title: 'There is no such sensor' },
  'perscode-wrong': { status: 403, title: 'The personalization code is wrong, used or expired' },
  'too-many-attempts': { status: 429, title: 'Too many wrong personalization codes' },
  'key-in-use': { status: 409, title: 'The key belongs to another agent' },
  'invalid-input': { status: 400, title: 'The message is not valid' },
  'malformed-json': { status: 400, title: 'The body is not JSON' },
  'body-cut-off': { status: 400, title: 'The body ended early' },
  'too-large': { status: 413, title: 'The body is too large' },
  'not-found': { status: 404, title: 'Nothing here' },
  'internal-error': { status: 500, title: 'Internal error' },
} as const;

export type AgentProblemCode = keyof typeof PROBLEMS;

/** Why a request of an agent is not carried out. */
export interface AgentRefusal {
  readonly code: AgentProblemCode;
  readonly detail?: string | undefined;
  readonly issues?: readonly Issue[] | undefined;
  readonly retryAfterSeconds?: number | undefined;
}

/** An agent that still sends when it is refused may send this much more, so that it reads the answer before the line is cut. */
const DISCARDED_BYTES = 1024 * 1024;
/** Whoever sends more still gets this long to read the answer: closing a line with unread data resets it, and the answer is lost. */
const READ_ANSWER_MS = 150;

export function toAgentProblem(refusal: AgentRefusal, now: Instant): AgentProblem {
  const { status, title } = PROBLEMS[refusal.code];
  return {
    title,
    status,
    code: refusal.code,
    serverTime: now,
    ...(refusal.detail === undefined ? {} : { detail: refusal.detail }),
    ...(refusal.issues === undefined ? {} : { issues: refusal.issues.map((one) => ({ ...one, path: [...one.path] })) }),
  };
}

/** Sends the refusal. A body that was not read to its end is cut off. */
export function sendAgentRefusal(req: IncomingMessage, res: Response, refusal: AgentRefusal, now: Instant): void {
  if (res.headersSent) return void res.destroy();
  const problem = toAgentProblem(refusal, now);
  const body = Buffer.from(JSON.stringify(problem));
  res
    .status(problem.status)
    .set({ 'Content-Type': 'application/problem+json', 'Content-Length': `${body.length}`, 'Cache-Control': 'no-store' });
  if (refusal.retryAfterSeconds !== undefined) res.set('Retry-After', `${refusal.retryAfterSeconds}`);
  if (req.complete) return void res.end(body);
  res.set('Connection', 'close');
  res.write(body);
  discard(req, () => res.end());
}

function discard(req: IncomingMessage, done: () => void): void {
  let seen = 0;
  const take = (chunk: Buffer) => {
    seen += chunk.length;
    if (seen <= DISCARDED_BYTES) return;
    req.off('data', take).pause();
    setTimeout(done, READ_ANSWER_MS);
  };
  req.on('data', take);
  req.once('end', done).once('close', done).resume();
}

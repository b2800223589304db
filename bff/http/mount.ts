import { OpenAPIHandler } from '@orpc/openapi/node';
import { type AnyRouter, enhanceRouter } from '@orpc/server';
import express, { type Request, type Response, type Router } from 'express';
import { can, type Permission } from '../domain/identity/can.ts';
import type { Actor } from '../domain/identity/role.ts';
import type { Log } from '../log.ts';
import { toProblemBody } from './api-error.ts';
import { conditionalGet } from './conditional-get.ts';
import { csvBody } from './csv-body.ts';
import type { Idempotency } from './idempotency.ts';
import type { RequestContext } from './implement.ts';
import { jsonBody } from './json-body.ts';
import { type InputChecks, pipeline } from './pipeline.ts';
import { PROBLEM_JSON, problem, RETRY_AFTER_SECONDS, sendProblem } from './problem.ts';
import { requestIdOf } from './request-id.ts';

export const API_PREFIX = '/api/v1';

/** Proxies and browsers drop a silent stream after a minute at the earliest. */
const KEEP_ALIVE_MS = 15_000;

/** A client's free text, but not a way to fill the database. */
const KEY = /^[\x21-\x7e]{1,200}$/;
const BAD_KEY = problem('invalid-input', 'Idempotency-Key must have 1 to 200 visible ASCII characters without spaces');

/** Where a file may be sent in place of JSON, and who may. */
const FILES: Readonly<Record<string, Permission>> = { '/assets/import': 'assets.write', '/assets/import/preview': 'assets.write' };

/** The same for everybody, and the same for a day or longer. */
const SELDOM_CHANGED = ['/time-zones'];

/** A package of 16 MiB in Base64, and the JSON around it. */
const LARGE = { path: '/packages', bytes: 23 * 1024 * 1024, permission: 'packages.write' } as const;
const largeBody = jsonBody(LARGE.bytes);

export interface MountOptions {
  /** The features' routes, one entry a module. */
  readonly routes: AnyRouter;
  readonly checks: InputChecks;
  readonly idempotency: Idempotency;
  /** Who is asking; renews their cookie on the answer when it is due. */
  readonly resolveActor: (req: Request, res: Response) => Promise<Actor | undefined>;
  readonly log: Log;
}

/** The API of the console, under `/api/v1`. */
export function mountApi(options: MountOptions): Router {
  const router = enhanceRouter(options.routes, { middlewares: pipeline(options), errorMap: {}, dedupeLeadingMiddlewares: false });
  const handler = new OpenAPIHandler<RequestContext>(router as AnyRouter, {
    customErrorResponseBodyEncoder: toProblemBody,
    eventIteratorKeepAliveInterval: KEEP_ALIVE_MS,
    eventIteratorKeepAliveComment: 'still here',
  });
  const mounted = express.Router();
  const resolveActor = once(options.resolveActor);
  const admits = async (req: Request, res: Response) => {
    const actor = await resolveActor(req, res);
    const permission = FILES[req.path];
    return actor !== undefined && permission !== undefined && can(actor, permission);
  };
  mounted.post(Object.keys(FILES), csvBody({ admits }));
  mounted.post(LARGE.path, async (req, res, next) => {
    const actor = await resolveActor(req, res);
    // Only who may publish fills the memory.
    if (actor === undefined || !can(actor, LARGE.permission)) return next();
    await largeBody(req, res, next);
  });
  mounted.use(conditionalGet(SELDOM_CHANGED), jsonBody(), async (req, res) => {
    const idempotencyKey = req.method === 'POST' ? req.get('idempotency-key') : undefined;
    if (idempotencyKey !== undefined && !KEY.test(idempotencyKey)) return sendProblem(res, BAD_KEY);
    const actor = await resolveActor(req, res);
    const context = { actor, idempotencyKey, requestId: requestIdOf(res), clientAddress: req.ip ?? '' };
    sendProblemsAsSuch(res);
    const { matched } = await handler.handle(req, res, { prefix: API_PREFIX, context });
    if (!matched) sendProblem(res, problem('not-found', `Nothing answers ${req.method} ${API_PREFIX}${req.path}`));
  });
  return mounted;
}

/** Asked once a request: a second answer would set its cookies a second time. */
function once(resolveActor: MountOptions['resolveActor']): MountOptions['resolveActor'] {
  const answers = new WeakMap<Request, ReturnType<MountOptions['resolveActor']>>();
  return (req, res) => {
    const answer = answers.get(req) ?? resolveActor(req, res);
    answers.set(req, answer);
    return answer;
  };
}

/** The adapter names every JSON answer `application/json`, and overwrites what is set before: so it is set after. */
function sendProblemsAsSuch(res: Response): void {
  const writeHead = res.writeHead.bind(res) as (status: number, headers: Record<string, unknown>) => Response;
  res.writeHead = ((status: number, headers: Record<string, unknown> = {}) => {
    if (status < 400 || headers['content-type'] !== 'application/json') return writeHead(status, headers);
    const wait = status === 503 ? { 'retry-after': RETRY_AFTER_SECONDS } : {};
    return writeHead(status, { ...headers, ...wait, 'content-type': PROBLEM_JSON });
  }) as typeof res.writeHead;
}

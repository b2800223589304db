import { type AnyMiddleware, ORPCError, os } from '@orpc/server';
import type { ProcedureMeta } from '../contract/base.ts';
import { can, type Permission } from '../domain/identity/can.ts';
import type { Issue } from '../domain/issue.ts';
import type { Log } from '../log.ts';
import { apiError, invalidInput, toApiError } from './api-error.ts';
import { type SchemaIssue, toIssues } from './describe-issues.ts';
import type { Idempotency } from './idempotency.ts';
import type { RequestContext } from './implement.ts';

/** Finds what a schema cannot see (rules of the domain, rows of the database), so that all problems are told at once. */
export type InputCheck = (input: unknown, context: RequestContext) => Promise<readonly Issue[]>;

/** By procedure: `schedules.create`. */
export type InputChecks = Readonly<Record<string, InputCheck>>;

interface Schema {
  readonly '~standard': { readonly validate: (input: unknown) => unknown };
}

const middleware = os.$context<RequestContext>().$meta<ProcedureMeta>({});

/**
 * What every call passes, in this order: errors become problems; may this person do it at all; was this very
 * request answered before; is the input whole. The schema and the handler follow.
 */
export function pipeline(options: { checks: InputChecks; idempotency: Idempotency; log: Log }): AnyMiddleware[] {
  return [tellProblems(options.log), authorise, answerOnce(options.idempotency), checkInput(options.checks)];
}

const tellProblems = (log: Log) =>
  middleware.middleware(async ({ context, next, path }) => {
    try {
      return await next();
    } catch (error) {
      const answer = toApiError(error, context.requestId);
      if (answer.status >= 500) log.error({ requestId: context.requestId, procedure: path.join('.'), err: rootOf(error) }, 'call failed');
      throw answer;
    }
  });

const rootOf = (error: unknown) => (error instanceof ORPCError && error.cause !== undefined ? error.cause : error);

const authorise = middleware.middleware(({ context, next, procedure }) => {
  const { permission } = procedure['~orpc'].meta as ProcedureMeta;
  if (permission === 'public') return next();
  if (context.actor === undefined) throw apiError('not-signed-in', 'Sign in first');
  // A procedure without a permission is a mistake of ours: nobody may call it.
  if (permission === undefined || !can(context.actor, permission satisfies Permission)) {
    throw apiError('not-permitted', 'Your role does not allow this');
  }
  return next();
});

const answerOnce = (idempotency: Idempotency) =>
  middleware.middleware(({ context, next, path }, input, output) => {
    const { actor, idempotencyKey } = context;
    if (actor === undefined || idempotencyKey === undefined) return next();
    const request = { actorId: actor.userId, key: idempotencyKey, procedure: path.join('.'), input };
    return idempotency.once(request, async () => (await next()).output).then(output);
  });

const checkInput = (checks: InputChecks) =>
  middleware.middleware(async ({ context, next, path, procedure }, input) => {
    const check = checks[path.join('.')];
    if (check === undefined) return next();
    const found = distinct([...(await schemaIssues(procedure['~orpc'].inputSchema, input)), ...(await check(input, context))]);
    if (found.length > 0) throw invalidInput(found);
    return next();
  });

async function schemaIssues(schema: Schema | undefined, input: unknown): Promise<readonly Issue[]> {
  if (schema === undefined) return [];
  const result = (await schema['~standard'].validate(input)) as { issues?: readonly SchemaIssue[] };
  return toIssues(result.issues ?? []);
}

/** Schema and check may find the same: path and code tell. */
function distinct(issues: readonly Issue[]): Issue[] {
  const byPlace = new Map(issues.map((issue) => [JSON.stringify([issue.path, issue.code]), issue] as const).reverse());
  return issues.filter((issue) => byPlace.get(JSON.stringify([issue.path, issue.code])) === issue);
}

import { ORPCError } from '@orpc/server';
import type { Issue } from '../domain/issue.ts';
import { Refusal, type RefusalReason } from '../domain/refusal.ts';
import { assertNever } from '../domain/result.ts';
import { isPassing } from '../storage/database-error.ts';
import { type SchemaIssue, toIssues } from './describe-issues.ts';
import { isProblemCode, PROBLEMS, type Problem, type ProblemCode, problem } from './problem.ts';

/** An error of the API with one of our codes. `data` becomes members of the problem. */
export function apiError(code: ProblemCode, message: string, data?: Record<string, unknown>, cause?: unknown): ORPCError<string, unknown> {
  return new ORPCError(code, { status: PROBLEMS[code].status, message, data, cause });
}

/** What is wrong with the input: all of it. */
export const invalidInput = (issues: readonly Issue[]) => apiError('invalid-input', summary(issues), { issues });

/** The one place where anything thrown becomes an error of the API. Unknown errors say nothing about themselves. */
export function toApiError(error: unknown, requestId: string): ORPCError<string, unknown> {
  if (error instanceof Refusal) return fromReason(error.reason);
  if (!(error instanceof ORPCError)) return internal(error, requestId);
  if (isProblemCode(error.code)) return error;
  if (error.code === 'BAD_REQUEST') return fromSchema(error);
  if (error.code === 'PAYLOAD_TOO_LARGE') return apiError('too-large', 'The body is larger than this address accepts');
  return internal(error, requestId);
}

const OUT_OF_REACH = 'The database could not carry this out at the moment. Try again in a few seconds';

/** The wire form: the problem, with `defined` and `data` for the typed client. */
export function toProblemBody(error: ORPCError<string, unknown>): Problem & { defined: boolean; data: unknown } {
  const code = isProblemCode(error.code) ? error.code : 'internal-error';
  const data = (error.data ?? {}) as { issues?: readonly Issue[]; current?: unknown };
  return {
    ...problem(code, error.message, data.issues ?? []),
    ...('current' in data ? { current: data.current } : {}),
    defined: error.defined,
    data: error.data,
  };
}

function fromReason(reason: RefusalReason): ORPCError<string, unknown> {
  switch (reason.code) {
    case 'invalid-input':
      return invalidInput(reason.issues);
    case 'not-found':
      return apiError('not-found', `There is no such ${reason.what}, or it is not yours to see`);
    case 'not-permitted':
      return apiError('not-permitted', 'Your role does not allow this');
    case 'stale-revision':
      return apiError('stale-revision', 'Somebody changed it in between. Compare with the newer state and send its revision', {
        current: reason.current,
      });
    case 'no-scannable-assets':
      return apiError('no-scannable-assets', reason.message, { issues: reason.issues });
    case 'conflict':
      return apiError('conflict', reason.message, { issues: reason.issues ?? [] });
    default:
      return assertNever(reason);
  }
}

function fromSchema(error: ORPCError<string, unknown>): ORPCError<string, unknown> {
  const found = (error.data as { issues?: readonly SchemaIssue[] } | undefined)?.issues;
  if (found !== undefined) return invalidInput(toIssues(found));
  return apiError('malformed-json', 'The request cannot be read: send a JSON body with Content-Type application/json');
}

/** Trouble that passes says so, with 503: a client may try again; whatever is left is a mistake of ours. */
function internal(cause: unknown, requestId: string): ORPCError<string, unknown> {
  if (isPassing(cause)) return apiError('unavailable', `${OUT_OF_REACH}. It is logged under ${requestId}`, undefined, cause);
  return apiError('internal-error', `Something failed here, not with you. It is logged under ${requestId}`, undefined, cause);
}

function summary(issues: readonly Issue[]): string {
  const [first] = issues;
  if (first === undefined) return 'The input is not valid';
  const place = first.path.length === 0 ? '' : `${first.path.join('.')}: `;
  return issues.length === 1 ? `${place}${first.message}` : `${issues.length} problems, the first: ${place}${first.message}`;
}

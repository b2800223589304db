import { ORPCError } from '@orpc/client';

/** One problem with one field; an empty path means the whole input. */
export interface ProblemIssue {
  readonly path: readonly (string | number)[];
  readonly code: string;
  readonly message: string;
}

/** Any failure of a call, in the terms in which a page speaks of it. */
export interface Problem {
  /** Stable code of the contract, or `unreachable`, or `unexpected`. */
  readonly code: string;
  readonly status: number;
  /** What is wrong and what would do, in a sentence. */
  readonly message: string;
  readonly issues: readonly ProblemIssue[];
  /** Under this the server's log tells more. */
  readonly reference?: string;
  /** With `stale-revision`: the object as it is now. */
  readonly current?: unknown;
}

const record = (value: unknown): Record<string, unknown> => (typeof value === 'object' && value !== null ? { ...value } : {});

function issueOf(value: unknown): ProblemIssue | undefined {
  const { path, code, message } = record(value);
  if (typeof message !== 'string') return undefined;
  const steps = Array.isArray(path) ? path.filter((step) => typeof step === 'string' || typeof step === 'number') : [];
  return { path: steps, code: typeof code === 'string' ? code : 'invalid', message };
}

const referenceOf = (data: Record<string, unknown>) =>
  [data['reference'], data['requestId'], data['instance']].find((value) => typeof value === 'string' && value !== '');

/** Turns whatever a call threw into a Problem. */
export function toProblem(error: unknown): Problem {
  if (error instanceof ORPCError) {
    const data = record(error.data);
    const issues = Array.isArray(data['issues']) ? data['issues'].map(issueOf).filter((issue) => issue !== undefined) : [];
    const reference = referenceOf(data);
    return {
      code: error.code,
      status: error.status,
      message: error.message,
      issues,
      ...(typeof reference === 'string' && { reference }),
      ...('current' in data && { current: data['current'] }),
    };
  }
  // The browser's own error when no answer came.
  if (error instanceof TypeError) {
    return { code: 'unreachable', status: 0, message: 'The server cannot be reached. Check the connection and try again.', issues: [] };
  }
  return { code: 'unexpected', status: 0, message: error instanceof Error ? error.message : 'Something unexpected happened.', issues: [] };
}

/** The problem of a query, while it has one. */
export const problemOf = (error: Error | null): Problem | undefined => (error === null ? undefined : toProblem(error));

/** Path of an issue as forms name their fields: `target.include.0`. */
export const fieldPath = (path: readonly (string | number)[]): string => path.join('.');

export interface FormProblem {
  /** Field path → message; give it to `form.setErrors`. */
  readonly fields: Record<string, string>;
  /** What belongs to no field of this form; empty when everything found its field. */
  readonly messages: readonly string[];
  readonly reference?: string;
}

/** The nearest field of the form that an issue can be shown at: itself or the closest one around it. */
function nearestField(path: readonly (string | number)[], known: ReadonlySet<string>): string | undefined {
  for (let length = path.length; length > 0; length -= 1) {
    const candidate = fieldPath(path.slice(0, length));
    if (known.has(candidate)) return candidate;
  }
  return undefined;
}

/** Splits a problem into what stands at fields and what stands above the form. `fields` are the paths that the form shows. */
export function toFormProblem(problem: Problem, fields: readonly string[]): FormProblem {
  const known = new Set(fields);
  const shown: Record<string, string> = {};
  const messages: string[] = [];
  for (const issue of problem.issues) {
    const field = nearestField(issue.path, known);
    if (field === undefined) messages.push(issue.path.length === 0 ? issue.message : `${fieldPath(issue.path)}: ${issue.message}`);
    else shown[field] = shown[field] === undefined ? issue.message : `${shown[field]} ${issue.message}`;
  }
  if (problem.issues.length === 0) messages.push(problem.message);
  return { fields: shown, messages, ...(problem.reference !== undefined && { reference: problem.reference }) };
}

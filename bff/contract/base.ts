import { oc } from '@orpc/contract';
import { z } from 'zod';
import type { Permission } from '#domain/identity/can';

/** Who may call a procedure: a permission of the `can()` table, or `public` for what must work before sign-in. */
export interface ProcedureMeta {
  readonly permission?: Permission | 'public';
}

/** One problem with one field. `path` leads to the field; an empty path means the whole input. */
export const issue = z.object({
  path: z.array(z.union([z.string(), z.number()])),
  code: z.string(),
  message: z.string(),
});

/** The data of a refusal: every problem at once. Sent as problem+json, with these as top-level members. */
const issues = z.object({ issues: z.array(issue) });

/**
 * The root of every procedure. Refusals that any of them may answer:
 * 400 `invalid-input` with all issues, 401 `not-signed-in`, 403 `not-permitted`, 404 `not-found`,
 * 409 `stale-revision` with the newer object, 409 `conflict` (the present state does not allow it).
 */
export const base = oc.$meta<ProcedureMeta>({}).errors({
  'invalid-input': { status: 400, data: issues },
  'not-signed-in': { status: 401 },
  'not-permitted': { status: 403 },
  'not-found': { status: 404 },
  'stale-revision': { status: 409, data: z.object({ current: z.unknown() }) },
  conflict: { status: 409, data: issues.partial() },
});

/**
 * Saving a cloud target whose tags match no scannable asset of its connector asks back (seed S14): 409 `no-scannable-assets`, with the
 * question as `detail`. The same input with `acknowledge: ["no-scannable-assets"]` is saved.
 */
export const asksBack = { 'no-scannable-assets': { status: 409, data: issues } } as const;

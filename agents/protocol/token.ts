import { z } from 'zod';
import { id } from './primitives.ts';

/**
 * Claims of the token that goes with every request after registration:
 * `Authorization: Bearer <JWT>`, header `{alg:"EdDSA"}`, signed with the appliance's own key.
 * It is good for one request: bound to method, path and body, used once, and short-lived.
 */
export const tokenClaims = z.object({
  /** Appliance id, or sensor id. */
  sub: id,
  /** Issued at and expires, whole seconds of platform time; at most 60 s apart. */
  iat: z.int(),
  exp: z.int(),
  /** Unique; the platform accepts each once. */
  jti: z.uuid(),
  /** HTTP method, upper case. */
  htm: z.enum(['GET', 'POST']),
  /** Path without query: `/agent/v1/poll`. */
  htu: z.string(),
  /** SHA-256 of the body, base64url without padding. */
  bsh: z.string(),
});
export type TokenClaims = z.infer<typeof tokenClaims>;

export const TOKEN_LIFETIME_SECONDS = 60;

/*
 * Why a token is refused, in the `code` of the problem: `token-missing`, `token-invalid`, `token-expired` (carries `serverTime`:
 * correct the clock and try again), `token-replayed` (try again with a new one), `appliance-retired`, `appliance-unknown`,
 * and of sensors `sensor-retired`, `sensor-unknown`.
 */

/** Problem body of every refused agent request. */
export const agentProblem = z.object({
  title: z.string(),
  status: z.int(),
  code: z.string(),
  detail: z.string().optional(),
  serverTime: z.int(),
  issues: z.array(z.object({ path: z.array(z.union([z.string(), z.number()])), code: z.string(), message: z.string() })).optional(),
});
export type AgentProblem = z.infer<typeof agentProblem>;

import { implement } from '@orpc/server';
import { contract } from '../contract/index.ts';
import type { Actor } from '../domain/identity/role.ts';

/** What every call knows of its request. */
export interface RequestContext {
  /** Absent only in procedures whose permission is `public`. */
  readonly actor: Actor | undefined;
  readonly requestId: string;
  readonly clientAddress: string;
  /** The `Idempotency-Key` of a POST. */
  readonly idempotencyKey?: string | undefined;
}

/** The contract, to be implemented by the features' routes. The guard sits at the root, in `mount.ts`. */
export const createImplementer = () => implement(contract).$context<RequestContext>();
export type Implementer = ReturnType<typeof createImplementer>;

/** The signed-in person. The guard has made sure of it. */
export function actorOf(context: RequestContext): Actor {
  if (context.actor === undefined) throw new Error('a procedure that needs a person was reached without one');
  return context.actor;
}

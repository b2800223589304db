import { type AnyColumn, type SQL, sql } from 'drizzle-orm';
import { type Permission, scopeOf } from '../domain/identity/can.ts';
import type { Actor } from '../domain/identity/role.ts';

/** The `where` of a list that leaves only what this person may see: the same rule as `can()`, for many rows at once. */
export function visibleTo(actor: Actor, permission: Permission, columns: { ownerId: AnyColumn; businessUnitId: AnyColumn }): SQL {
  const scope = scopeOf(actor, permission);
  if (scope === 'all') return sql`true`;
  if (scope === 'none') return sql`false`;
  const own = sql`${columns.ownerId} = ${actor.userId}`;
  // Not permitted without a unit, or scope would not be `unit`.
  return scope === 'own' ? own : sql`(${own} or ${columns.businessUnitId} = ${actor.businessUnitId ?? null}::uuid)`;
}

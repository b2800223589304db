import { type AnyColumn, type SQL, sql } from 'drizzle-orm';
import type { Reach } from '../domain/assets/reach.ts';

/** The `where` that leaves only what is within reach: the same rule as `isWithinReach()`, for many rows at once. */
export function withinReach(reach: Reach, businessUnitId: AnyColumn): SQL {
  if (reach.kind === 'all') return sql`true`;
  if (reach.kind === 'none') return sql`false`;
  return sql`${businessUnitId} is not distinct from ${reach.businessUnitId ?? null}::uuid`;
}

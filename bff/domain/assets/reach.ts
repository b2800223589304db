import { type Permission, scopeOf } from '../identity/can.ts';
import type { Actor } from '../identity/role.ts';

/** Which assets, asset groups, sensors and containers somebody reaches: all, those of one unit, or none. `undefined` as unit: those that belong to no unit. */
export type Reach =
  | { readonly kind: 'all' }
  | { readonly kind: 'none' }
  | { readonly kind: 'unit'; readonly businessUnitId: string | undefined };

/** Assets have no owner: who has no unit, and may not see everything, reaches what belongs to no unit (small installations have no units). */
export function reachOf(actor: Actor, permission: Extract<Permission, `${'assets' | 'containers' | 'sensors'}.${string}`>): Reach {
  const scope = scopeOf(actor, permission);
  return scope === 'all' || scope === 'none' ? { kind: scope } : { kind: 'unit', businessUnitId: actor.businessUnitId };
}

/** Whether what belongs to the unit is within reach. */
export const isWithinReach = (reach: Reach, businessUnitId: string | undefined): boolean =>
  reach.kind === 'all' || (reach.kind === 'unit' && reach.businessUnitId === businessUnitId);

import { can, type Permission } from '../../domain/identity/can.ts';
import type { Actor } from '../../domain/identity/role.ts';
import { refuse } from '../../domain/refusal.ts';
import type { ScheduleRow } from './store.ts';

/** What a person may not see does not exist for them; what they may see and not do is refused as such. */
export function requirePermission(actor: Actor, permission: Permission, row: ScheduleRow | undefined): ScheduleRow {
  const owned = row && { ownerId: row.ownerId, businessUnitId: row.businessUnitId ?? undefined };
  if (row === undefined || !can(actor, 'schedules.read', owned)) throw refuse.notFound('schedule');
  if (!can(actor, permission, owned)) throw refuse.notPermitted();
  return row;
}

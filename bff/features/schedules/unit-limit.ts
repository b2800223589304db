import type { Actor } from '../../domain/identity/role.ts';
import { outsideUnit, type UnitNetworks } from '../../domain/identity/unit-networks.ts';
import type { Issue } from '../../domain/issue.ts';
import type { ScheduleTarget } from '../../domain/schedules/schedule.ts';
import type { Executor } from '../../storage/database.ts';
import { readUnits } from './store.ts';

/**
 * What of a target lies outside the units that limit it: the owner's, whoever saves it (the schedule and its results are the
 * unit's to see), and that of the person who saves it. Managers have no unit of their own to stay in.
 */
export async function unitIssues(
  executor: Executor,
  target: ScheduleTarget,
  { actor, ownersUnit }: { readonly actor: Actor; readonly ownersUnit: UnitNetworks | undefined },
): Promise<Issue[]> {
  const issues = ownersUnit === undefined ? [] : outsideUnit(target, ownersUnit);
  if (issues.length > 0 || actor.role === 'manager') return issues;
  if (actor.businessUnitId === undefined || actor.businessUnitId === ownersUnit?.id) return issues;
  return (await readUnits(executor, [actor.businessUnitId])).flatMap((unit) => outsideUnit(target, unit));
}

import type { Actor } from '../../domain/identity/role.ts';
import { refuse } from '../../domain/refusal.ts';
import type { ScheduleTarget } from '../../domain/schedules/schedule.ts';
import type { Database } from '../../storage/database.ts';
import { targetIssues } from './check-target-references.ts';
import { resolveTargets } from './target-resolver.ts';

/** What targets mean: for whoever saves, launches or draws them. */
export function createTargetsService({ db }: { readonly db: Database }) {
  return {
    issues: targetIssues,
    resolve: resolveTargets,
    /** How many hosts a launch by this person would scan at this moment. */
    count: async (actor: Actor, target: ScheduleTarget) => {
      const issues = await targetIssues(db, target, { actor });
      if (issues.length > 0) throw refuse.invalid(issues);
      const { userId: ownerId, businessUnitId } = actor;
      const [resolved] = await resolveTargets(db, [{ target, ownerId, businessUnitId }]);
      const perTag = [...resolved!.perTag].map(([tagId, scannable]) => ({ tagId, scannable }));
      return { hosts: resolved!.hosts.length, perTag };
    },
  };
}

import { excludedHosts, rangesOf, type TextRange } from '../../domain/assets/excluded-hosts.ts';
import type { Actor } from '../../domain/identity/role.ts';
import { refuse } from '../../domain/refusal.ts';
import { excludedRanges } from '../../domain/scans/targets.ts';
import type { ScheduleTarget } from '../../domain/schedules/schedule.ts';
import type { Database, Executor } from '../../storage/database.ts';
import { targetIssues } from './check-target-references.ts';
import { readPools } from './group-store.ts';
import { resolveTargets } from './target-resolver.ts';
import { readCarriers } from './target-store.ts';

/** What targets mean: for whoever saves, launches or draws them. */
export function createTargetsService({ db }: { readonly db: Database }) {
  return {
    issues: targetIssues,
    resolve: resolveTargets,
    pools: readPools,
    /** The addresses that a scan of the target must not touch, whatever its names resolve to; no more ranges than that. */
    excluded: async (executor: Executor, target: ScheduleTarget, most: number): Promise<readonly TextRange[]> => {
      if (target.kind === 'hosts') return excludedRanges(target);
      if (target.exclude === undefined) return [];
      return rangesOf(excludedHosts(target.exclude, await readCarriers(executor, target.exclude.tagIds)).addresses, most);
    },
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

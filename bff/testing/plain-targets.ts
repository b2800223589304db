import { checkTarget, excludedRanges, resolveHosts } from '../domain/scans/targets.ts';
import type { ScheduleTarget } from '../domain/schedules/schedule.ts';

/** Targets where there are no assets, groups or tags: what lists its hosts is what it says. */
export const plainTargets = {
  issues: async (_: unknown, target: ScheduleTarget) => checkTarget(target),
  resolve: async (_: unknown, wanted: readonly { readonly target: ScheduleTarget }[]) =>
    wanted.map(({ target }) => ({ hosts: resolveHosts(target), notes: [] })),
  pools: async () => [],
  excluded: async (_: unknown, target: ScheduleTarget) => excludedRanges(target),
};

import { isWithinReach, reachOf } from '../../domain/assets/reach.ts';
import type { Actor } from '../../domain/identity/role.ts';
import type { Issue } from '../../domain/issue.ts';
import { checkTarget, type GroupEntries } from '../../domain/scans/targets.ts';
import type { ScheduleTarget } from '../../domain/schedules/schedule.ts';
import type { Executor } from '../../storage/database.ts';
import { readGroups } from './group-store.ts';
import { hasConnector, readTagNames } from './target-store.ts';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Who names a target. `before`: what it was; groups in it stay, even those that this person may not see. */
export interface TargetContext {
  readonly actor: Actor;
  readonly before?: ScheduleTarget | undefined;
}

/** Everything that is wrong with a target: its lines, their number with those of its groups, and what it names that does not exist. */
export async function targetIssues(executor: Executor, target: ScheduleTarget, context: TargetContext): Promise<Issue[]> {
  if (target.kind === 'hosts') {
    const groups = await visibleGroups(executor, target.assetGroupIds, context);
    return [...checkTarget(target, ['target'], groups), ...unknownIssues(target.assetGroupIds, groups, UNKNOWN_GROUP)];
  }
  const known = await readTagNames(executor, [...target.include.tagIds, ...(target.exclude?.tagIds ?? [])].filter(isUuid));
  const issues = [
    ...checkTarget(target),
    ...unknownIssues(target.include.tagIds, known, { ...UNKNOWN_TAG, path: ['target', 'include', 'tagIds'] }),
    ...unknownIssues(target.exclude?.tagIds ?? [], known, { ...UNKNOWN_TAG, path: ['target', 'exclude', 'tagIds'] }),
  ];
  if (target.kind === 'cloud' && !(isUuid(target.connectorId) && (await hasConnector(executor, target.connectorId)))) {
    const message = 'There is no such connector: choose one from the list';
    issues.push({ path: ['target', 'connectorId'], code: 'connector-unknown', message });
  }
  return issues;
}

const UNKNOWN_GROUP = {
  path: ['target', 'assetGroupIds'],
  code: 'asset-group-unknown',
  message: 'There is no such asset group: choose one from the list',
};
const UNKNOWN_TAG = { code: 'tag-unknown', message: 'There is no such tag: choose one from the list' };

const unknownIssues = (ids: readonly string[], known: { has(id: string): boolean }, issue: Issue): Issue[] =>
  ids.flatMap((id, i) => (known.has(id) ? [] : [{ ...issue, path: [...issue.path, i] }]));

const isUuid = (id: string): boolean => UUID.test(id);

async function visibleGroups(executor: Executor, ids: readonly string[], { actor, before }: TargetContext): Promise<GroupEntries> {
  const kept = new Set(before?.kind === 'hosts' ? before.assetGroupIds : []);
  const reach = reachOf(actor, 'assets.read');
  const groups = await readGroups(executor, ids.filter(isUuid));
  const visible = groups.filter(({ id, businessUnitId }) => kept.has(id) || isWithinReach(reach, businessUnitId ?? undefined));
  return new Map(visible.map(({ id, entries }) => [id, entries]));
}

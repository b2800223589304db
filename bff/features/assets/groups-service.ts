import type { AssetGroup, AssetGroupInput } from '../../contract/asset-groups.ts';
import type { ListInput } from '../../contract/page.ts';
import { checkGroupEntries, countGroupHosts, entriesOutside } from '../../domain/assets/asset-group.ts';
import { isWithinReach, reachOf } from '../../domain/assets/reach.ts';
import type { Actor } from '../../domain/identity/role.ts';
import type { Issue } from '../../domain/issue.ts';
import { refuse } from '../../domain/refusal.ts';
import { UNUSED, whyStillUsed } from '../../domain/schedules/schedule-usage.ts';
import { parseListFilter } from '../../domain/search/list-filter.ts';
import type { Clock } from '../../domain/time/instant.ts';
import type { Database, Executor } from '../../storage/database.ts';
import { readPageRequest } from '../../storage/keyset-page.ts';
import type { UnitOfWork, Work } from '../../storage/unit-of-work.ts';
import { valid } from './assets-service.ts';
import type { UsageReader } from './collaborators.ts';
import {
  deleteGroup,
  GROUP_SORTS,
  type GroupFields,
  type GroupRow,
  insertGroup,
  listGroups,
  lockGroup,
  lockGroups,
  readGroup,
  readUsableAppliances,
  updateGroup,
} from './group-store.ts';
import { readUnits } from './membership-store.ts';

export interface GroupsDeps {
  readonly db: Database;
  readonly uow: UnitOfWork;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly usage: UsageReader;
}

type Replacement = AssetGroupInput & { readonly id: string; readonly revision: number };

/** What people do with asset groups. Every one of them sees only those within reach. */
export function createGroupsService(deps: GroupsDeps) {
  const { db, uow } = deps;
  return {
    list: async (actor: Actor, input: ListInput) => {
      const { words } = valid(parseListFilter(input.query, {}));
      const page = valid(readPageRequest(input, GROUP_SORTS));
      const { rows, nextCursor, count } = await listGroups(db, { reach: reachOf(actor, 'assets.read'), words, page });
      return { items: await present(deps, db, actor, rows), nextCursor, total: { count, exact: true } };
    },
    get: async (actor: Actor, id: string) => presentOne(deps, db, actor, await readGroup(db, id)),
    create: (actor: Actor, input: AssetGroupInput) => uow((work) => createGroup(deps, work, actor, input)),
    replace: (actor: Actor, input: Replacement) => uow((work) => replaceGroup(deps, work, actor, input)),
    remove: (actor: Actor, id: string): Promise<void> => uow((work) => removeGroup(deps, work, actor, id)),
    join: joinPools,
  };
}

async function present({ usage }: GroupsDeps, executor: Executor, actor: Actor, rows: readonly GroupRow[]): Promise<AssetGroup[]> {
  const used = await usage.schedulesUsing(executor, { actor, thing: 'asset-group', ids: rows.map(({ id }) => id) });
  return rows.map(({ createdAt, businessUnitId, ...row }) => ({
    ...row,
    ...(businessUnitId !== null && { businessUnitId }),
    usedBy: used.get(row.id) ?? UNUSED,
    createdAt: createdAt.toISOString(),
  }));
}

async function presentOne(deps: GroupsDeps, executor: Executor, actor: Actor, row: GroupRow | undefined): Promise<AssetGroup> {
  if (row === undefined || !isWithinReach(reachOf(actor, 'assets.read'), row.businessUnitId ?? undefined)) throw notFound();
  return (await present(deps, executor, actor, [row]))[0]!;
}

async function createGroup(deps: GroupsDeps, work: Work, actor: Actor, input: AssetGroupInput): Promise<AssetGroup> {
  const fields = await settle(work, actor, input, []);
  const id = deps.newId();
  if ((await insertGroup(work.tx, id, fields, deps.clock())) === 'taken') throw nameTaken(input.name);
  await work.audit({ actor, action: 'asset-group.created', objectType: 'asset-group', objectId: id, after: fields });
  work.announce('assets', id);
  return presentOne(deps, work.tx, actor, await readGroup(work.tx, id));
}

async function replaceGroup(deps: GroupsDeps, work: Work, actor: Actor, { id, revision, ...input }: Replacement): Promise<AssetGroup> {
  const before = requireWritable(actor, await lockGroup(work.tx, id));
  if (before.revision !== revision) throw refuse.stale(await presentOne(deps, work.tx, actor, before));
  const fields = await settle(work, actor, input, before.applianceIds);
  if ((await updateGroup(work.tx, id, fields)) === 'taken') throw nameTaken(input.name);
  await work.audit({ actor, action: 'asset-group.changed', objectType: 'asset-group', objectId: id, before, after: fields });
  work.announce('assets', id);
  return presentOne(deps, work.tx, actor, await readGroup(work.tx, id));
}

async function removeGroup({ usage }: GroupsDeps, work: Work, actor: Actor, id: string): Promise<void> {
  const before = requireWritable(actor, await lockGroup(work.tx, id));
  const used = await usage.schedulesUsing(work.tx, { actor, thing: 'asset-group', ids: [id] });
  const why = whyStillUsed('asset-group', used.get(id) ?? UNUSED);
  if (why !== undefined) throw refuse.conflict(why);
  await deleteGroup(work.tx, id);
  await work.audit({ actor, action: 'asset-group.removed', objectType: 'asset-group', objectId: id, before });
  work.announce('assets', id);
}

/** What a person may not see does not exist for them; what they may see and not change is refused as such. */
function requireWritable(actor: Actor, row: GroupRow | undefined): GroupRow {
  const unit = row?.businessUnitId ?? undefined;
  if (row === undefined || !isWithinReach(reachOf(actor, 'assets.read'), unit)) throw notFound();
  if (!isWithinReach(reachOf(actor, 'assets.write'), unit)) throw refuse.notPermitted();
  return row;
}

/** The input with what follows from it, or a refusal with all its problems. */
async function settle(work: Work, actor: Actor, input: AssetGroupInput, poolBefore: readonly string[]): Promise<GroupFields> {
  const businessUnitId = reachOf(actor, 'assets.write').kind === 'all' ? input.businessUnitId : actor.businessUnitId;
  const applianceIds = [...new Set(input.applianceIds)];
  const issues = [
    ...checkGroupEntries(input.entries),
    ...(await unitIssues(work.tx, input.entries, businessUnitId)),
    ...(await poolIssues(work.tx, applianceIds, poolBefore)),
  ];
  if (issues.length > 0) throw refuse.invalid(issues);
  return { name: input.name, entries: input.entries, hosts: countGroupHosts(input.entries), applianceIds, businessUnitId };
}

/** Lets an appliance join the pools of groups, all or none: answers what is wrong with the choice. */
async function joinPools(
  work: Work,
  actor: Actor,
  { applianceId, groupIds }: { applianceId: string; groupIds: readonly string[] },
): Promise<Issue[]> {
  const reach = reachOf(actor, 'assets.write');
  // In one order, so that two who do this at once do not wait for each other.
  const groups = await lockGroups(work.tx, groupIds);
  const known = new Set(groups.flatMap(({ id, businessUnitId }) => (isWithinReach(reach, businessUnitId ?? undefined) ? [id] : [])));
  const issues = groupIds.flatMap((id, at) => (known.has(id) ? [] : [noSuchGroup(at)]));
  if (issues.length > 0) return issues;
  for (const before of groups) {
    const { name, entries, hosts } = before;
    const fields = {
      name,
      entries,
      hosts,
      applianceIds: [...before.applianceIds, applianceId],
      businessUnitId: before.businessUnitId ?? undefined,
    };
    await updateGroup(work.tx, before.id, fields);
    await work.audit({ actor, action: 'asset-group.changed', objectType: 'asset-group', objectId: before.id, before, after: fields });
    work.announce('assets', before.id);
  }
  return [];
}

const noSuchGroup = (at: number): Issue => ({
  ...{ path: ['assetGroupIds', at], code: 'asset-group-not-found' },
  message: 'There is no such asset group: choose one from the list',
});

const notFound = () => refuse.notFound('asset group');

/** The unit exists, and owns what its group names. */
async function unitIssues(executor: Executor, entries: readonly string[], id: string | undefined): Promise<Issue[]> {
  if (id === undefined) return [];
  const unit = (await readUnits(executor)).find((one) => one.id === id);
  if (unit !== undefined) return entriesOutside(entries, unit);
  return [
    { path: ['businessUnitId'], code: 'business-unit-not-found', message: 'There is no such business unit: choose one from the list' },
  ];
}

/** What the pool names can scan. An appliance that was retired since it was chosen may stay: nobody has to mend it to rename the group. */
async function poolIssues(executor: Executor, ids: readonly string[], before: readonly string[]): Promise<Issue[]> {
  const fresh = ids.filter((id) => !before.includes(id));
  const usable = await readUsableAppliances(executor, fresh);
  return ids.flatMap((id, i) =>
    before.includes(id) || usable.has(id)
      ? []
      : [
          {
            path: ['applianceIds', i],
            code: 'appliance-not-found',
            message: 'There is no such appliance, or it is retired: choose one from the list',
          },
        ],
  );
}

const nameTaken = (name: string) =>
  refuse.invalid([
    {
      path: ['name'],
      code: 'asset-group-name-taken',
      message: `There is an asset group named “${name}” already: choose another name`,
    },
  ]);

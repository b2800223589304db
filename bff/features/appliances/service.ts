import type { Appliance as ApplianceView, DependentSchedule as DependentScheduleView } from '../../contract/appliances.ts';
import type { ListInput } from '../../contract/page.ts';
import { APPLIANCE_STATES } from '../../domain/appliances/appliance.ts';
import type { Actor } from '../../domain/identity/role.ts';
import type { Issue } from '../../domain/issue.ts';
import { refuse } from '../../domain/refusal.ts';
import { choiceOf, parseListFilter } from '../../domain/search/list-filter.ts';
import { toIso } from '../../domain/time/instant.ts';
import type { Executor } from '../../storage/database.ts';
import { readPageRequest, toPage } from '../../storage/keyset-page.ts';
import type { Work } from '../../storage/unit-of-work.ts';
import { newCode, renewCode, replace } from './codes.ts';
import { applianceSorts } from './fleet-store.ts';
import { outdatedIds, outdatedOf } from './outdated.ts';
import { type Retirement, retire } from './retire.ts';
import { type ApplianceServiceDeps, type CodeShown, lockServing, noteOf, viewOf } from './serving.ts';
import * as store from './store.ts';
import { toView } from './to-view.ts';

interface ApplianceFields {
  readonly name: string;
  readonly location?: string | undefined;
  readonly pollIntervalSeconds?: number | undefined;
  readonly promptDelivery?: boolean | undefined;
}

export interface NewAppliance extends ApplianceFields {
  /** Asset groups whose pool it joins. */
  readonly assetGroupIds?: readonly string[] | undefined;
}

/** What is left out stays. */
export interface ApplianceChange extends Omit<ApplianceFields, 'name'> {
  readonly id: string;
  readonly revision: number;
  readonly name?: string | undefined;
}

export interface ApplianceService {
  /** Without an actor: the service itself. Scans that a person may not see are counted and not named. */
  readonly list: (
    actor: Actor | null,
    input: ListInput,
  ) => Promise<{
    readonly items: ApplianceView[];
    readonly nextCursor: string | null;
    readonly total: { readonly count: number; readonly exact: boolean };
  }>;
  readonly get: (actor: Actor | null, id: string) => Promise<ApplianceView>;
  /** Without an actor: the service itself, for the appliance on its own machine. */
  readonly create: (actor: Actor | null, input: NewAppliance) => Promise<CodeShown>;
  readonly change: (actor: Actor, input: ApplianceChange) => Promise<ApplianceView>;
  readonly renewCode: (actor: Actor | null, id: string) => Promise<CodeShown>;
  /** The machine that is bound is refused at once; the code binds the one that takes its place. */
  readonly replace: (actor: Actor, id: string) => Promise<CodeShown>;
  /** What depends on it alone. */
  readonly dependents: (id: string) => Promise<{ readonly schedules: DependentScheduleView[] }>;
  readonly retire: (actor: Actor, retirement: Retirement) => Promise<ApplianceView>;
}

const POLL_INTERVAL_SECONDS = 190; // seed: every 190 seconds by default
const FILTER = { status: choiceOf(APPLIANCE_STATES), version: choiceOf(['current', 'outdated']) };

export function createApplianceService(deps: ApplianceServiceDeps): ApplianceService {
  const { db, uow } = deps;
  return {
    list: (actor, input) => list(deps, actor, input),
    get: async (actor, id) => viewOf(db, deps, actor, await require(db, id)),
    create: (actor, input) => uow((work) => create(work, deps, actor, input)),
    change: (actor, input) => uow((work) => change(work, deps, actor, input)),
    renewCode: (actor, id) => uow((work) => renewCode(work, deps, actor, id)),
    replace: (actor, id) => uow((work) => replace(work, deps, actor, id)),
    dependents: async (id) => {
      await require(db, id);
      return { schedules: [...(await deps.schedules.dependingOnlyOn(db, id))] };
    },
    retire: (actor, retirement) => uow((work) => retire(work, deps, actor, retirement)),
  };
}

async function list(
  { db, clock, updates }: ApplianceServiceDeps,
  actor: Actor | null,
  input: ListInput,
): ReturnType<ApplianceService['list']> {
  const filter = parseListFilter(input.query, FILTER);
  const now = clock();
  const sorts = applianceSorts(now);
  const page = readPageRequest(input, sorts);
  if (!filter.ok || !page.ok) throw refuse.invalid([...(filter.ok ? [] : filter.error), ...(page.ok ? [] : page.error)]);
  const { status: states, version } = filter.value.terms;
  const outdated = version?.length === 1 ? { ids: await outdatedIds(db, updates), is: version[0] === 'outdated' } : undefined;
  const wanted = { states, outdated, words: filter.value.words };
  const { rows, nextCursor } = toPage(await store.listAppliances(db, wanted, { page: page.value, sorts, now }), page.value);
  const running = await store.runningSlices(
    db,
    actor,
    rows.map((one) => one.id),
  );
  const items = await Promise.all(
    rows.map(async ({ row }) => toView(store.toAppliance(row), { running, outdated: await outdatedOf(updates, row), now })),
  );
  return { items, nextCursor, total: { count: await store.countAppliances(db, wanted, now), exact: true } };
}

async function require(executor: Executor, id: string): Promise<store.ApplianceRow> {
  const row = await store.readAppliance(executor, id);
  if (row === undefined) throw refuse.notFound('appliance');
  return row;
}

const nameTaken = (name: string): Issue => ({
  path: ['name'],
  code: 'appliance-name-taken',
  message: `There is an appliance named "${name}" already: choose another name`,
});

async function create(work: Work, deps: ApplianceServiceDeps, actor: Actor | null, input: NewAppliance): Promise<CodeShown> {
  const { code, expiresAt, columns } = newCode(deps);
  const id = deps.newId();
  const fields = {
    name: input.name,
    location: input.location || null,
    pollIntervalSeconds: input.pollIntervalSeconds ?? POLL_INTERVAL_SECONDS,
    promptDelivery: input.promptDelivery ?? true,
  };
  const inserted = await store.insertAppliance(work.tx, { id, ...fields, ...columns, createdAt: new Date(deps.clock()) });
  const groupIds = [...new Set(input.assetGroupIds)];
  const poolIssues = actor === null || groupIds.length === 0 ? [] : await deps.pools.join(work, actor, { applianceId: id, groupIds });
  const issues = [...(inserted ? [] : [nameTaken(input.name)]), ...poolIssues];
  if (issues.length > 0) throw refuse.invalid(issues);
  await work.audit({ actor, action: 'appliance.created', objectType: 'appliance', objectId: id, after: fields });
  work.announce('appliances', id);
  return { id, name: input.name, personalizationCode: code, expiresAt: toIso(expiresAt) };
}

async function change(work: Work, deps: ApplianceServiceDeps, actor: Actor, input: ApplianceChange): Promise<ApplianceView> {
  const before = await lockServing(work, input.id, 'changed');
  if (before.revision !== input.revision) throw refuse.stale(await viewOf(work.tx, deps, actor, before));
  const { name = before.name } = input;
  const after = await store.renameAppliance(work.tx, before.id, {
    name,
    location: input.location === undefined ? before.location : input.location || null,
    pollIntervalSeconds: input.pollIntervalSeconds ?? before.pollIntervalSeconds,
    promptDelivery: input.promptDelivery ?? before.promptDelivery,
  });
  if (after === 'taken') throw refuse.invalid([nameTaken(name)]);
  const note = { actor, action: 'appliance.changed', objectType: 'appliance', objectId: before.id };
  await work.audit({ ...note, before: noteOf(before), after: noteOf(after) });
  work.announce('appliances', before.id);
  return viewOf(work.tx, deps, actor, after);
}

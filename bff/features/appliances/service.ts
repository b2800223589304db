import type { Appliance as ApplianceView } from '../../contract/appliances.ts';
import type { ListInput } from '../../contract/page.ts';
import { APPLIANCE_STATES } from '../../domain/appliances/appliance.ts';
import type { Actor } from '../../domain/identity/role.ts';
import type { Issue } from '../../domain/issue.ts';
import { refuse } from '../../domain/refusal.ts';
import { choiceOf, parseListFilter } from '../../domain/search/list-filter.ts';
import { type Clock, type Instant, plus, toIso } from '../../domain/time/instant.ts';
import type { Database, Executor } from '../../storage/database.ts';
import { readPageRequest, toPage } from '../../storage/keyset-page.ts';
import type { UnitOfWork, Work } from '../../storage/unit-of-work.ts';
import type { CommandService } from './commands/service.ts';
import type { LeaseService } from './lease-service.ts';
import { hashPerscode, makePerscode, PERSCODE_LIFETIME_MS, type RandomBelow } from './perscode.ts';
import * as store from './store.ts';
import { toView } from './to-view.ts';

/** What the schedules know: which of them would have no scanner left. */
export interface DependentSchedules {
  /** Titles of the active schedules whose scanner choice names this appliance and no other. */
  readonly dependingOnlyOn: (executor: Executor, applianceId: string) => Promise<readonly string[]>;
}

export interface NewAppliance {
  readonly name: string;
  readonly location?: string | undefined;
  readonly pollIntervalSeconds?: number | undefined;
  readonly promptDelivery?: boolean | undefined;
}

/** What is left out stays. */
export interface ApplianceChange extends Omit<NewAppliance, 'name'> {
  readonly id: string;
  readonly revision: number;
  readonly name?: string | undefined;
}

/** The personalization code, readable this once. */
export interface CodeShown {
  readonly id: string;
  readonly name: string;
  readonly personalizationCode: string;
  readonly expiresAt: string;
}

export interface ApplianceService {
  readonly list: (input: ListInput) => Promise<{
    readonly items: ApplianceView[];
    readonly nextCursor: string | null;
    readonly total: { readonly count: number; readonly exact: boolean };
  }>;
  readonly get: (id: string) => Promise<ApplianceView>;
  /** Without an actor: the service itself, for the appliance on its own machine. */
  readonly create: (actor: Actor | null, input: NewAppliance) => Promise<CodeShown>;
  readonly change: (actor: Actor, input: ApplianceChange) => Promise<ApplianceView>;
  readonly renewCode: (actor: Actor | null, id: string) => Promise<CodeShown>;
  readonly retire: (actor: Actor, id: string) => Promise<ApplianceView>;
}

export interface ApplianceServiceDeps {
  readonly db: Database;
  readonly uow: UnitOfWork;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly secret: string;
  readonly randomBelow: RandomBelow;
  readonly leases: Pick<LeaseService, 'returnAll'>;
  readonly commands: Pick<CommandService, 'endAll'>;
  readonly schedules: DependentSchedules;
}

const POLL_INTERVAL_SECONDS = 190; // seed: every 190 seconds by default
const FILTER = { status: choiceOf(APPLIANCE_STATES) };

export function createApplianceService(deps: ApplianceServiceDeps): ApplianceService {
  const { db, uow, clock } = deps;
  return {
    list: (input) => list(deps, input),
    get: async (id) => viewOf(db, await require(db, id), clock()),
    create: (actor, input) => uow((work) => create(work, deps, actor, input)),
    change: (actor, input) => uow((work) => change(work, deps, actor, input)),
    renewCode: (actor, id) => uow((work) => renewCode(work, deps, actor, id)),
    retire: (actor, id) => uow((work) => retire(work, deps, actor, id)),
  };
}

async function list({ db, clock }: ApplianceServiceDeps, input: ListInput): ReturnType<ApplianceService['list']> {
  const filter = parseListFilter(input.query, FILTER);
  const page = readPageRequest(input, store.APPLIANCE_SORTS);
  if (!filter.ok || !page.ok) throw refuse.invalid([...(filter.ok ? [] : filter.error), ...(page.ok ? [] : page.error)]);
  const now = clock();
  const wanted = { states: filter.value.terms.status, words: filter.value.words };
  const { rows, nextCursor } = toPage(await store.listAppliances(db, wanted, page.value, now), page.value);
  const running = await store.runningSlices(
    db,
    rows.map((one) => one.id),
  );
  const items = rows.map((one) => toView(store.toAppliance(one.row), running, now));
  return { items, nextCursor, total: { count: await store.countAppliances(db, wanted, now), exact: true } };
}

async function viewOf(executor: Executor, row: store.ApplianceRow, now: Instant): Promise<ApplianceView> {
  return toView(store.toAppliance(row), await store.runningSlices(executor, [row.id]), now);
}

async function require(executor: Executor, id: string): Promise<store.ApplianceRow> {
  const row = await store.readAppliance(executor, id);
  if (row === undefined) throw refuse.notFound('appliance');
  return row;
}

/** Locks an appliance that still serves. */
async function lockServing(work: Work, id: string, toDo: string): Promise<store.ApplianceRow> {
  const row = await store.lockAppliance(work.tx, id);
  if (row === undefined) throw refuse.notFound('appliance');
  if (row.retiredAt !== null) throw refuse.conflict(`"${row.name}" is retired: it cannot be ${toDo}. Create a new appliance`);
  return row;
}

function newCode({ randomBelow, secret, clock }: ApplianceServiceDeps) {
  const code = makePerscode(randomBelow);
  const expiresAt = plus(clock(), PERSCODE_LIFETIME_MS);
  return { code, expiresAt, columns: { codeHash: hashPerscode(code, secret), codeExpiresAt: new Date(expiresAt) } };
}

const nameTaken = (name: string): Issue => ({
  path: ['name'],
  code: 'appliance-name-taken',
  message: `There is an appliance named "${name}" already: choose another name`,
});

const noteOf = ({ name, location, pollIntervalSeconds, promptDelivery }: store.ApplianceRow) => ({
  name,
  location,
  pollIntervalSeconds,
  promptDelivery,
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
  if (!inserted) throw refuse.invalid([nameTaken(input.name)]);
  await work.audit({ actor, action: 'appliance.created', objectType: 'appliance', objectId: id, after: fields });
  work.announce('appliances', id);
  return { id, name: input.name, personalizationCode: code, expiresAt: toIso(expiresAt) };
}

async function change(work: Work, deps: ApplianceServiceDeps, actor: Actor, input: ApplianceChange): Promise<ApplianceView> {
  const before = await lockServing(work, input.id, 'changed');
  if (before.revision !== input.revision) throw refuse.stale(await viewOf(work.tx, before, deps.clock()));
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
  return viewOf(work.tx, after, deps.clock());
}

async function renewCode(work: Work, deps: ApplianceServiceDeps, actor: Actor | null, id: string): Promise<CodeShown> {
  const before = await lockServing(work, id, 'bound again');
  const { code, expiresAt, columns } = newCode(deps);
  await store.updateAppliance(work.tx, id, { ...columns, boundCodeHash: null });
  await work.audit({ actor, action: 'appliance.code-renewed', objectType: 'appliance', objectId: id });
  work.announce('appliances', id);
  return { id, name: before.name, personalizationCode: code, expiresAt: toIso(expiresAt) };
}

async function retire(work: Work, deps: ApplianceServiceDeps, actor: Actor, id: string): Promise<ApplianceView> {
  // Scans and slices are locked before the appliance, in the order of everybody else.
  await deps.leases.returnAll(work, id, 'The appliance was retired');
  const before = await lockServing(work, id, 'retired again');
  const titles = await deps.schedules.dependingOnlyOn(work.tx, id);
  if (titles.length > 0) {
    const named = titles.map((title) => `"${title}"`).join(', ');
    throw refuse.conflict(`These schedules scan with this appliance only: ${named}. Give them another scanner, or deactivate them`);
  }
  await deps.commands.endAll(work, id);
  const after = await store.updateAppliance(work.tx, id, { retiredAt: new Date(deps.clock()), codeHash: null });
  await work.audit({ actor, action: 'appliance.retired', objectType: 'appliance', objectId: id, before: noteOf(before) });
  work.announce('appliances', id);
  return viewOf(work.tx, after, deps.clock());
}

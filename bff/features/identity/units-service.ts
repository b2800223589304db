import type { BusinessUnit } from '../../contract/business-units.ts';
import { scopeOf } from '../../domain/identity/can.ts';
import type { Actor } from '../../domain/identity/role.ts';
import { checkNetworks } from '../../domain/identity/unit-networks.ts';
import type { Issue } from '../../domain/issue.ts';
import { refuse } from '../../domain/refusal.ts';
import type { Clock } from '../../domain/time/instant.ts';
import type { Database, Executor } from '../../storage/database.ts';
import type { UnitOfWork, Work } from '../../storage/unit-of-work.ts';
import type { AssetUnits, ScheduleKeeper } from './collaborators.ts';
import { type UnitRow, unitsStore } from './units-store.ts';

export interface UnitsDeps {
  readonly db: Database;
  readonly uow: UnitOfWork;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly schedules: ScheduleKeeper;
  readonly assets?: AssetUnits | undefined;
}

export interface UnitInput {
  readonly name: string;
  readonly networks: readonly string[];
}

export interface UnitsService {
  /** A manager sees all units, everybody else their own. */
  readonly list: (actor: Actor) => Promise<BusinessUnit[]>;
  /** All that `create` and `replace` would refuse. The input is unread JSON; with an `id`, of an existing unit. */
  readonly check: (input: unknown) => Promise<readonly Issue[]>;
  readonly create: (actor: Actor, input: UnitInput) => Promise<BusinessUnit>;
  readonly replace: (actor: Actor, input: UnitInput & { readonly id: string; readonly revision: number }) => Promise<BusinessUnit>;
  readonly remove: (actor: Actor, id: string) => Promise<void>;
}

/** Business units: who belongs together, and which addresses are theirs. */
export function createUnitsService(deps: UnitsDeps): UnitsService {
  const { db, uow } = deps;
  return {
    list: async (actor) => {
      const units = await unitsStore.list(db);
      return scopeOf(actor, 'users.read') === 'all' ? units : units.filter((unit) => unit.id === actor.businessUnitId);
    },

    check: async (input) => {
      const { id, name, networks } = (typeof input === 'object' && input !== null ? input : {}) as Record<string, unknown>;
      // A line of a wrong type is told of by the schema; its neighbours are judged all the same.
      const lines = Array.isArray(networks) ? networks.map((line) => (typeof line === 'string' ? line : '192.0.2.1')) : [];
      const others = await othersThan(db, typeof id === 'string' ? id : undefined);
      return checkUnit({ name: typeof name === 'string' ? name.trim() : '', networks: lines }, others);
    },

    create: (actor, input) =>
      uow(async (work) => {
        await unitsStore.lock(work.tx);
        requireValid(checkUnit(input, await othersThan(work.tx)));
        const id = deps.newId();
        requireFree(await unitsStore.insert(work.tx, { ...input, id }, new Date(deps.clock())), input.name);
        return saved(deps, work, { actor, id, action: 'business-unit.created' });
      }),

    replace: (actor, { id, revision, ...input }) =>
      uow(async (work) => {
        await unitsStore.lock(work.tx);
        const before = await requireUnit(work, id);
        if (before.revision !== revision) throw refuse.stale(before);
        requireValid(checkUnit(input, await othersThan(work.tx, id)));
        await requireAllInside(deps, work, { id, ...input });
        requireFree(await unitsStore.change(work.tx, id, input), input.name);
        return saved(deps, work, { actor, id, action: 'business-unit.changed', before });
      }),

    remove: (actor, id) =>
      uow(async (work) => {
        await unitsStore.lock(work.tx);
        const before = await requireUnit(work, id);
        await requireEmpty(work, before);
        await unitsStore.remove(work.tx, id);
        await deps.assets?.unitNetworksChanged(work);
        await work.audit({ actor, action: 'business-unit.removed', objectType: 'business-unit', objectId: id, before });
        work.announce('users', id);
      }),
  };
}

const othersThan = async (executor: Executor, id?: string) => (await unitsStore.list(executor)).filter((unit) => unit.id !== id);

const nameTaken = (name: string): Issue => ({
  path: ['name'],
  code: 'business-unit-name-taken',
  message: `There is a business unit "${name}" already: choose another name`,
});

function checkUnit({ name, networks }: UnitInput, others: readonly UnitRow[]): Issue[] {
  return [...(others.some((unit) => unit.name === name) ? [nameTaken(name)] : []), ...checkNetworks(networks, others)];
}

function requireValid(issues: readonly Issue[]): void {
  if (issues.length > 0) throw refuse.invalid(issues);
}

function requireFree(answer: 'saved' | 'taken', name: string): void {
  if (answer === 'taken') throw refuse.invalid([nameTaken(name)]);
}

/** Schedules of the unit would go on launching scans of what is no longer its own. */
async function requireAllInside({ schedules }: UnitsDeps, work: Work, unit: UnitInput & { readonly id: string }): Promise<void> {
  const outside = await schedules.outsideUnit(work.tx, unit);
  if (outside.count === 0) return;
  const message = `Schedules of the unit aim outside these networks: ${named(outside.names, outside.count)}. Change their targets or owner first.`;
  throw refuse.invalid([{ path: ['networks'], code: 'schedules-outside', message }]);
}

async function requireUnit(work: Work, id: string): Promise<UnitRow> {
  const unit = await unitsStore.lockOne(work.tx, id);
  if (unit === undefined) throw refuse.notFound('business unit');
  return unit;
}

interface UnitChange {
  readonly actor: Actor;
  readonly id: string;
  readonly action: string;
  readonly before?: UnitRow;
}

async function saved({ assets }: UnitsDeps, work: Work, { actor, id, action, before }: UnitChange): Promise<UnitRow> {
  const after = await requireUnit(work, id);
  if (JSON.stringify(before?.networks ?? []) !== JSON.stringify(after.networks)) await assets?.unitNetworksChanged(work);
  await work.audit({ actor, action, objectType: 'business-unit', objectId: id, before, after });
  work.announce('users', id);
  return after;
}

/** More names than this are counted. */
const NAMED = 3;

async function requireEmpty(work: Work, unit: UnitRow): Promise<void> {
  if (unit.people === 0 && unit.schedules === 0) return;
  const { people, schedules } = await unitsStore.contents(work.tx, unit.id, NAMED);
  const parts = [
    ...(unit.people === 0 ? [] : [`${counted(unit.people, 'person', 'people')} (${named(people, unit.people)})`]),
    ...(unit.schedules === 0 ? [] : [`${counted(unit.schedules, 'schedule', 'schedules')} (${named(schedules, unit.schedules)})`]),
  ];
  throw refuse.conflict(`${unit.name} holds ${parts.join(' and ')}: move them to another business unit, then remove it`);
}

const counted = (n: number, one: string, many: string) => `${n} ${n === 1 ? one : many}`;
const named = (names: readonly string[], all: number) =>
  names.length < all ? `${names.join(', ')} and ${all - names.length} more` : names.join(', ');

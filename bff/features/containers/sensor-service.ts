import { randomInt } from 'node:crypto';
import type { ListInput } from '../../contract/page.ts';
import type { Sensor } from '../../contract/sensors.ts';
import { reachOf } from '../../domain/assets/reach.ts';
import { SENSOR_KINDS, SENSOR_STATES, type SensorKind } from '../../domain/containers/sensor.ts';
import type { Actor } from '../../domain/identity/role.ts';
import type { Issue } from '../../domain/issue.ts';
import { refuse } from '../../domain/refusal.ts';
import { choiceOf, parseListFilter } from '../../domain/search/list-filter.ts';
import { type Clock, plus, toIso } from '../../domain/time/instant.ts';
import { unwrap } from '../../domain/unwrap.ts';
import { hashPerscode, makePerscode, PERSCODE_LIFETIME_MS } from '../../perscode.ts';
import type { Database } from '../../storage/database.ts';
import { readPageRequest } from '../../storage/keyset-page.ts';
import type { ListPage } from '../../storage/list-page.ts';
import type { UnitOfWork, Work } from '../../storage/unit-of-work.ts';
import type { SensorUpdates } from './collaborators.ts';
import * as store from './sensor-store.ts';
import { toSensor } from './to-sensor.ts';

export interface SensorServiceDeps {
  readonly db: Database;
  readonly uow: UnitOfWork;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly secret: string;
  readonly updates: SensorUpdates;
  readonly units: { readonly exists: (id: string) => Promise<boolean> };
}

export interface SensorChange {
  readonly id: string;
  readonly revision: number;
  readonly name?: string | undefined;
  /** Null: of no unit. */
  readonly businessUnitId?: string | null | undefined;
}

/** The personalization code, readable this once. */
export interface SensorCode {
  readonly id: string;
  readonly name: string;
  readonly personalizationCode: string;
  readonly expiresAt: string;
}

export interface NewSensor {
  readonly name: string;
  readonly kind: SensorKind;
  readonly businessUnitId?: string | undefined;
}

export interface SensorService {
  readonly list: (actor: Actor, input: ListInput) => Promise<ListPage<Sensor>>;
  readonly get: (actor: Actor, id: string) => Promise<Sensor>;
  /** Without an actor: the service itself, for the sensor on its own machine. */
  readonly create: (actor: Actor | null, input: NewSensor) => Promise<SensorCode>;
  readonly change: (actor: Actor, input: SensorChange) => Promise<Sensor>;
  readonly renewCode: (actor: Actor | null, id: string) => Promise<SensorCode>;
  readonly retire: (actor: Actor, id: string) => Promise<Sensor>;
}

const FILTER = { kind: choiceOf(SENSOR_KINDS), status: choiceOf(SENSOR_STATES) };

export function createSensorService(deps: SensorServiceDeps): SensorService {
  const { db, uow } = deps;
  return {
    list: (actor, input) => list(deps, actor, input),
    get: (actor, id) => view(deps, actor, id),
    create: (actor, input) => create(deps, actor, input),
    change: async (actor, input) => {
      await checkUnit(deps, input.businessUnitId);
      const stale = await uow((work) => change(work, input, actor));
      if (stale) throw refuse.stale(await view(deps, actor, input.id));
      return view(deps, actor, input.id);
    },
    renewCode: (actor, id) => uow((work) => renewCode(work, deps, actor, id)),
    retire: async (actor, id) => {
      await uow((work) => retire(work, deps, actor, id));
      return view({ ...deps, db }, actor, id);
    },
  };
}

async function list({ db, clock, updates }: SensorServiceDeps, actor: Actor, input: ListInput): Promise<ListPage<Sensor>> {
  const { filter, page } = unwrap({ filter: parseListFilter(input.query, FILTER), page: readPageRequest(input, store.SENSOR_SORTS) });
  const now = clock();
  const request = {
    reach: reachOf(actor, 'sensors.read'),
    kinds: filter.terms.kind,
    states: filter.terms.status,
    words: filter.words,
    page,
    now,
  };
  const { rows, nextCursor, total } = await store.listSensors(db, request);
  return { items: await Promise.all(rows.map((row) => toSensor(row, updates, now))), nextCursor, total };
}

async function view(
  { db, clock, updates }: Pick<SensorServiceDeps, 'db' | 'clock' | 'updates'>,
  actor: Actor,
  id: string,
): Promise<Sensor> {
  const found = await store.readSensor(db, reachOf(actor, 'sensors.read'), id);
  if (found === undefined) throw refuse.notFound('sensor');
  return toSensor(found, updates, clock());
}

const nameTaken = (name: string): Issue => ({
  path: ['name'],
  code: 'sensor-name-taken',
  message: `There is a sensor named "${name}" already: choose another name`,
});

async function checkUnit({ units }: SensorServiceDeps, id: string | null | undefined): Promise<void> {
  if (id === null || id === undefined || (await units.exists(id))) return;
  throw refuse.invalid([
    { path: ['businessUnitId'], code: 'unit-unknown', message: 'There is no such business unit: choose one from the list' },
  ]);
}

function newCode({ secret, clock }: SensorServiceDeps) {
  const code = makePerscode((below) => randomInt(below));
  const expiresAt = plus(clock(), PERSCODE_LIFETIME_MS);
  return { code, expiresAt, columns: { codeHash: hashPerscode(code, secret), codeExpiresAt: new Date(expiresAt) } };
}

async function create(deps: SensorServiceDeps, actor: Actor | null, { name, kind, businessUnitId }: NewSensor): Promise<SensorCode> {
  await checkUnit(deps, businessUnitId);
  const { code, expiresAt, columns } = newCode(deps);
  const id = deps.newId();
  const fields = { name, kind, businessUnitId: businessUnitId ?? null };
  return deps.uow(async (work) => {
    const inserted = await store.insertSensor(work.tx, { id, ...fields, ...columns, createdAt: new Date(deps.clock()) });
    if (!inserted) throw refuse.invalid([nameTaken(name)]);
    await work.audit({ actor, action: 'sensor.created', objectType: 'sensor', objectId: id, after: fields });
    work.announce('sensors', id);
    return { id, name, personalizationCode: code, expiresAt: toIso(expiresAt) };
  });
}

/** Locks a sensor that still serves. */
async function lockServing(work: Work, id: string, toDo: string): Promise<store.SensorRow> {
  const row = await store.lockSensor(work.tx, id);
  if (row === undefined) throw refuse.notFound('sensor');
  if (row.retiredAt !== null) throw refuse.conflict(`"${row.name}" is retired: it cannot be ${toDo}. Create a new sensor`);
  return row;
}

/** True: somebody changed it in between. */
async function change(work: Work, input: SensorChange, actor: Actor): Promise<boolean> {
  const before = await lockServing(work, input.id, 'changed');
  if (before.revision !== input.revision) return true;
  const { name = before.name } = input;
  const businessUnitId = input.businessUnitId === undefined ? before.businessUnitId : input.businessUnitId;
  if ((await store.updateSensor(work.tx, before.id, { name, businessUnitId })) === 'taken') throw refuse.invalid([nameTaken(name)]);
  if (businessUnitId !== before.businessUnitId) await store.moveToUnit(work.tx, before.id, businessUnitId);
  const note = { actor, action: 'sensor.changed', objectType: 'sensor', objectId: before.id };
  await work.audit({ ...note, before: { name: before.name, businessUnitId: before.businessUnitId }, after: { name, businessUnitId } });
  work.announce('sensors', before.id);
  return false;
}

/** A code for a sensor that waits for its first contact, or to bind it again: the machine that is bound works on until then. */
async function renewCode(work: Work, deps: SensorServiceDeps, actor: Actor | null, id: string): Promise<SensorCode> {
  const before = await lockServing(work, id, 'bound again');
  const { code, expiresAt, columns } = newCode(deps);
  await store.updateSensor(work.tx, id, { ...columns, boundCodeHash: null });
  await work.audit({ actor, action: 'sensor.code-renewed', objectType: 'sensor', objectId: id });
  work.announce('sensors', id);
  return { id, name: before.name, personalizationCode: code, expiresAt: toIso(expiresAt) };
}

async function retire(work: Work, { clock }: SensorServiceDeps, actor: Actor, id: string): Promise<void> {
  const before = await lockServing(work, id, 'retired again');
  const now = clock();
  await store.updateSensor(work.tx, id, { retiredAt: new Date(now), codeHash: null, unknownSince: new Date(now) });
  await store.endOrders(work.tx, id, now);
  await store.leaveHost(work.tx, id, now);
  const unknown = await store.markUnknown(work.tx, [id], now);
  await work.audit({
    actor,
    action: 'sensor.retired',
    objectType: 'sensor',
    objectId: id,
    before: { name: before.name, hostName: before.hostName },
  });
  work.announce('sensors', id);
  if (unknown > 0) work.announce('containers', id);
}

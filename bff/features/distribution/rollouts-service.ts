import type { RolloutAppliance, Rollout as RolloutView } from '../../contract/rollouts.ts';
import { checkPhases, type PackageName, type RolloutPhase } from '../../domain/distribution/rollout.ts';
import type { Actor } from '../../domain/identity/role.ts';
import type { Issue } from '../../domain/issue.ts';
import { refuse } from '../../domain/refusal.ts';
import { type Clock, HOUR_MS, instant, plus, toIso } from '../../domain/time/instant.ts';
import type { Database, Executor } from '../../storage/database.ts';
import type { UnitOfWork, Work } from '../../storage/unit-of-work.ts';
import { findPackage } from './package-store.ts';
import { type MemberState, memberState } from './rollout-figures.ts';
import {
  type FleetMember,
  listRollouts,
  lockActive,
  lockRollout,
  type RolloutRow,
  readFleet,
  readHistory,
  readRollout,
  toRollout,
  updateRollout,
} from './rollout-store.ts';
import { startRollout } from './start-rollout.ts';

export interface RolloutsDeps {
  readonly db: Database;
  readonly uow: UnitOfWork;
  readonly clock: Clock;
  readonly newId: () => string;
}

export interface RolloutInput {
  readonly package: PackageName;
  readonly version: string;
  readonly phases: readonly RolloutPhase[];
  readonly maxFailedPercent: number;
}

export type RolloutsService = ReturnType<typeof createRolloutsService>;

const LISTED = 50;
const APPLIANCES = 500;
const HISTORY = 200;

/** What managers do with roll-outs; everybody may watch. */
export function createRolloutsService(deps: RolloutsDeps) {
  const { db, uow } = deps;
  const act = (action: Action) => (actor: Actor, id: string, revision: number) =>
    uow((work) => change(work, deps, { actor, id, revision, action }));
  return {
    list: async (): Promise<{ items: RolloutView[] }> => {
      const fleet = await readFleet(db);
      return { items: (await listRollouts(db, LISTED)).map((row) => toView(row, membersOf(row, fleet))) };
    },
    get: (id: string) => details(db, id),
    start: (actor: Actor, input: RolloutInput) => uow((work) => start(work, deps, actor, input)),
    advance: act(advance),
    pause: act(pause),
    resume: act(resume),
    abort: act(abort),
  };
}

async function start(work: Work, deps: RolloutsDeps, actor: Actor, input: RolloutInput): Promise<RolloutView> {
  const known = await findPackage(work.tx, input.package, input.version);
  const unknown: Issue[] =
    known === undefined || known.withdrawnAt !== null
      ? [
          {
            path: ['version'],
            code: 'package-unknown',
            message: `There is no package ${input.package} ${input.version} to install: publish it first`,
          },
        ]
      : [];
  const issues = [...unknown, ...checkPhases(input.phases)];
  if (issues.length > 0) throw refuse.invalid(issues);
  const active = await lockActive(work.tx, input.package);
  if (active !== undefined) throw refuse.conflict(`${input.package} ${active.version} is being rolled out: complete or abort that first`);
  const id = await startRollout(work, deps, { ...input, startedByName: actor.name });
  await work.audit({ actor, action: 'rollout.started', objectType: 'rollout', objectId: id, after: input });
  return viewOf(work.tx, (await readRollout(work.tx, id))!);
}

type Change = Parameters<typeof updateRollout>[2];
/** What the action writes; throws where the present state does not allow it. */
type Action = (row: RolloutRow, now: Date, actor: Actor) => { readonly name: string; readonly change: Change };

const notNow = (what: string, { state }: RolloutRow) => refuse.conflict(`A roll-out that is ${state} cannot be ${what}`);

const advance: Action = (row, now) => {
  if (row.state !== 'running' && row.state !== 'paused') throw notNow('advanced', row);
  if (row.phase === row.phases.length - 1) return { name: 'completed', change: { state: 'completed', stateReason: null, endedAt: now } };
  return { name: 'advanced', change: { state: 'running', stateReason: null, phase: row.phase + 1, phaseSince: now } };
};

const pause: Action = (row, _now, { name }) => {
  if (row.state !== 'running') throw notNow('paused', row);
  return { name: 'paused', change: { state: 'paused', stateReason: `Paused by ${name}` } };
};

const resume: Action = (row, now) => {
  if (row.state !== 'paused') throw notNow('resumed', row);
  // A person has looked: what failed before does not pause it again, and its health is measured from here.
  return { name: 'resumed', change: { state: 'running', stateReason: null, failuresSince: now, phaseSince: now } };
};

const abort: Action = (row, now, { name }) => {
  if (row.state !== 'running' && row.state !== 'paused') throw notNow('aborted', row);
  return { name: 'aborted', change: { state: 'aborted', stateReason: `Aborted by ${name}`, endedAt: now } };
};

interface Order {
  readonly actor: Actor;
  readonly id: string;
  readonly revision: number;
  readonly action: Action;
}

async function change(work: Work, { clock }: RolloutsDeps, { actor, id, revision, action }: Order): Promise<RolloutView> {
  const before = await lockRollout(work.tx, id);
  if (before === undefined) throw refuse.notFound('rollout');
  if (before.revision !== revision) throw refuse.stale(await viewOf(work.tx, before));
  const done = action(before, new Date(clock()), actor);
  const after = await updateRollout(work.tx, id, done.change);
  const note = { before: { state: before.state, phase: before.phase + 1 }, after: { state: after.state, phase: after.phase + 1 } };
  await work.audit({ actor, action: `rollout.${done.name}`, objectType: 'rollout', objectId: id, ...note });
  work.announce('rollouts', id);
  return viewOf(work.tx, after);
}

const membersOf = (row: RolloutRow, fleet: readonly FleetMember[]): MemberState[] => {
  const rollout = toRollout(row);
  return fleet.map((member) => memberState(rollout, member));
};

const viewOf = async (executor: Executor, row: RolloutRow): Promise<RolloutView> => toView(row, membersOf(row, await readFleet(executor)));

/** What needs a look comes first. */
const ORDER: readonly RolloutAppliance['state'][] = ['failed', 'rolled-back', 'updating', 'waiting', 'installed', 'not-yet'];

async function details(db: Database, id: string) {
  const row = await readRollout(db, id);
  if (row === undefined) throw refuse.notFound('rollout');
  const members = membersOf(row, await readFleet(db));
  const sorted = members.toSorted((a, b) => ORDER.indexOf(a.state) - ORDER.indexOf(b.state)).slice(0, APPLIANCES);
  const history = await readHistory(db, { package: row.package, version: row.version, limit: HISTORY });
  return {
    ...toView(row, members),
    appliances: sorted.map(({ counts: _, ...shown }) => shown),
    history: history.map(({ fromVersion, toVersion, reason, at, state, ...who }) => ({
      ...who,
      state: state as 'installed',
      ...(fromVersion === null ? {} : { from: fromVersion }),
      ...(toVersion === null ? {} : { to: toVersion }),
      ...(reason === null ? {} : { reason }),
      at: at.toISOString(),
    })),
  };
}

function toView(row: RolloutRow, members: readonly MemberState[]): RolloutView {
  const reached = members.filter((one) => one.reached);
  const count = (...states: readonly RolloutAppliance['state'][]) => reached.filter(({ state }) => states.includes(state)).length;
  const hours = row.phases[row.phase]?.healthyHours;
  const next = row.state !== 'running' || hours === undefined ? undefined : plus(instant(row.phaseSince.getTime()), hours * HOUR_MS);
  return {
    id: row.id,
    revision: row.revision,
    package: row.package as PackageName,
    version: row.version,
    ...(row.formerVersion === null ? {} : { formerVersion: row.formerVersion }),
    phases: row.phases.map(({ sharePercent, healthyHours }) => ({ sharePercent, ...(healthyHours === undefined ? {} : { healthyHours }) })),
    phase: row.phase + 1,
    phaseSince: row.phaseSince.toISOString(),
    ...(next === undefined ? {} : { nextPhaseAt: toIso(next) }),
    state: row.state,
    ...(row.stateReason === null ? {} : { stateReason: row.stateReason }),
    maxFailedPercent: row.maxFailedPercent,
    startedBy: row.startedByName,
    createdAt: row.createdAt.toISOString(),
    ...(row.endedAt === null ? {} : { endedAt: row.endedAt.toISOString() }),
    counts: {
      fleet: members.length,
      reached: reached.length,
      installed: count('installed'),
      updating: count('updating'),
      failed: count('failed', 'rolled-back'),
      waiting: count('waiting'),
    },
  };
}

import { implement, ORPCError } from '@orpc/server';
import { contract } from '#contract/index';
import type { DistributedPackage } from '#contract/packages';
import type { Rollout } from '#contract/rollouts';
import { SCENE_PACKAGES, SCENE_REPOSITORY, SCENE_ROLLOUT_APPLIANCES, SCENE_ROLLOUTS } from './scene/distribution.ts';
import { SCENE_NOW, sceneId } from './scene/identity.ts';

/** What is distributed, as far as the fake server knows it. */
export interface FakeDistribution {
  packages: readonly DistributedPackage[];
  rollouts: readonly Rollout[];
  /** What needs attention of the signatures. */
  repositoryProblems: readonly string[];
  /** Why no roll-out can begin now. */
  rolloutConflict: string | undefined;
}

export const fakeDistribution = (): FakeDistribution => ({
  packages: SCENE_PACKAGES,
  rollouts: SCENE_ROLLOUTS,
  repositoryProblems: [],
  rolloutConflict: undefined,
});

const os = implement(contract);

function byId<Item extends { readonly id: string }>(items: readonly Item[], id: string): Item {
  const item = items.find((one) => one.id === id);
  if (item === undefined) throw new ORPCError('not-found', { defined: true, status: 404, message: 'There is no such thing.' });
  return item;
}

const NOBODY = { fleet: 23, reached: 0, installed: 0, updating: 0, failed: 0, waiting: 0 };

/** Changes a roll-out as the server would, without judging it. */
function change(
  state: FakeDistribution,
  { id, revision }: { id: string; revision: number },
  more: (before: Rollout) => Partial<Rollout>,
): Rollout {
  const before = byId(state.rollouts, id);
  if (before.revision !== revision)
    throw new ORPCError('stale-revision', { defined: true, status: 409, message: 'It was changed meanwhile.', data: { current: before } });
  const { stateReason: _, nextPhaseAt: __, ...kept } = before;
  const after: Rollout = { ...kept, ...more(before), revision: before.revision + 1 };
  state.rollouts = state.rollouts.map((one) => (one.id === id ? after : one));
  return after;
}

const advanced = ({ phase, phases }: Rollout): Partial<Rollout> =>
  phase === phases.length ? { state: 'completed', endedAt: SCENE_NOW } : { phase: phase + 1, phaseSince: SCENE_NOW, state: 'running' };

/** In place of an archive the fake takes a file that holds a version number alone. */
function publish(state: FakeDistribution, version: string): DistributedPackage {
  const { withdrawnAt: _, ...like } = state.packages[0] ?? SCENE_PACKAGES[0]!;
  const fresh: DistributedPackage = {
    ...like,
    id: sceneId(41, 90 + state.packages.length),
    package: 'scand',
    version,
    publishedAt: SCENE_NOW,
    use: 'none',
    appliances: 0,
  };
  state.packages = [fresh, ...state.packages];
  return fresh;
}

export const fakeDistributionRoutes = (state: FakeDistribution) => ({
  packages: {
    list: os.packages.list.handler(() => ({ items: [...state.packages] })),
    publish: os.packages.publish.handler(({ input }) => {
      const [version, ...rest] = atob(input.content).split(' ');
      if (version !== undefined && rest.length === 0 && /^\d+\.\d+\.\d+$/.test(version)) return publish(state, version);
      const issues = [
        { path: ['content'], code: 'package-invalid', message: 'It is not a gzipped archive, or unpacks to more than 64 MiB.' },
      ];
      throw new ORPCError('invalid-input', { defined: true, status: 400, message: 'The input is not valid', data: { issues } });
    }),
    withdraw: os.packages.withdraw.handler(({ input }) => {
      const after = { ...byId(state.packages, input.id), withdrawnAt: SCENE_NOW };
      state.packages = state.packages.map((one) => (one.id === input.id ? after : one));
      return after;
    }),
    repository: os.packages.repository.handler(() => ({ ...SCENE_REPOSITORY, problems: [...state.repositoryProblems] })),
  },
  rollouts: {
    list: os.rollouts.list.handler(() => ({ items: [...state.rollouts] })),
    get: os.rollouts.get.handler(({ input }) => ({
      ...byId(state.rollouts, input.id),
      appliances: [...SCENE_ROLLOUT_APPLIANCES],
      history: SCENE_ROLLOUT_APPLIANCES.flatMap(({ id, name, state: told, reason, at }) =>
        told === 'failed' && at !== undefined ? [{ applianceId: id, name, state: told, at, ...(reason !== undefined && { reason }) }] : [],
      ),
    })),
    start: os.rollouts.start.handler(({ input }) => {
      if (state.rolloutConflict !== undefined)
        throw new ORPCError('conflict', { defined: true, status: 409, message: state.rolloutConflict, data: { issues: [] } });
      const started: Rollout = {
        ...{
          id: sceneId(42, 90 + state.rollouts.length),
          revision: 1,
          phase: 1,
          phaseSince: SCENE_NOW,
          state: 'running',
          startedBy: 'Mara Okafor',
        },
        ...{ createdAt: SCENE_NOW, counts: NOBODY, ...input },
      };
      state.rollouts = [started, ...state.rollouts];
      return started;
    }),
    advance: os.rollouts.advance.handler(({ input }) => change(state, input, advanced)),
    pause: os.rollouts.pause.handler(({ input }) =>
      change(state, input, () => ({ state: 'paused', stateReason: 'Paused by Mara Okafor' })),
    ),
    resume: os.rollouts.resume.handler(({ input }) => change(state, input, () => ({ state: 'running', phaseSince: SCENE_NOW }))),
    abort: os.rollouts.abort.handler(({ input }) =>
      change(state, input, () => ({ state: 'aborted', stateReason: 'Aborted by Mara Okafor', endedAt: SCENE_NOW, counts: NOBODY })),
    ),
  },
});

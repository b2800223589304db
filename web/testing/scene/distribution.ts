import type { DistributedPackage, Repository } from '#contract/packages';
import type { Rollout, RolloutAppliance } from '#contract/rollouts';
import { SCENE_APPLIANCES } from './appliances.ts';
import { sceneId } from './identity.ts';

const published = (n: number, more: Partial<DistributedPackage> & Pick<DistributedPackage, 'package' | 'version'>): DistributedPackage => ({
  id: sceneId(41, n),
  length: 262_144 + n * 7919,
  sha256: `${n}`.repeat(64).slice(0, 64),
  publishedAt: '2026-03-05T08:10:00Z',
  publishedBy: 'Watchbill',
  use: 'none',
  appliances: 0,
  ...more,
});

export const SCENE_PACKAGES: readonly DistributedPackage[] = [
  published(1, { package: 'scand', version: '1.0.3+4f2a91c0', use: 'rolling-out', appliances: 9 }),
  published(2, {
    package: 'signatures',
    version: '2026.03.05-2',
    publishedBy: 'Mara Okafor',
    use: 'current',
    appliances: 20,
    publishedAt: '2026-03-05T06:02:00Z',
  }),
  published(3, { package: 'appliance', version: '1.0.2+be07d115', use: 'current', appliances: 21, publishedAt: '2026-02-20T09:30:00Z' }),
  published(4, { package: 'scand', version: '1.0.2+0c91d3aa', use: 'current', appliances: 13, publishedAt: '2026-02-20T09:30:00Z' }),
  published(5, {
    package: 'scand',
    version: '1.0.1+77aa0e12',
    publishedAt: '2026-01-14T10:00:00Z',
    withdrawnAt: '2026-02-21T12:00:00Z',
    appliances: 1,
  }),
];

const counts = { fleet: 23, reached: 12, installed: 9, updating: 1, failed: 1, waiting: 1 };

export const SCENE_ROLLOUTS: readonly Rollout[] = [
  {
    id: sceneId(42, 1),
    revision: 3,
    package: 'scand',
    version: '1.0.3+4f2a91c0',
    formerVersion: '1.0.2+0c91d3aa',
    phases: [
      { sharePercent: 10, healthyHours: 4 },
      { sharePercent: 50, healthyHours: 4 },
      { sharePercent: 100, healthyHours: 4 },
    ],
    phase: 2,
    phaseSince: '2026-03-05T16:02:00Z',
    nextPhaseAt: '2026-03-05T20:02:00Z',
    state: 'running',
    maxFailedPercent: 10,
    startedBy: 'Watchbill',
    createdAt: '2026-03-05T12:02:00Z',
    counts,
  },
  {
    id: sceneId(42, 2),
    revision: 5,
    package: 'signatures',
    version: '2026.03.05-2',
    formerVersion: '2026.03.05-1',
    phases: [{ sharePercent: 100 }],
    phase: 1,
    phaseSince: '2026-03-05T06:03:00Z',
    state: 'completed',
    maxFailedPercent: 10,
    startedBy: 'Mara Okafor',
    createdAt: '2026-03-05T06:03:00Z',
    endedAt: '2026-03-05T09:14:00Z',
    counts: { fleet: 23, reached: 23, installed: 20, updating: 0, failed: 0, waiting: 3 },
  },
  {
    id: sceneId(42, 3),
    revision: 4,
    package: 'appliance',
    version: '1.0.3+19ef55d0',
    formerVersion: '1.0.2+be07d115',
    phases: [{ sharePercent: 5 }, { sharePercent: 100 }],
    phase: 1,
    phaseSince: '2026-03-03T11:00:00Z',
    state: 'aborted',
    stateReason: 'Aborted by Mara Okafor',
    maxFailedPercent: 10,
    startedBy: 'Mara Okafor',
    createdAt: '2026-03-03T11:00:00Z',
    endedAt: '2026-03-03T13:20:00Z',
    counts: { fleet: 23, reached: 0, installed: 0, updating: 0, failed: 0, waiting: 0 },
  },
];

const STATES: readonly RolloutAppliance['state'][] = ['failed', 'updating', 'waiting', 'installed', 'installed', 'not-yet'];

export const SCENE_ROLLOUT_APPLIANCES: readonly RolloutAppliance[] = SCENE_APPLIANCES.slice(0, 12).map(({ id, name }, index) => {
  const state = STATES[Math.min(index, STATES.length - 1)] ?? 'not-yet';
  const reason = 'The new scand failed its self-test: it ended with exit code 1.';
  return {
    ...{ id, name, reached: state !== 'not-yet', state, version: state === 'installed' ? '1.0.3+4f2a91c0' : '1.0.2+0c91d3aa' },
    ...(state === 'failed' && { reason, at: '2026-03-05T16:40:00Z' }),
  };
});

export const SCENE_REPOSITORY: Repository = {
  roles: (['root', 'targets', 'snapshot', 'timestamp'] as const).map((role, index) => ({
    role,
    version: [1, 5, 9, 31][index] ?? 1,
    signedAt: '2026-03-05T12:02:00Z',
    expiresAt: ['2027-01-10T09:00:00Z', '2026-06-03T12:02:00Z', '2026-03-19T12:02:00Z', '2026-03-08T12:02:00Z'][index] ?? '',
    publicKey: `${index}f`.repeat(32),
    keyIsHere: true,
  })),
  problems: [],
};

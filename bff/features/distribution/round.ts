import { createHash } from 'node:crypto';
import { judgeRollout } from '../../domain/distribution/judge-rollout.ts';
import { type Clock, HOUR_MS, type Instant, instant, plus } from '../../domain/time/instant.ts';
import type { SealedBox } from '../../http/sealed-box.ts';
import type { Database } from '../../storage/database.ts';
import type { UnitOfWork, Work } from '../../storage/unit-of-work.ts';
import { withFeed } from './feed-package.ts';
import { lockKeys } from './key-store.ts';
import type { PackedPackage } from './own-packages.ts';
import { insertPackage } from './package-store.ts';
import { renewRepository } from './renew-repository.ts';
import { figuresOf, memberState } from './rollout-figures.ts';
import { decidingRollouts, lockRollout, readFleet, toRollout, updateRollout } from './rollout-store.ts';
import { rollOutOwn } from './start-rollout.ts';

export interface RoundDeps {
  readonly db: Database;
  readonly uow: UnitOfWork;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly box: SealedBox;
  /** What this server was built with. Asked once. */
  readonly ownPackages: () => Promise<readonly PackedPackage[]>;
  /** The signatures that were built from imported advisories. Asked every round. */
  readonly feedPackage: () => Promise<PackedPackage | undefined>;
}

/** What the Distribution Server does by itself, in rounds of tickers: each answers when there is something to do again. */
export function createDistributionRounds(deps: RoundDeps) {
  const { uow, clock } = deps;
  let own: Promise<readonly PackedPackage[]> | undefined;
  return {
    /** Publishes what this server was built with and what its feed built, and signs what is new or nears its end. Replicas take turns at the lock of the keys. */
    keepRepository: async (): Promise<Instant> => {
      own ??= deps.ownPackages();
      const packages = withFeed(await own, await deps.feedPackage());
      return uow(async (work) => {
        const keys = await lockKeys(work.tx, deps.box);
        for (const one of packages) await publishOwn(work, deps, one);
        const { next } = await renewRepository({ tx: work.tx, keys, now: clock() });
        return instant(Math.min(next, plus(clock(), HOUR_MS)));
      });
    },
    /** Pauses, advances and completes roll-outs. */
    tendRollouts: async (): Promise<Instant | undefined> => {
      const running = (await decidingRollouts(deps.db)).filter(({ state }) => state === 'running');
      const nexts = await Promise.all(running.map(({ id }) => uow((work) => tend(work, deps, id))));
      const known = nexts.flatMap((at) => (at === undefined ? [] : [at]));
      return known.length === 0 ? undefined : instant(Math.min(...known));
    },
  };
}

async function publishOwn(work: Work, { newId, clock }: RoundDeps, { package: name, version, content }: PackedPackage): Promise<void> {
  const id = newId();
  const sha256 = createHash('sha256').update(content).digest('hex');
  const about = { publishedBy: null, publishedByName: 'Watchbill', at: clock() };
  if (!(await insertPackage(work.tx, { id, name, version, sha256, content, ...about }))) return;
  await work.audit({
    actor: null,
    action: 'package.published',
    objectType: 'package',
    objectId: id,
    after: { package: name, version, sha256 },
  });
  await rollOutOwn(work, { newId, clock }, name, version);
}

async function tend(work: Work, { clock }: RoundDeps, id: string): Promise<Instant | undefined> {
  const row = await lockRollout(work.tx, id);
  if (row === undefined) return undefined;
  const rollout = toRollout(row);
  const members = (await readFleet(work.tx)).map((member) => memberState(rollout, member));
  const now = clock();
  const verdict = judgeRollout(rollout, figuresOf(members), now);
  if (verdict.kind === 'wait') return verdict.at;
  const at = new Date(now);
  if (verdict.kind === 'pause') await updateRollout(work.tx, id, { state: 'paused', stateReason: verdict.reason });
  if (verdict.kind === 'complete') await updateRollout(work.tx, id, { state: 'completed', stateReason: null, endedAt: at });
  if (verdict.kind === 'advance') await updateRollout(work.tx, id, { phase: rollout.phase + 1, phaseSince: at });
  const after = { verdict: verdict.kind, phase: rollout.phase + 1, ...(verdict.kind === 'pause' ? { reason: verdict.reason } : {}) };
  await work.audit({ actor: null, action: `rollout.${PAST[verdict.kind]}`, objectType: 'rollout', objectId: id, after });
  work.announce('rollouts', id);
  return now;
}

const PAST = { pause: 'paused', advance: 'advanced', complete: 'completed' } as const;

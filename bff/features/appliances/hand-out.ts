import type { SliceOffer } from '#protocol/slice';
import type { Candidate } from '../../domain/appliances/placement.ts';
import type { Bus } from '../../live/bus.ts';
import type { HeldPoll, HeldPolls } from './held-polls.ts';

/** Leases waiting slices to the candidates; what nobody can take stays. */
export type ClaimSlices = (candidates: readonly Candidate[]) => Promise<ReadonlyMap<string, readonly SliceOffer[]>>;

/** Matches appliances that ask with slices that wait: one round after another, each for all that ask or are held. */
export interface HandOut {
  /** Takes part in the next round and gives what it got. */
  readonly ask: (candidate: Candidate) => Promise<readonly SliceOffer[]>;
  /** A round for the held ones. Resolves when it is over. */
  readonly serveHeld: () => Promise<void>;
}

export interface HandOutDeps {
  /** Whether any slice waits at all: thousands are held and ask again at their own times, mostly for nothing. */
  readonly isAnyWaiting: () => Promise<boolean>;
  readonly claim: ClaimSlices;
  /** Leases that did not reach anybody. */
  readonly giveBack: (applianceId: string, slices: readonly SliceOffer[]) => Promise<void>;
  readonly held: HeldPolls;
  readonly bus: Bus;
  readonly onError: (error: unknown) => void;
}

interface Asking extends Candidate {
  readonly resolve: (slices: readonly SliceOffer[]) => void;
  readonly reject: (error: unknown) => void;
}

export function createHandOut(deps: HandOutDeps): HandOut {
  let asking: Asking[] = [];
  let rounds: Promise<void> | undefined;
  let again = false;

  const round = async () => {
    const askers = asking;
    asking = [];
    let waiters: readonly HeldPoll[] = [];
    try {
      const mayGive = askers.length + deps.held.count() > 0 && (await deps.isAnyWaiting());
      if (!mayGive) {
        for (const one of askers) one.resolve([]);
        return;
      }
      waiters = deps.held.reserve();
      if (askers.length + waiters.length === 0) return;
      const given = await deps.claim([...askers, ...waiters]);
      for (const one of askers) one.resolve(given.get(one.applianceId) ?? []);
      for (const one of waiters) await deliver(one, given.get(one.applianceId) ?? [], deps);
    } catch (error) {
      for (const one of askers) one.reject(error);
      deps.onError(error);
    } finally {
      for (const one of waiters) one.release();
    }
  };
  const runRounds = async () => {
    do {
      again = false;
      await round();
    } while (again);
    rounds = undefined;
  };
  const serve = (): Promise<void> => {
    if (rounds === undefined) rounds = runRounds();
    else again = true;
    return rounds;
  };

  deps.bus.subscribe(() => void serve(), 'slices');
  return {
    ask: (candidate) =>
      new Promise((resolve, reject) => {
        asking.push({ ...candidate, resolve, reject });
        void serve();
      }),
    serveHeld: serve,
  };
}

async function deliver(one: HeldPoll, slices: readonly SliceOffer[], deps: HandOutDeps): Promise<void> {
  if (slices.length > 0 && !one.end({ kind: 'slices', slices })) await deps.giveBack(one.applianceId, slices);
}

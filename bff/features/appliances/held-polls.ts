import type { SliceOffer } from '#protocol/slice';
import type { Candidate } from '../../domain/appliances/placement.ts';
import type { Instant } from '../../domain/time/instant.ts';
import type { Bus } from '../../live/bus.ts';

/** How a held poll ends. `changed`: look again, something of this appliance is new. `replaced`: it asked anew. */
export type HoldEnd =
  | { readonly kind: 'slices'; readonly slices: readonly SliceOffer[] }
  | { readonly kind: 'changed' | 'elapsed' | 'replaced' | 'closing' | 'gone' };

export interface HoldRequest extends Candidate {
  readonly until: Instant;
  /** What `version` gave before the look at the database that found nothing: whatever came in between is not missed. */
  readonly version: number;
  /** What `replace` gave this poll. */
  readonly turn: number;
  /** Aborted when the appliance hangs up. */
  readonly gone: AbortSignal;
}

/** Calls back at an instant; gives what calls it off. */
export type CallAt = (at: Instant, callback: () => void) => () => void;

/** The polls that this replica holds open, at most one an appliance. */
export interface HeldPolls {
  readonly version: (applianceId: string) => number;
  /** Resolves when there is something to answer. */
  readonly hold: (request: HoldRequest) => Promise<HoldEnd>;
  /** An appliance asks anew: an older poll of it is not held any longer, also when it is only about to be. */
  readonly replace: (applianceId: string) => number;
  /**
   * Those with free slots, kept from looking again until they are released: the lease that is being made for one is
   * itself a change of it, and is heard of before the slices are there to be handed over.
   */
  readonly reserve: () => readonly HeldPoll[];
  readonly count: () => number;
  /** Ends every hold, now and from now on. */
  readonly close: () => void;
}

export interface HeldPoll extends Candidate {
  /** False if it was over already. */
  readonly end: (end: HoldEnd) => boolean;
  readonly release: () => void;
}

interface Hold extends HeldPoll {
  readonly reserve: () => void;
  /** Looks again, now or when it is released. */
  readonly change: () => void;
}

export function createHeldPolls(bus: Bus, callAt: CallAt): HeldPolls {
  const held = new Map<string, Hold>();
  const versions = new Map<string, number>();
  const turns = new Map<string, number>();
  let everyone = 0;
  let closed = false;
  const version = (applianceId: string) => everyone + (versions.get(applianceId) ?? 0);

  bus.subscribe((change) => {
    if (change.topic === 'slices') everyone += 1;
    if (change.topic !== 'control' && change.topic !== 'appliances') return;
    versions.set(change.id, (versions.get(change.id) ?? 0) + 1);
    held.get(change.id)?.change();
  });
  bus.onResync(() => {
    everyone += 1;
    for (const one of [...held.values()]) one.change();
  });

  return {
    version,
    hold: async (request) => {
      if (closed) return { kind: 'closing' };
      if (request.gone.aborted) return { kind: 'gone' };
      if (request.turn !== turns.get(request.applianceId)) return { kind: 'replaced' };
      return request.version === version(request.applianceId) ? keep(held, request, callAt) : { kind: 'changed' };
    },
    replace: (applianceId) => {
      const turn = (turns.get(applianceId) ?? 0) + 1;
      turns.set(applianceId, turn);
      held.get(applianceId)?.end({ kind: 'replaced' });
      return turn;
    },
    reserve: () => {
      const free = [...held.values()].filter((one) => one.free > 0);
      for (const one of free) one.reserve();
      return free;
    },
    count: () => held.size,
    close: () => {
      closed = true;
      for (const one of [...held.values()]) one.end({ kind: 'closing' });
    },
  };
}

function keep(held: Map<string, Hold>, request: HoldRequest, callAt: CallAt): Promise<HoldEnd> {
  return new Promise((resolve) => {
    const end = (how: HoldEnd): boolean => {
      if (held.get(request.applianceId) !== one) return false;
      held.delete(request.applianceId);
      callOff();
      request.gone.removeEventListener('abort', hangUp);
      resolve(how);
      return true;
    };
    let reserved = false;
    let changed = false;
    const change = () => {
      if (reserved) changed = true;
      else end({ kind: 'changed' });
    };
    const reserve = () => {
      reserved = true;
    };
    const release = () => {
      reserved = false;
      if (changed) end({ kind: 'changed' });
    };
    const one: Hold = { applianceId: request.applianceId, free: request.free, end, change, reserve, release };
    const hangUp = () => end({ kind: 'gone' });
    held.set(request.applianceId, one);
    const callOff = callAt(request.until, () => end({ kind: 'elapsed' }));
    request.gone.addEventListener('abort', hangUp, { once: true });
  });
}

import { type SliceControl as ControlOrder, MAX_EXCLUDED, type SliceOffer } from '#protocol/slice';
import { LEASE_MS } from '../../domain/appliances/lease.ts';
import { placeSlices } from '../../domain/appliances/placement.ts';
import { type Clock, type Instant, instant, plus } from '../../domain/time/instant.ts';
import type { Database } from '../../storage/database.ts';
import type { UnitOfWork, Work } from '../../storage/unit-of-work.ts';
import { type ClaimableSlice, type Lease, lease, lockClaimable, unlease } from './claim-store.ts';
import type { TargetReader } from './collaborators.ts';
import { fewAtOnce } from './few-at-once.ts';
import type { ClaimSlices } from './hand-out.ts';
import {
  type AttemptEnd,
  endAttempt,
  expiredLeases,
  type HeldSlice,
  leasesOf,
  lockScans,
  markControl,
  nextExpiryMs,
  renew,
  scansOf,
  takeBack,
  takeControl,
} from './lease-store.ts';
import type { SliceControl, SliceProgress } from './slice-progress.ts';

export interface LeaseDeps {
  readonly db: Database;
  readonly uow: UnitOfWork;
  readonly clock: Clock;
  readonly progress: SliceProgress;
  readonly targets: TargetReader;
}

/** What an appliance is to stop, and how many slices are leased to it. */
export interface LeaseLook {
  readonly control: readonly ControlOrder[];
  readonly leased: number;
}

/** Leases of slices: given at a poll, renewed by polls and reports, lost by silence. */
export interface LeaseService extends SliceControl {
  readonly claim: ClaimSlices;
  readonly giveBack: (applianceId: string, offers: readonly SliceOffer[]) => Promise<void>;
  /** Brings the leases in line with what a polling appliance says that it runs. */
  readonly sync: (poll: {
    readonly applianceId: string;
    readonly running: readonly string[];
    readonly rebooted: boolean;
    readonly now: Instant;
  }) => Promise<LeaseLook>;
  readonly look: (applianceId: string, now: Instant) => Promise<LeaseLook>;
  /** Returns slices whose lease ran out; answers when the next one does. */
  readonly expire: () => Promise<Instant | undefined>;
  /** Ends every lease of an appliance that will not work any more. */
  readonly returnAll: (work: Work, applianceId: string, reason: string) => Promise<void>;
}

const EXPIRED_AT_ONCE = 100;
/** They wait for the reports of the same scan; polls of others must not wait with them. */
const SYNCS_AT_ONCE = 4;

export function createLeaseService(deps: LeaseDeps): LeaseService {
  const { db, uow, clock } = deps;
  const syncs = fewAtOnce(SYNCS_AT_ONCE);
  return {
    claim: (candidates) =>
      uow(async (work) => {
        const now = clock();
        const slices = await lockClaimable(work.tx, candidates, now);
        const left = await endFinished(work, slices, deps.progress, now);
        const placed = placeSlices(left, candidates);
        const leases = left.flatMap((slice) => (placed.has(slice.id) ? [{ slice, applianceId: placed.get(slice.id)! }] : []));
        if (leases.length > 0) await lease(work.tx, leases, now);
        for (const one of leases) announceLease(work, one.slice.scanId, one.applianceId);
        return offersOf(leases, await excludedOf(work, deps, leases), now);
      }),
    giveBack: (applianceId, offers) =>
      uow(async (work) => {
        const freed = await unlease(work.tx, applianceId, offers);
        for (const scanId of freed) work.announce('slices', scanId);
        // Its slots are free again, whatever a poll of it that is held by now was told.
        if (freed.length > 0) work.announce('control', applianceId);
      }),
    sync: (poll) => syncs(() => uow((work) => sync(work, deps, poll))),
    look: async (applianceId, now) => {
      const leased = (await leasesOf(db, applianceId)).length;
      return { leased, control: leased === 0 ? [] : await takeControl(db, { applianceId, now }) };
    },
    expire: async () => {
      const now = clock();
      const expired = await expiredLeases(db, now, EXPIRED_AT_ONCE);
      if (expired.length > 0) await uow((work) => returnExpired(work, deps, now));
      if (expired.length === EXPIRED_AT_ONCE) return now;
      const next = await nextExpiryMs(db);
      return next === undefined ? undefined : instant(next);
    },
    returnAll: async (work, applianceId, reason) => {
      const held = await leasesOf(work.tx, applianceId);
      await lose(work, deps, { held, reason, stillLost: () => leasesOf(work.tx, applianceId) });
    },
    controlSlices: async (work, { scanId, action }) => {
      const appliances = await markControl(work.tx, scanId, action);
      for (const applianceId of appliances) work.announce('control', applianceId);
      return appliances.length;
    },
  };
}

// A slice that was lost right before its end: every host was reported, nothing is left to offer.
async function endFinished(work: Work, slices: readonly ClaimableSlice[], progress: SliceProgress, now: Instant) {
  for (const slice of slices.filter((one) => one.hosts.length === 0)) {
    await progress.sliceEnded(work, { scanId: slice.scanId, sliceId: slice.id, outcome: 'finished', at: now });
    work.announce('scans', slice.scanId);
  }
  return slices.filter((one) => one.hosts.length > 0);
}

function announceLease(work: Work, scanId: string, applianceId: string): void {
  work.announce('scans', scanId);
  work.announce('appliances', applianceId);
}

type ExcludedByScan = ReadonlyMap<string, Awaited<ReturnType<TargetReader['excluded']>>>;

/** What the scans exclude at this moment, of those that have names among the leased hosts: whoever excludes a host now is heeded now. */
async function excludedOf(work: Work, { targets }: LeaseDeps, leases: readonly Lease[]): Promise<ExcludedByScan> {
  const excluded = new Map<string, Awaited<ReturnType<TargetReader['excluded']>>>();
  for (const { slice } of leases) {
    if (slice.target === null || excluded.has(slice.scanId)) continue;
    excluded.set(slice.scanId, await targets.excluded(work.tx, slice.target, MAX_EXCLUDED));
  }
  return excluded;
}

function offersOf(leases: readonly Lease[], excludedBy: ExcludedByScan, now: Instant): ReadonlyMap<string, readonly SliceOffer[]> {
  const offers = new Map<string, SliceOffer[]>();
  for (const { slice, applianceId } of leases) {
    const { id: sliceId, scanId, attempts, hosts, profile, target } = slice;
    const excluded = target === null ? [] : (excludedBy.get(scanId) ?? []);
    const offer = {
      ...{ sliceId, scanId, attempt: attempts + 1, hosts: [...hosts], profile, leaseExpiresAt: plus(now, LEASE_MS) },
      ...(excluded.length === 0 ? {} : { excluded: [...excluded] }),
    };
    offers.set(applianceId, [...(offers.get(applianceId) ?? []), offer]);
  }
  return offers;
}

async function sync(work: Work, deps: LeaseDeps, poll: Parameters<LeaseService['sync']>[0]): Promise<LeaseLook> {
  const { applianceId, running, now } = poll;
  const held = await leasesOf(work.tx, applianceId);
  await lockScans(work.tx, [...held.map((one) => one.scanId), ...(await scansOf(work.tx, running))]);
  await renew(work.tx, applianceId, running, now);
  await takeBack(work.tx, applianceId, running, now);
  // A restart ends what it ran. Without one, silence ends the lease of a slice that it does not name.
  const gone = poll.rebooted ? held.filter((one) => !running.includes(one.sliceId)) : [];
  await lose(work, deps, { held: gone, reason: 'The appliance restarted', stillLost: () => leasesOf(work.tx, applianceId) });
  const mine = await leasesOf(work.tx, applianceId);
  const over = running.filter((sliceId) => !mine.some((one) => one.sliceId === sliceId));
  const told = await takeControl(work.tx, { applianceId, now });
  return { leased: mine.length, control: [...told, ...over.map((sliceId) => ({ sliceId, action: 'cancel' as const }))] };
}

// Looked up once more inside the transaction: the lease may have been renewed meanwhile.
async function returnExpired(work: Work, deps: LeaseDeps, now: Instant): Promise<void> {
  const held = await expiredLeases(work.tx, now, EXPIRED_AT_ONCE);
  const reason = `Not heard of for ${LEASE_MS / 1000} s`;
  await lose(work, deps, { held, reason, stillLost: () => expiredLeases(work.tx, now, EXPIRED_AT_ONCE) });
}

interface Loss {
  readonly held: readonly HeldSlice[];
  readonly reason: string;
  /** Which of them are still leased once the scans are locked. */
  readonly stillLost: () => Promise<readonly HeldSlice[]>;
}

async function lose(work: Work, deps: LeaseDeps, loss: Loss): Promise<void> {
  if (loss.held.length === 0) return;
  await lockScans(
    work.tx,
    loss.held.map((one) => one.scanId),
  );
  const still = await loss.stillLost();
  const at = deps.clock();
  for (const one of loss.held.filter((was) => still.some((is) => is.sliceId === was.sliceId && is.attempt === was.attempt))) {
    await returnSlice(work, deps.progress, one, { outcome: 'lease-lost', reason: loss.reason, at });
  }
}

/** Ends a lease without result: the slice waits again. */
export async function returnSlice(
  work: Work,
  progress: SliceProgress,
  held: HeldSlice,
  end: Pick<AttemptEnd, 'reason' | 'at'> & { readonly outcome: 'declined' | 'lease-lost' },
): Promise<void> {
  const { scanId, sliceId, attempt } = held;
  const lostAttempts = await endAttempt(work.tx, { sliceId, attempt, ...end });
  await progress.sliceReturned(work, { scanId, sliceId, lostAttempts, at: end.at });
  work.announce('slices', scanId);
  work.announce('scans', scanId);
  work.announce('appliances', held.applianceId);
}

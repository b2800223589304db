import { refuse } from '../../domain/refusal.ts';
import { cleanResult } from '../../domain/scans/clean-result.ts';
import type { HostResult } from '../../domain/scans/host-result.ts';
import { type ScanState, SLICE_ATTEMPTS, type SliceState } from '../../domain/scans/scan.ts';
import type { SegmentTimes } from '../../domain/scans/transition.ts';
import type { ScanDuration } from '../../domain/schedules/schedule.ts';
import { type Clock, type Instant, instant } from '../../domain/time/instant.ts';
import type { Work } from '../../storage/unit-of-work.ts';
import type { ScanChanger } from './change-scan.ts';
import type { FoundHosts } from './collaborators.ts';
import { addHostsDone, insertHostResult } from './result-store.ts';
import { lockScan, saveHop, saveUploaded } from './scan-store.ts';
import { completeSlice, countEarlierFailures, firstOffer, readSlice, remainingHosts, setSliceState } from './slice-store.ts';

export interface SliceRef {
  readonly scanId: string;
  readonly sliceId: string;
}

/** What happens to a slice at its appliance, as the scan sees it. Called in the transaction that judged the report. */
export interface SliceProgress {
  readonly sliceAccepted: (work: Work, slice: SliceRef & { readonly at: Instant }) => Promise<void>;
  readonly sliceStarted: (work: Work, slice: SliceRef & { readonly at: Instant }) => Promise<void>;
  /** True if this host was not known yet. A host that is not of the slice is refused: `host-not-in-slice`. */
  readonly hostReported: (work: Work, host: SliceRef & { readonly applianceId: string; readonly result: HostResult }) => Promise<boolean>;
  readonly sliceEnded: (
    work: Work,
    slice: SliceRef & { readonly outcome: 'finished' | 'stopped' | 'failed'; readonly reason?: string | undefined; readonly at: Instant },
  ) => Promise<void>;
  /** Declined, or its lease was lost `lostAttempts` times by now. */
  readonly sliceReturned: (work: Work, slice: SliceRef & { readonly lostAttempts: number; readonly at: Instant }) => Promise<void>;
}

export interface SliceProgressDeps {
  readonly clock: Clock;
  readonly newId: () => string;
  readonly changer: ScanChanger;
  readonly assets: FoundHosts;
  /** The times that follow from a duration, measured from the start of the run segment (seed S5). */
  readonly durationTimes: (startedAt: Instant, duration: ScanDuration) => SegmentTimes;
}

export function createSliceProgress({ clock, newId, changer, assets, durationTimes }: SliceProgressDeps): SliceProgress {
  /** An appliance's time, never in the future: it would put off a pause by duration. */
  const past = (at: Instant) => instant(Math.min(at, clock()));

  return {
    sliceAccepted: async (work, { scanId, sliceId, at }) => {
      const offeredAt = await firstOffer(work.tx, sliceId);
      await saveHop(work.tx, scanId, { acceptedAt: past(at), ...(offeredAt === undefined ? {} : { offeredAt }) });
      work.announce('scans', scanId);
    },
    sliceStarted: async (work, { scanId, at }) => {
      const scan = await lockScan(work.tx, scanId);
      if (scan === undefined) return;
      const startedAt = past(at);
      if (scan.startedAt === null) await saveHop(work.tx, scanId, { startedAt });
      const times = scan.duration === null ? {} : durationTimes(startedAt, scan.duration);
      if (scan.state === 'queued') await changer.change(work, scan, { kind: 'started', at: startedAt, times });
      else work.announce('scans', scanId);
    },
    hostReported: async (work, { scanId, sliceId, applianceId, result }) => {
      const cleaned = cleanResult(result);
      if (cleaned === undefined) throw notInSlice(result.address);
      const findingIds = cleaned.findings.map(newId);
      const stored = await insertHostResult(work.tx, { scanId, sliceId, applianceId, result: cleaned, findingIds });
      if (stored === 'foreign') throw notInSlice(cleaned.address);
      if (stored === 'new') work.announce('scans', scanId);
      if (stored === 'new' && cleaned.alive) await assets.hostFound(work, { scanId, result: cleaned, seenAt: past(cleaned.finishedAt) });
      return stored === 'new';
    },
    sliceEnded: async (work, { scanId, sliceId, outcome, reason, at }) => {
      const ended = past(at);
      await saveUploaded(work.tx, scanId, ended);
      if (outcome === 'finished') await addHostsDone(work.tx, scanId, await completeSlice(work.tx, sliceId));
      else await putBack(work, { scanId, sliceId, failed: outcome === 'failed' && (await wasLastAttempt(work, sliceId)) });
      await changer.settle(work, scanId, { at: clock(), reason: outcome === 'failed' ? reason : undefined });
    },
    sliceReturned: async (work, { scanId, sliceId, lostAttempts }) => {
      await putBack(work, { scanId, sliceId, failed: lostAttempts >= SLICE_ATTEMPTS });
      await changer.settle(work, scanId, { at: clock() });
    },
  };
}

const notInSlice = (address: string) =>
  refuse.invalid([{ path: ['result', 'address'], code: 'host-not-in-slice', message: `${address} is not a host of this slice` }]);

/** This attempt failed; two before it failed or were lost. What was merely declined or paused does not count. */
const wasLastAttempt = async (work: Work, sliceId: string): Promise<boolean> =>
  (await countEarlierFailures(work.tx, sliceId)) + 1 >= SLICE_ATTEMPTS;

/** Where a slice goes that comes back unfinished, by the state of its scan. */
const STATE_OF_RETURNED: Partial<Record<ScanState, SliceState>> = {
  pausing: 'held',
  paused: 'held',
  canceling: 'canceled',
  canceled: 'canceled',
};

/** Only hosts without a result stay in the slice: nothing is scanned twice. */
async function putBack(work: Work, { scanId, sliceId, failed }: SliceRef & { failed: boolean }): Promise<void> {
  const scan = await lockScan(work.tx, scanId);
  const slice = await readSlice(work.tx, sliceId);
  if (scan === undefined || slice === undefined) return;
  const hosts = await remainingHosts(work.tx, scanId, slice.hosts);
  if (hosts.length === 0) {
    await addHostsDone(work.tx, scanId, await completeSlice(work.tx, sliceId));
    return;
  }
  const returned = STATE_OF_RETURNED[scan.state] ?? 'queued';
  const state = failed && returned !== 'canceled' ? 'failed' : returned;
  await setSliceState(work.tx, sliceId, { state, hosts });
  if (state === 'queued') work.announce('slices', scanId);
}

import type { Report } from '../protocol/report.ts';
import type { SliceControl, SliceOffer } from '../protocol/slice.ts';
import type { RefusedReport } from '../runtime/report-loop.ts';
import { answerOffer, type OfferParts } from './answer-offer.ts';
import { messageIdOf } from './message-id.ts';
import { type RunningSlice, runSlice, type SliceParts, type StopReason } from './run-slice.ts';
import type { StoredSlice } from './slice-store.ts';

export interface SliceBoardParts extends SliceParts, Omit<OfferParts, 'tellFleeting'> {
  readonly newId: () => string;
  /** A fleeting report waits. */
  readonly wakeReports: () => void;
  readonly onSliceEnded: () => void;
}

const LAST_REPORTS = ['finished', 'stopped', 'failed'];
const PROGRESS_EVERY_MS = 15_000;
/** After these, for the attempt that runs here, the slice is somebody else's or nobody's. */
const LOST: ReadonlySet<string> = new Set(['slice-unknown', 'attempt-over', 'slice-over']);

export interface SliceBoard {
  /** Takes on what an earlier process left behind. */
  resume(): Promise<void>;
  offer(offer: SliceOffer): Promise<void>;
  control(control: readonly SliceControl[]): void;
  refused(refused: RefusedReport): void;
  /** Slots in use. */
  used(): number;
  /** What the platform must not give away: slices that run, and those whose end it has not been told yet. */
  running(): { sliceId: string; hostsDone: number; hostsTotal: number }[];
  /** Progress of what runs, when it is due, and declines that the disk had no room for. */
  takeFleeting(): Report[];
  /** Makes progress due every 15 s until the signal aborts. */
  runProgress(ending: AbortSignal): Promise<void>;
  /** Ends every scand. */
  stop(reason: StopReason): Promise<void>;
}

/** Reports that are worth telling once, and not worth the disk. */
const createFleeting = ({ newId, offset, wakeReports }: SliceBoardParts, slices: ReadonlyMap<string, RunningSlice>) => {
  let declines: Report[] = [];
  let progressIsDue = false;
  const progressOf = ({ sliceId, attempt, hostsDone, hostsTotal }: RunningSlice): Report => ({
    ...{ messageId: newId(), sliceId, attempt, at: offset.now() },
    ...{ kind: 'progress', hostsDone: hostsDone(), hostsTotal },
  });
  return {
    tell: (report: Report) => {
      declines.push(report);
      wakeReports();
    },
    makeProgressDue: () => {
      progressIsDue = slices.size > 0;
      if (progressIsDue) wakeReports();
    },
    take: (): Report[] => {
      const taken = [...declines, ...(progressIsDue ? [...slices.values()].map(progressOf) : [])];
      progressIsDue = false;
      declines = [];
      return taken;
    },
  };
};

const toldOf = ({ offer: { sliceId, attempt }, hostsDone }: StoredSlice) =>
  ({ event: 'slice-resumed', sliceId, attempt, hostsDone: hostsDone.length }) as const;

/** The slices that this appliance works on. */
export const createSliceBoard = (parts: SliceBoardParts): SliceBoard => {
  const { store, log } = parts;
  const slices = new Map<string, RunningSlice>();
  const untold = new Map<string, RunningSlice>();
  const fleeting = createFleeting(parts, slices);

  const isUntold = ({ sliceId, attempt }: RunningSlice) =>
    LAST_REPORTS.some((kind) => parts.spool.has(messageIdOf(sliceId, attempt, kind)));
  const known = () => {
    for (const slice of [...untold.values()]) if (!isUntold(slice)) untold.delete(slice.sliceId);
    return [...new Map([...untold, ...slices]).values()];
  };

  const start = (stored: StoredSlice) => {
    const slice = runSlice(parts, stored);
    slices.set(slice.sliceId, slice);
    void slice.ended.then(() => {
      if (slices.get(slice.sliceId) === slice) slices.delete(slice.sliceId);
      if (isUntold(slice)) untold.set(slice.sliceId, slice);
      parts.onSliceEnded();
    });
  };

  return {
    resume: async () => {
      for (const stored of await store.readAll()) {
        log('info', 'Slice resumed.', toldOf(stored));
        start(stored);
      }
      // Asks at once whether the leases still stand: a refused progress drops the slice.
      fleeting.makeProgressDue();
    },
    offer: async (offer) => {
      const known = slices.get(offer.sliceId);
      if (known && known.attempt >= offer.attempt) return;
      known?.stop('dropped');
      await known?.ended;
      if (await answerOffer({ ...parts, tellFleeting: fleeting.tell }, offer, slices.size)) start({ offer, hostsDone: [] });
    },
    control: (control) => {
      for (const { sliceId, action } of control) {
        const slice = slices.get(sliceId);
        if (slice) log('info', 'The platform stops a slice.', { sliceId, action });
        slice?.stop('control');
      }
    },
    refused: ({ report, code }) => {
      const slice = slices.get(report.sliceId);
      if (slice?.attempt === report.attempt && LOST.has(code)) slice.stop('dropped');
    },
    used: () => slices.size,
    running: () => known().map(({ sliceId, hostsDone, hostsTotal }) => ({ sliceId, hostsDone: hostsDone(), hostsTotal })),
    takeFleeting: fleeting.take,
    runProgress: async (ending) => {
      while (!ending.aborted) {
        await parts.wait(PROGRESS_EVERY_MS, ending);
        fleeting.makeProgressDue();
      }
    },
    stop: async (reason) => {
      const all = [...slices.values()];
      for (const slice of all) slice.stop(reason);
      await Promise.all(all.map((slice) => slice.ended));
    },
  };
};

import { describeError } from '../runtime/log.ts';
import type { ScandEnd, ScandRun, StartScand } from './scand-process.ts';
import type { ScandEvent } from './scand-wire.ts';
import { createSliceRecord, type SliceRecordParts } from './slice-record.ts';
import type { StoredSlice } from './slice-store.ts';

export interface SliceParts extends SliceRecordParts {
  readonly startScand: StartScand;
  /** File of the delivered signature manifest. */
  readonly signatures: string;
}

/** Why a slice is left before its last host: told by the platform; lost to another; the program ends and will go on with it. */
export type StopReason = 'control' | 'dropped' | 'shutdown';

export interface RunningSlice {
  readonly sliceId: string;
  readonly attempt: number;
  readonly hostsTotal: number;
  readonly hostsDone: () => number;
  readonly stop: (reason: StopReason) => void;
  /** Never fails. */
  readonly ended: Promise<void>;
}

/** How long scand may take to its next host boundary before it is killed. */
const KILL_AFTER_MS: Readonly<Record<StopReason, number>> = { control: 30_000, dropped: 5000, shutdown: 3000 };
/** A drop outweighs the end of the program, and that a pause. */
const WEIGHT: Readonly<Record<StopReason, number>> = { control: 1, shutdown: 2, dropped: 3 };

/** Runs, or goes on with, one slice: starts scand for the hosts that are missing and tells what happens. */
export const runSlice = (parts: SliceParts, stored: StoredSlice): RunningSlice => {
  const { store, log } = parts;
  const { sliceId, attempt, hosts, profile, excluded } = stored.offer;
  const givingUp = new AbortController();
  const record = createSliceRecord(parts, stored, givingUp.signal);
  let stopReason: StopReason | undefined;
  let scand: ScandRun | undefined;

  const onEvent = async (event: ScandEvent) => {
    if (stopReason === 'dropped') return;
    if (event.kind === 'started') await record.started(event.engine);
    if (event.kind === 'host') await record.host(event.result);
  };

  const conclude = async (scandEnd: ScandEnd) => {
    const left = record.missing().length;
    if (stopReason === 'dropped') {
      log('info', 'Slice dropped: the platform gave it away.', { event: 'slice-ended', sliceId, attempt });
      return store.remove(sliceId);
    }
    if (left === 0) return record.end({ kind: 'finished' });
    if (stopReason === 'shutdown') return log('info', 'Slice interrupted. It goes on at the next start.', { sliceId, attempt });
    if (stopReason === 'control') return record.end({ kind: 'stopped' });
    const reason = scandEnd.kind === 'crashed' ? scandEnd.reason : `The engine told nothing about ${left} of ${hosts.length} hosts.`;
    return record.end({ kind: 'failed', reason: reason.slice(0, 500) });
  };

  const run = async () => {
    if (stored.ending) return record.end(stored.ending);
    const missing = record.missing();
    if (missing.length === 0 || stopReason) return conclude({ kind: 'stopped' });
    scand = parts.startScand({ hosts: missing, profile, excluded, signatures: parts.signatures }, onEvent);
    return conclude(await scand.ended);
  };

  const stop = (reason: StopReason) => {
    if (stopReason && WEIGHT[stopReason] >= WEIGHT[reason]) return;
    stopReason = reason;
    if (reason !== 'control') givingUp.abort();
    scand?.stop(KILL_AFTER_MS[reason]);
  };

  const ended = Promise.resolve()
    .then(run)
    .catch((error) =>
      log('error', 'A slice could not be written. It goes on at the next start.', { sliceId, reason: describeError(error) }),
    );
  return { sliceId, attempt, hostsTotal: hosts.length, hostsDone: record.hostsDone, stop, ended };
};

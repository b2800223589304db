import { err, ok, type Result } from '../../domain/result.ts';
import { endOf } from '../../domain/scans/outcome.ts';
import { type ScanEvent, type TransitionRefusal, transition } from '../../domain/scans/transition.ts';
import type { Instant } from '../../domain/time/instant.ts';
import type { Work } from '../../storage/unit-of-work.ts';
import type { ScanEndListener, SliceControl } from './collaborators.ts';
import { lockScan, type ScanRow, saveChange } from './scan-store.ts';
import { countSlices, moveWaiting } from './slice-store.ts';

/** Moves scans through their life, with all that follows from a step. The row of the scan is locked by the caller. */
export interface ScanChanger {
  /** Carries the event out, or changes nothing and says why. */
  readonly change: (work: Work, scan: ScanRow, event: ScanEvent) => Promise<Result<ScanRow, TransitionRefusal>>;
  /** Looks at the slices after one of them came back: has the scan stopped, or ended? */
  readonly settle: (work: Work, scanId: string, news: { readonly at: Instant; readonly reason?: string | undefined }) => Promise<void>;
}

export function createScanChanger(deps: { control: SliceControl; schedules: ScanEndListener }): ScanChanger {
  const change: ScanChanger['change'] = async (work, scan, event) => {
    const step = transition({ state: scan.state, pausedBy: scan.pausedBy ?? undefined }, event);
    if (!step.ok) return err(step.error);
    const { waitingSlices, leasedSlices, state } = step.value;
    await saveChange(work.tx, scan.id, step.value);
    if (waitingSlices !== undefined) await moveWaiting(work.tx, scan.id, waitingSlices);
    if (leasedSlices !== undefined) await deps.control.controlSlices(work, { scanId: scan.id, action: leasedSlices });
    if (waitingSlices === 'queue') work.announce('slices', scan.id);
    work.announce('scans', scan.id);
    const changed = (await lockScan(work.tx, scan.id))!;
    if ((state === 'finished' || state === 'error' || state === 'canceled') && changed.scheduleId !== null) {
      const endedBy = state === 'canceled' ? (changed.canceledBy ?? 'itself') : 'itself';
      await deps.schedules.scanEnded(work, { scheduleId: changed.scheduleId, scanId: scan.id, state, endedBy });
    }
    return ok(changed);
  };

  const settle: ScanChanger['settle'] = async (work, scanId, { at, reason }) => {
    work.announce('scans', scanId);
    const scan = await lockScan(work.tx, scanId);
    if (scan === undefined) return;
    const counted = await countSlices(work.tx, scanId);
    const slices = { ...counted, lastReason: reason ?? counted.lastReason };
    if (slices.leased > 0) return;
    const stopping = scan.state === 'canceling' || (scan.state === 'pausing' && slices.waiting > 0);
    if (stopping) await change(work, scan, { kind: 'slices-stopped', at });
    else if (slices.waiting === 0) await change(work, scan, { ...endOf(slices, countsOf(scan)), at });
  };

  return { change, settle };
}

const countsOf = (scan: ScanRow) => ({ hostsAlive: scan.hostsAlive, findings: scan.s1 + scan.s2 + scan.s3 + scan.s4 + scan.s5 });

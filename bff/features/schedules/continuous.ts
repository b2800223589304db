import { owedByScanEnd } from '../../domain/notifications/owed-notices.ts';
import { decideContinuous } from '../../domain/schedules/decide-continuous.ts';
import type { Occurrence } from '../../domain/schedules/recurrence.ts';
import type { InactiveReason } from '../../domain/schedules/schedule.ts';
import type { Clock } from '../../domain/time/instant.ts';
import type { Work } from '../../storage/unit-of-work.ts';
import type { NoticeBook, SetupReader } from './collaborators.ts';
import { hasWaiting, saveProgressOfMany, unfinishedScans } from './launch-store.ts';
import { lockSchedule, planOf, toSchedule } from './store.ts';

/** The end of a scan that a schedule has started. */
export interface EndedScan {
  readonly scheduleId: string;
  readonly scanId: string;
  readonly state: 'finished' | 'error' | 'canceled';
  /** `itself`: it ran to its end, well or not. */
  readonly endedBy: 'person' | 'duration' | 'itself';
}

export type ScanEnded = (work: Work, ended: EndedScan) => Promise<void>;

/** Told in the transaction that ends a scan: relaunch on finish follows from it, or the service deactivates the schedule (seed S7). */
export interface ScanEndedDeps {
  readonly clock: Clock;
  readonly setup: SetupReader;
  readonly notices: NoticeBook;
}

export function createScanEnded({ clock, setup, notices }: ScanEndedDeps): ScanEnded {
  return async (work, ended) => {
    const row = await lockSchedule(work.tx, ended.scheduleId);
    if (row === undefined) return;
    work.announce('schedules', row.id);
    const tell = (next: Occurrence | undefined, inactive?: InactiveReason) =>
      notices.owe(work, owedByScanEnd(toSchedule(row), { ...toNoticed(ended), next: next?.at, inactive, at: clock() }));
    if (row.recurrence.kind !== 'continuous' || !row.active) return tell(toSchedule(row).next);
    const others = await unfinishedScans(work.tx, [row.id]);
    const other = others.get(row.id);
    const schedule = toSchedule(row);
    const rules = await setup.scheduledScans(work.tx);
    const decision = decideContinuous({ plan: planOf(schedule), errorsInARow: row.errorsInARow }, scanOf(ended, clock), rules);
    // Another of its scans, started by hand, is still at work: the relaunch follows that one.
    const follows = other !== undefined && other.id !== ended.scanId;
    // So does one that waits for a host already, when a scan by hand found none either.
    const waits = follows || (await hasWaiting(work.tx, row.id));
    const { errorsInARow, inactive } = decision;
    const { id, occurrencesCounted } = row;
    const next = waits ? undefined : decision.next;
    await saveProgressOfMany(work.tx, [
      { id, next, occurrencesCounted, errorsInARow, active: inactive === undefined, inactiveReason: inactive },
    ]);
    await tell(next, inactive);
    if (inactive === undefined) return;
    const after = { inactiveReason: inactive, scanId: ended.scanId, errorsInARow };
    await work.audit({ actor: null, action: 'schedule.deactivated', objectType: 'schedule', objectId: id, after });
  };
}

const toNoticed = ({ scanId, state, endedBy }: EndedScan) =>
  state === 'canceled'
    ? { scanId, state, canceledBy: endedBy === 'duration' ? ('duration' as const) : ('person' as const) }
    : { scanId, state };

function scanOf({ state, endedBy }: EndedScan, clock: Clock) {
  const endedAt = clock();
  if (state !== 'canceled') return { state, endedAt };
  return { state, endedAt, by: endedBy === 'duration' ? endedBy : 'person' } as const;
}

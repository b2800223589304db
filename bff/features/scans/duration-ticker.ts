import type { ScanEvent } from '../../domain/scans/transition.ts';
import { type Instant, instant } from '../../domain/time/instant.ts';
import type { Database } from '../../storage/database.ts';
import type { UnitOfWork } from '../../storage/unit-of-work.ts';
import type { ScanChanger } from './change-scan.ts';
import { listDue, lockScan, nextDue, type ScanRow } from './scan-store.ts';
import { hasLeased } from './slice-store.ts';

export interface DurationTickerDeps {
  readonly db: Database;
  readonly uow: UnitOfWork;
  readonly changer: ScanChanger;
  /** One scan that fails does not stop the others. */
  readonly onError: (error: unknown, scanId: string) => void;
}

/** Scans looked at in one round; what is left over is due again at once. */
const ROUND = 100;
const RETRY_MS = 5000;

/** Pauses, cancels and resumes by duration whatever is due at `now`. Returns when the next step is due. Safe on any number of replicas. */
export type DueDurations = (now: Instant) => Promise<Instant | undefined>;

export function createDueDurations({ db, uow, changer, onError }: DurationTickerDeps): DueDurations {
  const step = (scanId: string, now: Instant) =>
    uow(async (work) => {
      // Another replica may have been faster: the row is judged anew under its lock.
      const scan = await lockScan(work.tx, scanId);
      const event = scan === undefined ? undefined : dueEvent(scan, now, await hasLeased(work.tx, scanId));
      if (scan !== undefined && event !== undefined) await changer.change(work, scan, event);
    });

  return async (now) => {
    let failures = 0;
    for (const scanId of await listDue(db, now, ROUND)) {
      try {
        await step(scanId, now);
      } catch (error) {
        failures += 1;
        onError(error, scanId);
      }
    }
    const next = await nextDue(db);
    // What failed is still due: without a pause it would be tried without end.
    return next !== undefined && failures > 0 ? instant(Math.max(next, now + RETRY_MS)) : next;
  };
}

function dueEvent(scan: ScanRow, now: Instant, leased: boolean): ScanEvent | undefined {
  const due = (at: Date | null) => at !== null && at.getTime() <= now;
  if (scan.state === 'running' && due(scan.cancelsAt)) return { kind: 'cancel-asked', by: 'duration', leased, at: now };
  if (scan.state === 'running' && due(scan.pausesAt)) return { kind: 'pause-asked', by: 'duration', leased };
  if (scan.state === 'paused' && scan.pausedBy === 'duration' && due(scan.resumesAt)) return { kind: 'resume-asked', by: 'duration' };
  return undefined;
}

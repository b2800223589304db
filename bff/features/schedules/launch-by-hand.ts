import type { Actor } from '../../domain/identity/role.ts';
import { refuse } from '../../domain/refusal.ts';
import { occurrenceAt } from '../../domain/schedules/due-calendar.ts';
import { type Clock, type Instant, MINUTE_MS, plus } from '../../domain/time/instant.ts';
import { lockLaunchSlots } from '../../storage/launch-slots.ts';
import type { UnitOfWork } from '../../storage/unit-of-work.ts';
import type { ScanStarter, SetupReader } from './collaborators.ts';
import { decidedKey, decidedSince, insertLaunches } from './launch-store.ts';
import { requirePermission } from './permission.ts';
import { lockSchedule, planOf, saveLast, toSchedule } from './store.ts';

export interface ByHandDeps {
  readonly uow: UnitOfWork;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly setup: SetupReader;
  readonly scans: ScanStarter;
}

/** A person presses Launch now. Not an occurrence: it does not count toward the end of the schedule, nor move its next launch. */
export function createLaunchByHand({ uow, clock, newId, setup, scans }: ByHandDeps) {
  return (actor: Actor, id: string): Promise<{ scanId: string }> =>
    uow(async (work) => {
      await lockLaunchSlots(work.tx);
      const row = requirePermission(actor, 'scans.launch', await lockSchedule(work.tx, id));
      const rules = await setup.scheduledScans(work.tx);
      const unfinished = await scans.unfinishedOf(work.tx, id);
      if (rules.preventOverlap && unfinished !== undefined) {
        throw refuse.conflict(
          `A scan of this schedule is ${unfinished.state}, and Setup prevents overlapping scans: wait for its end, or cancel it`,
        );
      }
      const active = await scans.countActive(work.tx);
      if (active >= rules.maxConcurrentScans) {
        throw refuse.conflict(
          `The concurrent-scan limit is full: ${active} of ${rules.maxConcurrentScans} queued or running. Try again when one has ended`,
        );
      }
      const now = clock();
      const schedule = toSchedule(row);
      const ledger = await decidedSince(work.tx, [id], now);
      const nominalAt = firstFree(now, (at) => ledger.has(decidedKey(id, at)));
      const started = await scans.startScan(work, { schedule, nominalAt, launchKind: 'by-hand', dueAt: now, startedBy: actor });
      const { scanId } = started;
      const { local, note } = occurrenceAt(planOf(schedule), now);
      const launch = { id: newId(), scheduleId: id, of: row, nominalAt, local, note, verdict: 'launched', decidedAt: now, scanId } as const;
      await insertLaunches(work.tx, [{ ...launch, reason: { code: 'by-hand', by: actor.name } }]);
      await saveLast(work.tx, id, { scanId, launchId: launch.id });
      await scans.endEmpty(work, [started]);
      await work.audit({ actor, action: 'schedule.launched', objectType: 'schedule', objectId: id, after: { scanId } });
      work.announce('launches', launch.id);
      work.announce('schedules', id);
      return { scanId };
    });
}

// The ledger is unique by time: a launch by hand takes the place of no other, nor of an occurrence, which lies on a whole minute.
const firstFree = (from: Instant, isTaken: (at: Instant) => boolean): Instant =>
  from % MINUTE_MS === 0 || isTaken(from) ? firstFree(plus(from, 1), isTaken) : from;

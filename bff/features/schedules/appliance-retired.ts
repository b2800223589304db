import type { Actor } from '../../domain/identity/role.ts';
import { owedByDeactivation } from '../../domain/notifications/owed-notices.ts';
import { deactivated } from '../../domain/schedules/schedule-status.ts';
import { type Clock, toIso } from '../../domain/time/instant.ts';
import type { Work } from '../../storage/unit-of-work.ts';
import type { NoticeBook } from './collaborators.ts';
import { writeChange } from './saving.ts';
import { lockSchedule, toSchedule } from './store.ts';

/** The appliance that these schedules scan with is being retired. */
export interface ScannerLost {
  readonly scheduleIds: readonly string[];
  readonly actor: Actor;
}

/** Deactivates schedules whose only scanner is taken away, and owes their people a notice, in the transaction that takes it. */
export function createScannerLost({ clock, notices }: { readonly clock: Clock; readonly notices: NoticeBook }) {
  return async (work: Work, { scheduleIds, actor }: ScannerLost): Promise<void> => {
    const now = clock();
    // In one order, as everybody who locks several.
    for (const id of [...scheduleIds].sort()) {
      const before = await lockSchedule(work.tx, id);
      if (before === undefined || !before.active) continue;
      const schedule = toSchedule(before);
      const after = deactivated(schedule, 'appliance-retired');
      await writeChange(work, { before, after, actor, action: 'schedule.deactivated' }, now);
      await notices.owe(work, owedByDeactivation(schedule, { because: 'appliance-retired', at: now, key: toIso(now) }));
    }
  };
}

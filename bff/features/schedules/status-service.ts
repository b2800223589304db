import type { Schedule as ScheduleAnswer } from '../../contract/schedules.ts';
import type { Actor } from '../../domain/identity/role.ts';
import { refuse } from '../../domain/refusal.ts';
import { activated, deactivated } from '../../domain/schedules/schedule-status.ts';
import type { Work } from '../../storage/unit-of-work.ts';
import { requirePermission } from './permission.ts';
import { readAnswer, type SchedulesDeps, saveChange } from './saving.ts';
import { lockSchedule, type ScheduleRow, toSchedule } from './store.ts';

/** A client that names a revision wants to change that one alone. */
export interface Revised {
  readonly id: string;
  readonly revision?: number | undefined;
}

/** Schedule Status: reactivate, deactivate (seed S10). Doing again what is done already changes nothing. */
export function createStatusService({ uow, clock, setup, scans }: SchedulesDeps) {
  const lock = async (work: Work, actor: Actor, { id, revision }: Revised): Promise<ScheduleRow> => {
    const row = requirePermission(actor, 'schedules.write', await lockSchedule(work.tx, id));
    if (revision !== undefined && row.revision !== revision) throw refuse.stale(await readAnswer(work.tx, id, clock()));
    return row;
  };
  return {
    activate: (actor: Actor, which: Revised): Promise<ScheduleAnswer> =>
      uow(async (work) => {
        const before = await lock(work, actor, which);
        const now = clock();
        if (before.active) return readAnswer(work.tx, before.id, now);
        const { relaunchOnFinish } = await setup.scheduledScans(work.tx);
        const unfinished = (await scans.unfinishedOf(work.tx, before.id)) !== undefined;
        const after = activated(toSchedule(before), { now, unfinished, relaunchOnFinish });
        if (!after.ok) throw refuse.conflict(after.error.map((issue) => issue.message).join(' '), after.error);
        return saveChange(work, { before, after: after.value, actor, action: 'schedule.activated' }, now);
      }),
    deactivate: (actor: Actor, which: Revised): Promise<ScheduleAnswer> =>
      uow(async (work) => {
        const before = await lock(work, actor, which);
        const now = clock();
        if (!before.active) return readAnswer(work.tx, before.id, now);
        const after = deactivated(toSchedule(before), 'by-user');
        return saveChange(work, { before, after, actor, action: 'schedule.deactivated' }, now);
      }),
  };
}

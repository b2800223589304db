import type { ExportInput } from '../../contract/export.ts';
import type { ListInput } from '../../contract/page.ts';
import type { Schedule as ScheduleAnswer, ScheduleInput } from '../../contract/schedules.ts';
import { chooseColumns, csvText } from '../../domain/csv/csv-columns.ts';
import type { Actor } from '../../domain/identity/role.ts';
import type { Issue } from '../../domain/issue.ts';
import { refuse } from '../../domain/refusal.ts';
import { changed, created } from '../../domain/schedules/schedule-status.ts';
import { parseListFilter } from '../../domain/search/list-filter.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { unwrap } from '../../domain/unwrap.ts';
import type { Executor } from '../../storage/database.ts';
import { readPageRequest } from '../../storage/keyset-page.ts';
import { SCHEDULE_TERMS } from '../../storage/schedule-filter.ts';
import { SNAPSHOT } from '../../storage/snapshot.ts';
import { readTargetTexts } from '../../storage/target-texts.ts';
import { csvFile, type SentFile } from '../../text-file.ts';
import { checkScheduleInput } from './check-input.ts';
import { eachScheduleView, listSchedules, SCHEDULE_SORTS, type ScheduleView } from './list-store.ts';
import { requirePermission } from './permission.ts';
import { presentSchedule } from './present.ts';
import { checkContext, readAnswer, removeLocked, type SchedulesDeps, saveChange, settleInput } from './saving.ts';
import { SCHEDULE_CSV } from './schedule-csv.ts';
import { insertSchedule, lockSchedule, readSchedule, toSchedule } from './store.ts';

type Replacement = ScheduleInput & { readonly id: string; readonly revision: number };

/** The use cases of schedules: look, check, decide in the domain, save, announce. */
export function createSchedulesService(deps: SchedulesDeps) {
  const { uow } = deps;
  return {
    ...createReading(deps),
    create: (actor: Actor, input: ScheduleInput): Promise<ScheduleAnswer> => createSchedule(deps, actor, input),
    replace: (actor: Actor, input: Replacement): Promise<ScheduleAnswer> => replaceSchedule(deps, actor, input),

    remove: (actor: Actor, id: string): Promise<void> =>
      uow(async (work) => {
        const row = requirePermission(actor, 'schedules.write', await lockSchedule(work.tx, id));
        const unfinished = await deps.scans.unfinishedOf(work.tx, id);
        if (unfinished !== undefined) {
          throw refuse.conflict(`A scan of this schedule is ${unfinished.state}: cancel it or wait for its end, then delete the schedule`);
        }
        await removeLocked(work, row, { actor, now: deps.clock() });
      }),
  };
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

function createReading({ db, clock, setup, targets }: SchedulesDeps) {
  return {
    list: async (actor: Actor, input: ListInput) => {
      const request = unwrap({ filter: parseListFilter(input.query, SCHEDULE_TERMS), page: readPageRequest(input, SCHEDULE_SORTS) });
      const now = clock();
      const { views, nextCursor, total } = await listSchedules(db, { ...request, actor, now });
      return { items: await presentAll(db, views, now), nextCursor, total };
    },

    /** The list as a file, whole. */
    export: async (actor: Actor, input: ExportInput): Promise<SentFile> => {
      const { columns, ...request } = unwrap({
        columns: chooseColumns(SCHEDULE_CSV, input.columns),
        filter: parseListFilter(input.query, SCHEDULE_TERMS),
        page: readPageRequest({ ...input, limit: 1 }, SCHEDULE_SORTS),
      });
      const now = clock();
      return db.transaction(async (tx) => {
        const batches = presentedSchedules(tx, eachScheduleView(tx, { ...request, actor, now }), now);
        return csvFile('schedules', csvText(columns, batches));
      }, SNAPSHOT);
    },

    get: async (actor: Actor, id: string): Promise<ScheduleAnswer> => {
      requirePermission(actor, 'schedules.read', await readSchedule(db, id));
      return readAnswer(db, id, clock());
    },

    /** All that `create` and `replace` would refuse. The input is unread JSON; with an `id`, of an existing schedule. */
    check: async (actor: Actor, input: unknown): Promise<readonly Issue[]> => {
      const id = (input as { id?: unknown } | null)?.id;
      const row = typeof id === 'string' && UUID.test(id) ? await readSchedule(db, id) : undefined;
      // Whether it may be changed at all is told first, by the use case itself.
      if (id !== undefined) requirePermission(actor, 'schedules.write', row);
      return checkScheduleInput(input, checkContext(actor, clock(), row), { executor: db, setup, targets });
    },
  };
}

async function presentAll(executor: Executor, views: readonly ScheduleView[], now: Instant): Promise<ScheduleAnswer[]> {
  const say = await readTargetTexts(
    executor,
    views.map(({ row }) => row),
  );
  return views.map((view) => presentSchedule(view, now, say(view.row)));
}

async function* presentedSchedules(
  executor: Executor,
  batches: AsyncIterable<readonly ScheduleView[]>,
  now: Instant,
): AsyncGenerator<ScheduleAnswer[]> {
  for await (const views of batches) yield await presentAll(executor, views, now);
}

function createSchedule(deps: SchedulesDeps, actor: Actor, input: ScheduleInput): Promise<ScheduleAnswer> {
  const { uow, clock, newId } = deps;
  return uow(async (work) => {
    const now = clock();
    const fields = created(await settleInput(work, input, checkContext(actor, now), deps), now);
    const id = newId();
    await insertSchedule(work.tx, id, fields, now);
    await work.audit({ actor, action: 'schedule.created', objectType: 'schedule', objectId: id, after: fields });
    work.announce('schedules', id);
    return readAnswer(work.tx, id, now);
  });
}

function replaceSchedule(deps: SchedulesDeps, actor: Actor, { id, revision, ...input }: Replacement): Promise<ScheduleAnswer> {
  return deps.uow(async (work) => {
    const now = deps.clock();
    const before = requirePermission(actor, 'schedules.write', await lockSchedule(work.tx, id));
    if (before.revision !== revision) throw refuse.stale(await readAnswer(work.tx, id, now));
    const fields = await settleInput(work, input, checkContext(actor, now, before), deps);
    const unfinished = (await deps.scans.unfinishedOf(work.tx, id)) !== undefined;
    const { after } = unwrap({ after: changed(toSchedule(before), fields, { now, unfinished }) });
    return saveChange(work, { before, after, actor, action: 'schedule.changed' }, now);
  });
}

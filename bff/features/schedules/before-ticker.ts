import { noticeDueAfter, owedBeforeLaunches } from '../../domain/notifications/due-notice.ts';
import { type Clock, type Instant, instant } from '../../domain/time/instant.ts';
import type { Database } from '../../storage/database.ts';
import type { UnitOfWork } from '../../storage/unit-of-work.ts';
import { claimNoticesDue, earliestNoticeDue, saveNoticesDue } from './before-store.ts';
import type { NoticeBook } from './collaborators.ts';
import { toSchedule } from './store.ts';

export interface BeforeTickerDeps {
  readonly db: Database;
  readonly uow: UnitOfWork;
  readonly clock: Clock;
  readonly notices: NoticeBook;
}

const BATCH = 250;
/** How soon a schedule that was locked is looked at again. */
const LOCKED_MS = 1000;

/** Owes the notices before launches whose moment has come, each once, on any number of replicas. Answers when the next is due. */
export function createBeforeRound({ db, uow, clock, notices }: BeforeTickerDeps) {
  const oweBatch = (now: Instant): Promise<number> =>
    uow(async (work) => {
      const rows = await claimNoticesDue(work.tx, now, BATCH);
      const due = rows.map((row) => ({ schedule: toSchedule(row), since: instant(row.noticeDueAt?.getTime() ?? now) }));
      await notices.owe(
        work,
        due.flatMap(({ schedule, since }) => owedBeforeLaunches(schedule, since, now)),
      );
      await saveNoticesDue(
        work.tx,
        due.map(({ schedule }) => ({ id: schedule.id, dueAt: noticeDueAfter(schedule, now) })),
      );
      return rows.length;
    });

  return async (): Promise<Instant | undefined> => {
    const now = clock();
    while ((await oweBatch(now)) === BATCH);
    const next = await earliestNoticeDue(db);
    return next === undefined || next > now ? next : instant(now + LOCKED_MS);
  };
}

import { and, asc, eq, isNotNull, lte, sql } from 'drizzle-orm';
import { type Instant, instant } from '../../domain/time/instant.ts';
import { type Executor, type Transaction, tables } from '../../storage/database.ts';
import type { ScheduleRow } from './store.ts';

const { schedule } = tables;
const noticed = and(eq(schedule.active, true), isNotNull(schedule.noticeDueAt));

/** The schedules that owe a notice before a launch, locked; those that somebody is changing this moment come next time. */
export function claimNoticesDue(tx: Transaction, now: Instant, limit: number): Promise<ScheduleRow[]> {
  return tx
    .select()
    .from(schedule)
    .where(and(noticed, lte(schedule.noticeDueAt, new Date(now))))
    .orderBy(asc(schedule.noticeDueAt), asc(schedule.id))
    .limit(limit)
    .for('update', { skipLocked: true });
}

export async function saveNoticesDue(
  tx: Transaction,
  moved: readonly { readonly id: string; readonly dueAt: Instant | undefined }[],
): Promise<void> {
  if (moved.length === 0) return;
  const rows = moved.map(({ id, dueAt }) => ({ id, due_at: dueAt === undefined ? null : new Date(dueAt) }));
  await tx.execute(sql`update schedule s set notice_due_at = m.due_at
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as m(id uuid, due_at timestamptz) where s.id = m.id`);
}

export async function earliestNoticeDue(executor: Executor): Promise<Instant | undefined> {
  const [row] = await executor
    .select({ at: schedule.noticeDueAt })
    .from(schedule)
    .where(noticed)
    .orderBy(asc(schedule.noticeDueAt), asc(schedule.id))
    .limit(1);
  return row?.at == null ? undefined : instant(row.at.getTime());
}
